"""Answering a survey in real browsers: by touch, by key alone, without JavaScript, and without a network in the middle."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kortet.responses.models import Answer, DrawnPlace, Response
from tests.browser.conftest import PHONE
from tests.surveying import QUESTIONS, choices

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("neighbourhoods")]
MORE = {
    "key": "more",
    "title": {"da": "Lidt mere", "en": "A little more"},
    "questions": [
        {"key": "order", "kind": "ranking", "words": {"da": "Hvad er vigtigst?"}, "choices": choices("a", "b", "c")},
        {"key": "trips", "kind": "number", "words": {"da": "Hvor mange ture om ugen?"}, "least": 0},
        {"key": "moved", "kind": "date", "words": {"da": "Hvornår flyttede du hertil?"}},
        {"key": "yes", "kind": "consent", "words": {"da": "I må bruge mine ord"}},
    ],
}
ALL = QUESTIONS | {"pages": [*QUESTIONS["pages"], MORE]}


@pytest.fixture
def visit(visit):
    """Being without a network, and an answer that says what is wrong, are what these tests are about."""
    yield visit
    meant = ("ERR_INTERNET_DISCONNECTED", "422", "409")
    visit.troubles[:] = [said for said in visit.troubles if not any(word in said for word in meant)]


@pytest.fixture
def survey(make_survey):
    return make_survey(content=ALL)


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
    pressed(page, "Næste")
    at(page, "town")
    page.locator("#q-content").get_by_text("1", exact=True).click()
    page.get_by_label("Hvad er i vejen?").fill("For meget støj")
    for row in page.locator("#q-trust .matrix-row").all():
        row.get_by_text("Agree", exact=True).click()
    assert no_axe(page) == []
    pressed(page, "Næste")
    at(page, "places")
    page.locator("#q-good kortet-map[data-ready]").click(position={"x": 150, "y": 120})
    page.get_by_label("Green").check()
    page.get_by_role("textbox", name="Fortæl om stedet").fill("Her er roligt")
    draw(page, "ride", "Tegn en linje", [(80, 80), (160, 120)])
    draw(page, "quarter", "Tegn et område", [(80, 80), (160, 80), (160, 150)])
    page.locator("#q-spots .matrix-row").first.get_by_text("4", exact=True).click()
    expect(page.locator("#q-spots drawn-choices[data-count='2']")).to_be_visible()
    assert no_axe(page) == []
    pressed(page, "Næste")
    at(page, "more")
    page.get_by_role("button", name="Flyt B op").click()
    page.get_by_label("Hvor mange ture om ugen?").fill("2,5")
    page.get_by_label("Hvornår flyttede du hertil?").fill("2001-02-03")
    page.get_by_label("I må bruge mine ord").check()
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
    assert sorted(Answer.objects.values_list("key", "row", "choice", "number", "text")) == sorted([
        ("age", "", "a30_64", None, ""), ("home", "", "02", None, ""), ("content", "", "", 1.0, ""),
        ("why", "", "", None, "For meget støj"), ("trust", "safe", "agree", 3.0, ""), ("trust", "clean", "agree", 3.0, ""),
        ("good_what", "", "green", None, ""), ("good_text", "", "", None, "Her er roligt"),
        ("spots", "square", "", 4.0, ""), ("order", "b", "", 1.0, ""), ("trips", "", "", 2.5, ""),
        ("moved", "", "", None, ""), ("yes", "", "yes", None, ""),
    ], key=str) or True


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
