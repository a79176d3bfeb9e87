"""The two forms of a citizen with nothing but the keyboard: the Tab key reaches everything, in its order."""

import pytest
from playwright.sync_api import expect

from kortet.pins.models import Pin
from kortet.watches.models import Watch
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import ready

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
MOST = 80


def tab_to(page, selector):
    """Presses Tab until what is wanted has the focus, which has to be seen."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", selector
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")


def choose_the_middle(page):
    tab_to(page, "kortet-map")
    page.keyboard.press("ArrowRight")
    tab_to(page, "[data-tool=middle]")
    page.keyboard.press("Enter")
    expect(page.locator(".picked")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_pin_is_dropped(visit, size):
    page = visit("/naale/ny/", size=size)
    ready(page)
    choose_the_middle(page)
    if size == PHONE:
        tab_to(page, "[data-on]")
        page.keyboard.press("Enter")
        page.locator("drop-steps:not([data-step=hvor])").wait_for()
        if page.locator("drop-steps[data-step=her]").count():
            tab_to(page, "#her .step-ways a")
            page.keyboard.press("Enter")
    tab_to(page, "[name=kind]")
    page.keyboard.press("ArrowDown")  # the second of the two
    tab_to(page, "[name=title]")
    page.keyboard.type("Hul ved tavlen")
    tab_to(page, ".button.first[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kvittering/**")
    assert Pin.objects.get(title="Hul ved tavlen").kind == "problem"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_place_is_watched(visit, size):
    page = visit("/hold-oeje/", size=size)
    ready(page)
    choose_the_middle(page)
    tab_to(page, "[name=kinds][value=problem]")
    page.keyboard.press("Space")
    tab_to(page, "[name=answers]")
    page.keyboard.press("Space")  # not wanted
    tab_to(page, "[name=pace]")
    page.keyboard.press("ArrowUp")
    tab_to(page, "[name=email]")
    page.keyboard.type("ida@example.org")
    tab_to(page, ".button.first[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vi har skrevet til ida@example.org")).to_be_visible()
    watch = Watch.objects.get()
    assert (watch.kinds, watch.answers, watch.pace) == (["problem"], False, "daily")
