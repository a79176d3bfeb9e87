"""What others do comes to an open page by itself, and moves nothing under the reader's eyes."""

import pytest
from playwright.sync_api import expect

from kortet.atlas.models import TileCell
from kortet.pins.models import Pin
from tests.browser.conftest import DESK
from tests.browser.test_pages import ready
from tests.conftest import spot

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
SOON = 30_000  # milliseconds: a page asks every six to nine seconds, on a machine that has other things to do


def test_a_new_pin_comes_to_list_and_map(visit, make_pin):
    page = visit("/#16/56.124360/10.134063")
    ready(page)
    before = page.locator("#list .row").count()
    make_pin(title="Lys på stien", point=spot(350, 450))
    make_pin(title="Lys på broen", point=spot(360, 450))
    TileCell.objects.fold()
    expect(page.get_by_role("status").filter(has_text="2 nye nåle")).to_be_visible(timeout=SOON)
    assert page.locator("#list .row-title").all_inner_texts()[:2] == ["Lys på broen", "Lys på stien"]
    assert page.locator("#list .row").count() == before + 2


def test_a_hidden_pin_goes_without_a_word(visit):
    page = visit("/")
    ready(page)
    Pin.objects.get(title="Hul i vejen").hide("Det er reklame.")
    TileCell.objects.fold()
    expect(page.locator("#list .row")).to_have_count(5, timeout=SOON)
    assert page.locator("live-news").inner_text() == ""


def test_scroll_and_focus_stay(visit, make_pin):
    for n in range(12):
        make_pin(title=f"Nr. {n}", point=spot(600 + 10 * n))
    page = visit("/", size=DESK | {"height": 500})
    ready(page)
    row = page.locator("#list .row").filter(has_text="Nr. 1").last
    row.locator("a").focus()
    page.locator("map-panel").evaluate("panel => { panel.scrollTop = 600; }")
    before = row.bounding_box()["y"]
    make_pin(title="Øverst")
    TileCell.objects.fold()
    expect(page.locator("#list .row").first).to_contain_text("Øverst", timeout=SOON)
    assert abs(row.bounding_box()["y"] - before) <= 1
    assert row.locator("a").evaluate("link => link === document.activeElement")


def test_a_pins_page_shows_a_support_given_elsewhere(visit):
    pin = Pin.objects.get(title="Hul i vejen")
    page = visit(pin.get_absolute_url())
    ready(page)
    pin.take_support("somebody else")
    pin.move_on("in_progress")
    TileCell.objects.fold()
    expect(page.locator("#support strong")).to_have_text("1 støtte", timeout=SOON)
    expect(page.locator(".tag.status").first).to_have_text("I gang")


def test_nobody_asks_from_a_page_that_is_not_looked_at(visit):
    page = visit("/")
    ready(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "version.json" in request.url else None)
    page.evaluate("""() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    page.wait_for_timeout(10_000)
    assert asked == []
    page.evaluate("""() => {
      delete document.visibilityState;
      document.dispatchEvent(new Event("visibilitychange"));
    }""")
    page.wait_for_timeout(4_000)
    assert len(asked) == 1
