"""The pages in a real browser: by mouse, by key, without JavaScript, light and dark, narrow and wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kortet.pins.models import Pin
from tests.browser.conftest import DESK, PHONE, onward
from tests.conftest import spot

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
ADDRESSES = [
    "/",
    "/naal/{pin}/",
    "/omraader/",
    "/omraader/bydele/01/",
    "/naale/ny/",
    "/soeg/?q=hul",
    "/om/",
    "/hold-oeje/",
    "/nyt/",
    "/indlejret/",
    "/naal/{pin}/foelg/",
    "/en/",
]


def ready(page):
    """Waits until the map has drawn what the page shows."""
    if page.locator("kortet-map").count() and page.evaluate("'customElements' in window"):
        page.wait_for_selector("kortet-map[data-ready]")
        page.wait_for_load_state("networkidle")


@pytest.mark.long
@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESK, "light")], ids=["phone-dark", "desk-light"])
@pytest.mark.parametrize("addresses", [ADDRESSES[::2], ADDRESSES[1::2]], ids=["half", "other-half"])
def test_axe_finds_nothing(visit, live_server, addresses, size, scheme):
    page, troubles = visit("/om/", size=size, scheme=scheme), {}
    for address in addresses:
        page.goto(live_server.url + address.format(pin=Pin.objects.first().word))
        ready(page)
        found = [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in Axe().run(page).response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        troubles |= {address: (found, wide)} if found or wide else {}
    assert troubles == {}


def test_a_form_with_errors_is_clean_and_takes_the_focus(visit):
    page = visit("/naale/ny/", size=PHONE)
    page.get_by_label("Eller vælg en bydel").select_option(label="Midt")
    onward(page)
    page.get_by_role("button", name="Sæt nålen", exact=True).click()
    assert page.locator("#summary").is_visible()
    assert page.evaluate("document.activeElement.id") == "summary"
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []
    visit.troubles[:] = [t for t in visit.troubles if "422" not in t]


def test_the_map_shows_every_public_pin(visit):
    page = visit("/")
    ready(page)
    drawn = page.evaluate(
        """() => [...document.querySelectorAll('.sign-marker')].map((m) => m.querySelector('text')
           ? Number(m.querySelector('text').textContent) : 1).reduce((a, b) => a + b, 0)"""
    )
    assert drawn == 6


def test_the_list_follows_the_map(visit):
    page = visit("/#16/56.124360/10.134063")
    ready(page)
    expect(page.locator("#list .count")).to_contain_text("i det viste område")
    assert "Hul i vejen" not in page.locator("#list").inner_text()


def test_the_filter_changes_address_list_and_map(visit):
    page = visit("/")
    ready(page)
    page.locator("#filter summary").click()
    page.get_by_label("Slags").select_option("problem")
    expect(page.locator("#list .row")).to_have_count(1)
    expect(page.locator(".sign-marker")).to_have_count(1)
    assert "kind=problem" in page.url
    page.reload()
    ready(page)
    assert page.locator("#list .row").count() == 1


def test_a_pin_opens_by_key(visit):
    page = visit("/#18/56.124310/10.150140")
    ready(page)
    page.locator(".sign-marker").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/naal/**")
    assert page.locator("h1").inner_text() == "Hul i vejen"


def test_a_pin_is_dropped_by_mouse(visit):
    page = visit("/naale/ny/")
    ready(page)
    page.locator("kortet-map").click(position={"x": 300, "y": 200})
    expect(page.locator("[name=lng]")).not_to_have_value("")
    fill_and_send(page)


def test_a_pin_is_dropped_by_key_alone(visit):
    page = visit("/naale/ny/")
    ready(page)
    page.locator("kortet-map").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Brug kortets midte").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name=lng]")).not_to_have_value("")
    page.locator("#pin-kind_0").focus()
    page.keyboard.press("Space")
    page.locator("#pin-title").focus()
    page.keyboard.type("En bænk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kvittering/**")


def test_a_pin_is_dropped_without_javascript(visit, neighbourhoods):
    page = visit("/naale/ny/", js=False, size=PHONE)
    page.get_by_label("Eller vælg en bydel").select_option(label="Midt")
    page.get_by_role("button", name="Find stedet").click()
    assert (
        "Ingen har sat en nål her endnu" in page.locator("#nearby").inner_text() or page.locator("#nearby .row").count()
    )
    fill_and_send(page)
    assert Pin.objects.get(title="En bænk ved åen").neighbourhood == neighbourhoods[1]


def fill_and_send(page):
    page.get_by_label("Forslag").check()
    page.get_by_label("Overskrift").fill("En bænk ved åen")
    page.get_by_role("button", name="Sæt nålen", exact=True).click()
    page.wait_for_url("**/kvittering/**")
    pin = Pin.objects.get(title="En bænk ved åen")
    assert pin.number in page.content()


def test_all_of_it_can_be_read_without_javascript(visit):
    page = visit("/", js=False)
    assert page.locator("#list .row").count() == 6
    assert not page.locator("kortet-map").is_visible()
    page.get_by_label("Søg i nålene").fill("vej")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page.locator("#list .row")).to_have_count(1)
    page.locator("#list .row a").click()
    expect(page.locator("h1")).to_have_text("Hul i vejen")


def test_the_sheet_has_three_heights(visit):
    page = visit("/", size=PHONE)
    ready(page)
    heights = []
    for _ in range(3):
        page.wait_for_timeout(300)
        heights.append(page.locator("map-panel").evaluate("panel => panel.offsetHeight"))
        page.locator(".grip").click()
    assert len(set(heights)) == 3


def test_one_tap_supports_a_pin_and_one_takes_it_back(visit, town):
    pin = Pin.objects.get(title="Hul i vejen")
    page = visit(pin.get_absolute_url(), size=PHONE)
    page.locator("#support").get_by_role("link", name="Støt").click()
    expect(page.get_by_text("Du støtter denne nål.")).to_be_visible()
    expect(page.locator("#support strong")).to_have_text("1 støtte")
    page.reload()
    expect(page.get_by_text("Du støtter denne nål.")).to_be_visible()
    page.get_by_role("button", name="Fortryd støtte").click()
    expect(page.locator("#support strong")).to_have_text("0 støtter")
    expect(page.get_by_role("button", name="Støt", exact=True)).to_be_focused()


def test_a_pin_is_supported_without_javascript(visit, town):
    pin = Pin.objects.get(title="Hul i vejen")
    page = visit(pin.get_absolute_url(), js=False, size=PHONE)
    page.locator("#support").get_by_role("link", name="Støt").click()
    page.get_by_role("button", name="Støt", exact=True).click()
    expect(page.get_by_text("Du støtter denne nål.")).to_be_visible()
    pin.refresh_from_db()
    assert pin.support_count == 1


def test_pins_on_one_spot_fan_out_by_click_and_by_key(visit, make_pin):
    for n in range(12):
        make_pin(title=f"Samme sted {n}", point=spot(1200, 1200))
    here = spot(1200, 1200).transform(4326, clone=True)
    page = visit(f"/#17/{here.y:.5f}/{here.x:.5f}")
    ready(page)
    disc = page.locator(".sign-marker:has(text)").first
    disc.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sign-marker.fan")).to_have_count(12)
    assert page.evaluate("document.activeElement.classList.contains('fan')")
    spots = [box["x"] + 1000 * box["y"] for box in (sign.bounding_box() for sign in page.locator(".fan").all())]
    assert len(set(spots)) == 12
    page.keyboard.press("Escape")
    expect(page.locator(".sign-marker.fan")).to_have_count(0)
    disc.click()
    page.locator(".sign-marker.fan").nth(3).click()
    page.wait_for_url("**/naal/*/")
    assert "Samme sted" in page.locator("h1").inner_text()
