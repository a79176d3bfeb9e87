"""Answering in a real browser: by key, with axe, on a phone and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kortet.pins.models import AreaAnswer, Comment, Pin, State
from kortet.pins.tasks import answer_areas
from tests.browser.conftest import DESK, PHONE
from tests.conftest import staff

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(visit, fjordby):
    """Opens pages as someone who answers."""
    return lambda address, **given: visit(address, user=staff("anna", fjordby, "answerer"), **given)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_pin_is_answered_by_key_and_axe_finds_nothing(desk, visit, fjordby, size):
    pin = Pin.objects.get(title="Hul i vejen")
    page = desk(f"/svar/naal/{pin.word}/?naeste=/nyt/", size=size)
    page.get_by_label("Ny status").select_option(label="udført")
    page.get_by_role("button", name="Gem og giv besked").press("Enter")
    page.locator("#summary").wait_for()
    assert "422" in visit.troubles.pop()  # the browser says aloud that the form was refused
    expect(page.locator("#answer-state")).to_have_value(str(State.objects.usual(fjordby.pk, "done").pk))
    assert Axe().run(page).response["violations"] == []
    page.get_by_label("Kommunens svar").fill("Hullet er lukket.")
    page.get_by_role("button", name="Gem og giv besked").press("Enter")
    page.wait_for_url("**/nyt/")
    pin.refresh_from_db()
    assert pin.status == "done" and Comment.objects.get().text == "Hullet er lukket."


@pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
def test_an_area_is_answered(desk, fjordby, js):
    page = desk("/svar/omraade/", js=js)
    page.locator("summary", has_text="Bydele").click()
    page.get_by_label("Vest").check()
    if js:
        expect(page.locator("#chosen strong")).to_have_text("5")
    page.get_by_label("Overskrift").fill("Cykelsti i Vest")
    page.get_by_label("Kommunens svar").fill("Vi anlægger en cykelsti.")
    page.get_by_role("button", name="Se, hvem der får svar").click()
    page.get_by_role("button", name="Giv svaret til 5 nåle").click()
    page.get_by_role("heading", name="Cykelsti i Vest").wait_for()
    answer_areas(0)
    page.reload()
    page.get_by_role("heading", name="Svaret er givet til 5 nåle").wait_for()
    if js:
        page.locator("kortet-map[data-ready] path.area.chosen").wait_for()
        assert Axe().run(page).response["violations"] == []
    assert AreaAnswer.objects.get().comments.count() == 5
