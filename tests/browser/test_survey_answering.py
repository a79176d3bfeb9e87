"""Answering a survey in real browsers: by touch, by key alone, without JavaScript, and without a network midway."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kortet.places.models import NamedPlace
from kortet.responses.models import Answer, DrawnPlace, Response
from tests.browser.conftest import PHONE
from tests.conftest import spot
from tests.surveying import EVERY_KIND

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("neighbourhoods")]


@pytest.fixture
def visit(visit):
    """Being without a network, and an answer that says what is wrong, are what these tests are about."""
    yield visit
    meant = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "422", "409")
    visit.troubles[:] = [said for said in visit.troubles if not any(word in said for word in meant)]


@pytest.fixture
def survey(make_survey):
    return make_survey(content=EVERY_KIND)


def no_axe(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]


def at(page, key):
    """Waits until a page of questions is there and its script has begun."""
    page.locator(f"survey-run[data-ready={key}]").wait_for()


def pressed(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_a_phone_answers_all_of_it_by_touch(visit, survey):
    page = visit(survey.get_absolute_url(), size=PHONE)
    assert no_axe(page) == []
    pressed(page, "Begynd")
    at(page, "you")
    page.get_by_label("30-64 år").check()
    page.get_by_label("Hvor bor du?").select_option("02")
    expect(page.locator(".saved")).to_have_text("Gemt")
    assert no_axe(page) == []
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        taken_back(page.locator("#q-age"))
    expect(page.get_by_label("15-29 år")).to_be_focused()
    expect(page.locator("#q-age [role=status]")).to_have_text("Svaret er fjernet.")
    assert list(Answer.objects.values_list("key", flat=True)) == ["home"]
    page.get_by_label("30-64 år").check()
    expect(page.locator("#q-age [role=status]")).to_have_text("")
    pressed(page, "Næste")
    at(page, "town")
    page.locator("#q-content").get_by_label("1", exact=True).check()
    page.get_by_label("Hvad er i vejen?").fill("For meget støj")
    for row in page.locator("#q-trust .matrix-row").all():
        row.get_by_text("Agree", exact=True).click()
    taken_back(page.locator("#q-trust .matrix-row").last)
    expect(page.locator("#q-content").get_by_role("button", name="Fjern svar")).to_have_count(
        0
    )  # it has to be answered
    assert no_axe(page) == []
    pressed(page, "Næste")
    at(page, "places")
    page.locator("#q-good kortet-map[data-ready]").click(position={"x": 150, "y": 120})
    page.get_by_label("Green").check()
    page.get_by_role("textbox", name="Fortæl om stedet").fill("Her er roligt")
    draw(page, "ride", "Tegn en linje", [(80, 80), (160, 120)])
    draw(page, "quarter", "Tegn et område", [(80, 80), (160, 80), (160, 150)])
    page.locator("#q-spots .matrix-row").first.get_by_label("4", exact=True).check()
    expect(page.locator("#q-spots drawn-choices[data-count='2']")).to_be_visible()
    assert no_axe(page) == []
    pressed(page, "Næste")
    at(page, "more")
    page.get_by_role("button", name="Flyt B op").click()
    page.get_by_label("Hvor mange ture om ugen?").fill("2,5")
    page.get_by_label("Hvornår flyttede du hertil?").fill("2001-02-03")
    page.get_by_label("I må bruge mine ord").check()
    page.get_by_label("Rent", exact=True).check()
    page.get_by_label("Hvem lejer du af?").fill("En nabo")
    taken_back(page.locator("#q-lives"))
    expect(page.locator("#q-landlord")).to_be_hidden()  # it came with the answer, and goes with it
    assert no_axe(page) == []
    pressed(page, "Næste")
    page.get_by_role("heading", name="Send dine svar").wait_for()
    assert no_axe(page) == []
    pressed(page, "Send")
    page.get_by_role("heading", name="Tak for dine svar").wait_for()
    assert no_axe(page) == []
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('answers:'))") == []
    response = Response.objects.get()
    assert response.finished and response.home.name == "Midt"
    assert sorted(DrawnPlace.objects.values_list("key", flat=True)) == ["good", "quarter", "ride"]
    rows = Answer.objects.order_by("pk").values_list("key", "row", "choice", "number", "text", "day")
    assert {tuple(str(one) for one in row if one not in ("", None)) for row in rows} == {
        ("age", "a30_64"),
        ("home", "02"),
        ("content", "1.0"),
        ("why", "For meget støj"),
        ("trust", "safe", "agree", "3.0"),
        ("good_what", "green"),
        ("good_text", "Her er roligt"),
        ("spots", "square", "4.0"),
        ("order", "b", "1.0"),
        ("trips", "2.5"),
        ("moved", "2001-02-03"),
        ("yes", "yes"),
    }


def taken_back(question):
    """By the button, which is there while something is chosen."""
    button = question.get_by_role("button", name="Fjern svar")
    button.press("Enter")
    expect(button).to_be_hidden()
    expect(question.locator(":checked")).to_have_count(0)


def draw(page, question, tool, corners):
    box = page.locator(f"#q-{question}")
    box.scroll_into_view_if_needed()
    shown = box.locator("kortet-map[data-ready]")
    shown.wait_for()
    box.get_by_role("button", name=tool).click()
    for x, y in corners:
        shown.click(position={"x": x, "y": y})
    box.get_by_role("button", name="Færdig").click()
    box.locator(".places > .place").wait_for()


def test_with_keys_alone_a_place_is_set_moved_and_taken_away(visit, survey, fjordby):
    NamedPlace.objects.create(
        municipality=fjordby,
        kind="address",
        text="Havnegade 12",
        street="Havnegade",
        number="12",
        point=spot(300),
        source="t",
        source_id="1",
    )
    page = visit(survey.get_absolute_url())
    keys = page.keyboard
    page.get_by_role("button", name="Begynd", exact=True).focus()
    keys.press("Enter")
    at(page, "you")
    page.get_by_label("15-29 år").focus()
    keys.press("ArrowDown")
    expect(page.get_by_label("30-64 år")).to_be_checked()
    page.get_by_role("button", name="Næste", exact=True).last.focus()
    keys.press("Enter")
    at(page, "town")
    expect(page.get_by_role("heading", name="Byen")).to_be_focused()
    page.get_by_role("button", name="Næste", exact=True).last.press("Enter")
    expect(page.locator("#summary")).to_be_focused()
    page.get_by_role("link", name="Hvor glad er du for dit kvarter?").press("Enter")
    page.locator("#f-content_0").focus()
    keys.press("Space")
    keys.press("ArrowRight")
    page.locator("#q-why").wait_for()  # it came with the answer
    page.get_by_role("button", name="Næste", exact=True).last.press("Enter")
    at(page, "places")
    good = page.locator("#q-good")
    good.locator("kortet-map[data-ready]").wait_for()
    good.get_by_role("button", name="Sæt et sted i kortets midte").press("Enter")
    expect(good.locator(".places > .place")).to_have_count(1)
    good.locator(".new-place summary").press("Enter")
    good.locator(".new-place").get_by_label("Adresse eller sted").fill("Havnegade 12")
    good.locator(".offers li").first.wait_for()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(good.locator(".places > .place")).to_have_count(2)
    expect(good.locator(".places > .place").nth(1).locator("summary")).to_contain_text("Sted 2: Havnegade 12")
    good.locator(".places > .place").first.locator("summary").press("Enter")
    good.locator(".places > .place").first.get_by_role("button", name="Fjern stedet").press("Enter")
    expect(good.locator(".places > .place summary")).to_contain_text(["Sted 1: Havnegade 12"])
    expect(page.locator(".saved")).to_have_text("Gemt")
    assert no_axe(page) == []
    [place] = DrawnPlace.objects.all()
    assert place.shape.distance(spot(300)) < 0.1


def test_without_javascript_all_of_it_can_be_answered(visit, survey, neighbourhoods):
    page = visit(survey.get_absolute_url(), size=PHONE, js=False)
    pressed(page, "Begynd")
    page.get_by_label("65 år eller mere").check()
    page.locator("#q-age").get_by_label("Intet svar").check()
    onward(page)
    page.locator("#q-content").get_by_label("2", exact=True).check()
    onward(page)
    page.get_by_text("flere spørgsmål på denne side").wait_for()
    page.get_by_label("Hvad er i vejen?").fill("Larm")
    onward(page)
    good = page.locator("#q-good")
    good.get_by_label("Eller vælg en").select_option("03")
    good.get_by_role("button", name="Tilføj stedet").click()
    page.locator("#q-good .places > .place").wait_for()
    page.locator("#q-good .places").get_by_label("Quiet").check()
    page.locator("#q-quarter").get_by_label("Eller vælg en").select_option("01")
    onward(page)
    page.locator("#q-order").get_by_label("A", exact=True).select_option("2")
    page.locator("#q-order").get_by_label("C", exact=True).select_option("1")
    onward(page)
    pressed(page, "Send")
    page.get_by_role("heading", name="Tak for dine svar").wait_for()
    assert not Answer.objects.filter(key="age").exists()
    ranks = Answer.objects.filter(key="order").values_list("row", "number")
    assert dict(ranks) == {"c": 1.0, "a": 2.0}
    assert list(DrawnPlace.objects.order_by("key").values_list("key", "precision")) == [
        ("good", "area"),
        ("quarter", "area"),
    ]
    assert Answer.objects.get(key="why").text == "Larm" and Answer.objects.get(key="good_what").choice == "quiet"


def onward(page):
    page.locator(".survey-ways button.first").click()


def test_a_lost_network_in_the_middle_loses_nothing_and_stops_nobody(visit, survey):
    page = visit(survey.get_absolute_url(), size=PHONE)
    pressed(page, "Begynd")
    at(page, "you")
    page.locator("html[data-offline-ready]").wait_for()
    page.get_by_label("15-29 år").check()
    expect(page.locator(".saved")).to_have_text("Gemt")
    page.context.set_offline(True)
    page.get_by_label("Hvor bor du?").select_option("01")
    expect(page.locator(".saved")).to_contain_text("Ingen forbindelse")
    pressed(page, "Næste")
    at(page, "town")
    page.locator("#q-content").get_by_label("2", exact=True).check()
    page.get_by_label("Hvad er i vejen?").fill("Ingen dækning")
    pressed(page, "Næste")
    at(page, "places")
    pressed(page, "Tilbage")
    at(page, "town")
    expect(page.get_by_label("Hvad er i vejen?")).to_have_value("Ingen dækning")
    pressed(page, "Næste")
    at(page, "places")
    pressed(page, "Næste")
    at(page, "more")
    page.get_by_label("Hvor mange ture om ugen?").fill("7")
    pressed(page, "Næste")
    expect(page.locator(".saved")).to_contain_text("Det sidste skal sendes")
    assert Answer.objects.count() == 1
    page.context.set_offline(False)
    page.get_by_role("heading", name="Send dine svar").wait_for()
    pressed(page, "Send")
    page.get_by_role("heading", name="Tak for dine svar").wait_for()
    assert sorted(Answer.objects.values_list("key", flat=True)) == ["age", "content", "home", "trips", "why"]


def test_what_is_written_when_it_closes_stays_on_the_page_which_says_so(visit, survey, otto):
    page = visit(survey.get_absolute_url(), size=PHONE)
    pressed(page, "Begynd")
    at(page, "you")
    pressed(page, "Næste")
    at(page, "town")
    survey.close(otto)
    loads = []
    page.on("load", lambda page: loads.append(page.url))
    page.locator("#q-content").get_by_label("2", exact=True).check()
    page.get_by_label("Hvad er i vejen?").fill("Mine ord")
    page.get_by_text("Undersøgelsen er lukket imens.").wait_for()
    at(page, "town")
    page.wait_for_timeout(2_000)
    expect(page.get_by_label("Hvad er i vejen?")).to_have_value("Mine ord")
    assert len(loads) == 1 and not Answer.objects.exists()


def test_a_page_that_is_left_open_when_another_tab_sends_leads_to_the_thanks(visit, survey):
    page = visit(survey.get_absolute_url(), size=PHONE)
    pressed(page, "Begynd")
    at(page, "you")
    pressed(page, "Næste")
    at(page, "town")
    page.locator("#q-content").get_by_label("4", exact=True).check()
    expect(page.locator(".saved")).to_have_text("Gemt")
    other = page.context.new_page()
    other.goto(page.url.replace("side/town/", "send/"))
    pressed(other, "Send")
    other.get_by_role("heading", name="Tak for dine svar").wait_for()
    page.get_by_label("Bike").check()
    page.get_by_role("heading", name="Tak for dine svar").wait_for()
    assert Answer.objects.count() == 1
