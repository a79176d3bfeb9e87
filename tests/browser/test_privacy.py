"""The pages about people's data in a real browser: axe finds nothing, nothing scrolls sideways, keys are enough."""

import pytest
from playwright.sync_api import expect

from kortet.pins.models import Follower, Pin
from kortet.privacy.models import Door
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_guests import film  # noqa: F401  (a fixture)
from tests.browser.test_partners import faults

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
ADDRESSES = ["/privatliv/", "/en/privatliv/", "/mine-data/", "/tilgaengelighed/", "/om/"]


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone-light", "desk-dark"])
def test_axe_finds_nothing_where_people_read_and_erase(visit, live_server, film, size, scheme):  # noqa: F811
    page = visit("/om/", size=size, scheme=scheme)
    for number, address in enumerate(ADDRESSES):
        page.goto(live_server.url + address)
        film(page, f"privacy-{number}-{size['width']}-{scheme}")
        assert (address, faults(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_by_keys_from_the_letter_to_what_is_erased(visit, film, fjordby, size):  # noqa: F811
    pin = Pin.objects.get(title="Hul i vejen")
    Follower.objects.create(pin=pin, email="ida@example.org", is_author=True)
    door = Door.objects.create(municipality=fjordby, email="ida@example.org")
    page = visit(door.get_absolute_url(), size=size, js=False)
    page.get_by_role("button", name="Vis mine oplysninger").press("Enter")
    page.get_by_role("heading", name="Mine oplysninger").wait_for()
    film(page, f"mine-{size['width']}")
    page.get_by_role("button", name="Slet", exact=True).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Vælg, hvad der skal slettes")
    film(page, f"mine-wrong-{size['width']}")
    visit.troubles[:] = [said for said in visit.troubles if "422" not in said]  # what was asked for a moment ago
    page.get_by_label("Alt, der kan slettes").press("Space")
    page.get_by_label("Ja, slet det").press("Space")
    page.get_by_role("button", name="Slet", exact=True).press("Enter")
    page.get_by_role("heading", name="Det er slettet").wait_for()
    film(page, f"erased-{size['width']}")
    assert Follower.objects.count() == 0 and not Pin.objects.filter(title="Hul i vejen").exists()
