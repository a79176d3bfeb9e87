"""Nothing that a person wrote is lost: reload, back, a closed tab, no network."""

import pytest
from playwright.sync_api import expect

from kortet.pins.models import Pin
from tests.browser.conftest import PHONE, onward

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town")]
FOUND = "Her er det, du var i gang med"


def begun(page):
    """A form that somebody is in the middle of."""
    page.get_by_label("Eller vælg en bydel").select_option(label="Midt")
    onward(page)
    page.get_by_label("Problem").check()
    page.get_by_label("Overskrift").fill("Mørk sti ved åen")
    page.get_by_label("Fortæl").fill("Her kan man ikke se noget efter klokken fire.")
    page.wait_for_timeout(400)


def holds_all(page):
    expect(page.get_by_text(FOUND)).to_be_visible()
    expect(page.get_by_label("Overskrift")).to_have_value("Mørk sti ved åen")
    expect(page.get_by_label("Fortæl")).to_have_value("Her kan man ikke se noget efter klokken fire.")
    expect(page.get_by_label("Problem")).to_be_checked()
    expect(page.get_by_label("Eller vælg en bydel")).to_have_value("02")


def send(page):
    page.get_by_role("button", name="Sæt nålen", exact=True).click()
    page.wait_for_url("**/kvittering/**")


def test_a_reload_keeps_what_was_written(visit):
    page = visit("/naale/ny/", size=PHONE)
    begun(page)
    page.reload()
    holds_all(page)


def test_a_closed_tab_keeps_what_was_written_and_its_key(visit):
    page = visit("/naale/ny/", size=PHONE)
    begun(page)
    key = page.locator("[name=key]").input_value()
    address, context = page.url, page.context
    page.close()
    page = context.new_page()
    page.goto(address)
    holds_all(page)
    assert page.locator("[name=key]").input_value() == key


def test_a_sent_draft_is_gone(visit):
    page = visit("/naale/ny/")
    begun(page)
    send(page)
    page.get_by_role("link", name="Sæt en til").click()
    expect(page.get_by_label("Overskrift")).to_have_value("")
    expect(page.get_by_text(FOUND)).to_be_hidden()


def test_back_from_the_receipt_is_no_draft(visit):
    page = visit("/naale/ny/")
    begun(page)
    send(page)
    page.go_back()
    page.get_by_role("link", name="Kort", exact=True).click()
    page.get_by_role("link", name="Sæt en nål").first.click()
    expect(page.get_by_text(FOUND)).to_be_hidden()
    expect(page.get_by_label("Overskrift")).to_have_value("")


def test_one_can_begin_anew(visit):
    page = visit("/naale/ny/")
    begun(page)
    page.reload()
    page.get_by_role("button", name="Begynd forfra").click()
    expect(page.get_by_text(FOUND)).to_be_hidden()
    expect(page.get_by_label("Overskrift")).to_have_value("")


def test_without_a_network_nothing_is_sent_and_nothing_is_lost(visit):
    page = visit("/naale/ny/", size=PHONE)
    begun(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Sæt nålen", exact=True).click()
    expect(page.get_by_text("Du har ingen forbindelse lige nu")).to_be_visible()
    expect(page.get_by_label("Overskrift")).to_have_value("Mørk sti ved åen")
    page.context.set_offline(False)
    expect(page.get_by_text("Forbindelsen er tilbage")).to_be_visible()
    send(page)
    assert Pin.objects.filter(title="Mørk sti ved åen").count() == 1


def test_a_receipt_that_was_lost_on_its_way_is_no_second_pin(visit):
    page = visit("/naale/ny/")
    begun(page)
    form = page.evaluate("new URLSearchParams(new FormData(document.querySelector('.drop-form'))).toString()")
    page.request.post(page.url, data=form, headers={"content-type": "application/x-www-form-urlencoded"})
    assert Pin.objects.filter(title="Mørk sti ved åen").count() == 1
    page.reload()
    holds_all(page)
    send(page)
    assert Pin.objects.filter(title="Mørk sti ved åen").count() == 1


def test_a_drawn_line_is_drawn_again(visit):
    page = visit("/naale/ny/")
    begun(page)
    line = '{"type": "LineString", "coordinates": [[10.1341, 56.1203], [10.1389, 56.1203], [10.1389, 56.1221]]}'
    page.locator("[name=shape]").evaluate("(field, line) => { field.value = line; }", line)
    page.get_by_label("Overskrift").press_sequentially("s")
    page.wait_for_timeout(400)
    page.reload()
    expect(page.locator("path.drawn")).to_have_count(1)
    expect(page.locator("path.drawn-corner")).to_have_count(3)


def test_a_draft_lasts_a_week(visit):
    page = visit("/naale/ny/")
    begun(page)
    page.evaluate("""() => {
      const [place, kept] = Object.entries(localStorage).find(([name]) => name.startsWith("draft:"));
      localStorage.setItem(place, JSON.stringify({ ...JSON.parse(kept), when: Date.now() - 7.1 * 86_400_000 }));
      document.querySelector("form-draft").gone = true;
    }""")
    page.reload()
    expect(page.locator(".draft-kept")).to_be_visible()
    expect(page.get_by_label("Overskrift")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft:'))") == []


def test_a_shape_that_is_none_leaves_the_picker_whole(visit):
    page = visit("/naale/ny/")
    begun(page)
    page.locator("[name=shape]").evaluate("(field) => { field.value = '{\"type\": 7'; }")
    page.get_by_label("Overskrift").press_sequentially("s")
    page.wait_for_timeout(400)
    page.reload()
    expect(page.get_by_role("button", name="Tegn en linje")).to_be_visible()
    expect(page.get_by_label("Overskrift")).to_have_value("sMørk sti ved åen")


def test_a_place_chosen_on_the_map_wins_over_the_drafts(visit):
    page = visit("/naale/ny/")
    begun(page)
    page.goto(page.url + "?area=01")
    expect(page.get_by_label("Overskrift")).to_have_value("Mørk sti ved åen")
    expect(page.get_by_label("Eller vælg en bydel")).to_have_value("01")
