"""Ways in to a survey in a browser: a tablet that begins anew, a code out of a QR code, a sheet typed by keyboard."""

import pytest
from playwright.sync_api import expect

from kortet.responses.codes import make_package
from kortet.responses.models import Answer, DrawnPlace, Response
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_alternatives import found_by_axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLET = {"width": 1024, "height": 768}


@pytest.fixture
def survey(town, make_survey):
    return make_survey()


def test_a_tablet_begins_anew_and_nothing_is_left(visit, survey, mads, live_server):
    design = f"/forloeb/{survey.process.slug}/undersoegelser/{survey.word}"
    page = visit(f"{design}/tablets/", size=TABLET, user=mads)
    page.clock.install()
    page.get_by_label("Hvor står den?").fill("Biblioteket")
    page.get_by_role("button", name="Start tablet her").click()
    page.get_by_role("button", name="Begynd").click()
    page.get_by_label("65 år eller mere").check()
    page.get_by_role("button", name="Næste").click()
    page.locator("#q-content").wait_for()
    assert found_by_axe(page) == []
    page.evaluate("localStorage.setItem('left', 'behind')")
    page.clock.run_for(47_000)
    still = page.get_by_role("button", name="Jeg er her stadig")
    still.click()
    assert not page.locator("#q-content input:checked").count()  # the touch does not go through to the page
    page.clock.run_for(20_000)
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.run_for(41_000)
    page.get_by_role("button", name="Begynd").wait_for()
    assert not Response.objects.exists()
    assert page.evaluate("localStorage.length") == 0
    page.goto(f"{live_server.url}/u/{survey.word}/side/you/")
    assert not page.get_by_label("65 år eller mere").count()


def test_a_code_out_of_a_qr_code_and_on_another_device(visit, survey, otto):
    [code] = make_package(survey, 1, note="", area=None, actor=otto)[1]
    page = visit(f"/u/{survey.word}/kode/#{code}", size=PHONE)
    expect(page.get_by_text("Koden fra QR-koden er sat ind.")).to_be_visible()
    assert "#" not in page.url
    assert found_by_axe(page) == []
    page.get_by_role("button", name="Begynd, eller gå videre").click()
    page.get_by_label("65 år eller mere").check()
    page.get_by_role("button", name="Næste").click()
    page.locator("#q-content").wait_for()
    other = visit(f"/u/{survey.word}/kode/", js=False)
    other.get_by_label("Koden fra dit brev").fill(code.lower())
    other.get_by_role("button", name="Begynd, eller gå videre").click()
    expect(other.get_by_label("65 år eller mere")).to_be_checked()


def test_a_sheet_is_typed_by_keyboard_alone(visit, survey, mads):
    page = visit(f"/forloeb/{survey.process.slug}/undersoegelser/{survey.word}/indtast/", size=DESK, user=mads)
    assert found_by_axe(page) == []
    keys = page.keyboard
    keys.press("3")  # 65 and more; on to where one lives
    keys.type("Vest")
    keys.press("Enter")
    keys.press("1")
    keys.press("2")
    keys.press("Enter")
    keys.press("2")  # the scale; on to why
    keys.type("Larm")
    keys.press("Tab")
    keys.press("3")
    keys.press("1")
    keys.type("H9")
    keys.press("Control+Enter")
    page.get_by_text("Du har tastet 1 skema").wait_for()
    said = Answer.objects.order_by("key", "row", "choice").values_list("key", "row", "choice", "number", "text")
    assert list(said) == [
        ("age", "", "a65", None, ""),
        ("content", "", "", 2, ""),
        ("home", "", "01", None, ""),
        ("means", "", "bike", None, ""),
        ("means", "", "bus", None, ""),
        ("trust", "clean", "disagree", 1, ""),
        ("trust", "safe", "agree", 3, ""),
        ("why", "", "", None, "Larm"),
    ]
    assert list(DrawnPlace.objects.values_list("key", "precision")) == [("good", "area")]
