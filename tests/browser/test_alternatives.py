"""Saying what one thinks of what is drawn, by key and without JavaScript; and an owner who draws; axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from kortet.alternatives.models import Alternative, Reaction
from tests.alternatives.conftest import line, make_alternative, plot  # noqa: F401  (a fixture among them)
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/forloeb/cykelsti/paa-kortet/"


@pytest.fixture
def drawn(town, make_process, make_alternative):  # noqa: F811
    process = make_process("collect")
    routes = [
        make_alternative(process, title="Linje A"),
        make_alternative(process, title="Grunden", shape=plot(), colour="green"),
    ]
    for person in "abcdef":
        routes[0].react(person * 64, 4, f"Kommentar {person}", shown=True)
    return routes


def found_by_axe(page):
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [one["id"] for one in Axe().run(page).response["violations"]] + (["wide"] if wide else [])


def test_a_person_reacts_by_key_from_the_map_on(visit, drawn):
    page = visit(LIST, size=PHONE, scheme="dark")
    ready(page)
    page.wait_for_selector("kortet-map[data-drawn='2']")
    assert found_by_axe(page) == []
    page.locator("kortet-map .sign-marker[tabindex]").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.activeElement.id === 'mulighed-{drawn[1].word}'")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Grunden", level=1).wait_for()
    assert found_by_axe(page) == []
    page.get_by_label("Meget imod").focus()
    for _step in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Her er plads nok.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Din mening er gemt: for.").wait_for()
    said = Reaction.objects.get(alternative=drawn[1])
    assert (said.step, said.text, said.moderation) == (4, "Her er plads nok.", "waiting")
    page.get_by_role("link", name="Videre til Linje A").click()
    page.get_by_role("heading", name="Linje A", level=1).wait_for()


def test_without_javascript_the_list_is_whole_and_a_person_reacts(visit, drawn):
    page = visit(LIST, js=False)
    assert page.get_by_text("1,0 km").is_visible() and page.get_by_text("6 har sagt deres mening").is_visible()
    page.locator(f"#mulighed-{drawn[1].word}").get_by_role("link").click()
    page.get_by_role("button", name="Gem min mening").click()
    page.get_by_role("alert").get_by_text("påkrævet").wait_for()
    visit.troubles[:] = [trouble for trouble in visit.troubles if "422" not in trouble]
    page.get_by_label("Meget for").check()
    page.get_by_role("button", name="Gem min mening").click()
    page.get_by_text("Din mening er gemt: meget for.").wait_for()


def test_an_owner_draws_a_line_by_key(visit, drawn, otto, client, live_server):
    client.force_login(otto)
    page = visit("/om/", size=DESK)
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    page.goto(f"{live_server.url}{LIST}ret/")
    page.wait_for_selector("kortet-map[data-drawn='2']")
    assert found_by_axe(page) == []
    page.get_by_role("link", name="Tegn en mulighed").click()
    page.get_by_role("button", name="Tegn en linje").press("Enter")
    page.get_by_role("button", name="Brug kortets midte").press("Enter")
    page.locator("kortet-map").focus()
    for _step in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)  # the map glides to where the arrows send it
    page.get_by_role("button", name="Brug kortets midte").press("Enter")
    page.get_by_role("button", name="Færdig").press("Enter")
    page.get_by_label("Navn (skal udfyldes)").fill("Linje C")
    assert found_by_axe(page) == []
    page.get_by_role("button", name="Gem", exact=True).last.press("Enter")
    page.get_by_role("link", name="Linje C").wait_for()
    assert Alternative.objects.get(title="Linje C").shape.geom_type == "LineString"
