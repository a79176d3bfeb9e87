"""The staff's pages in a real browser: the strict policy holds there too."""

import pytest
from playwright.sync_api import expect

from kortet.pins.models import Pin

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
PAGES = [
    "/admin/",
    "/admin/pins/pin/",
    "/admin/pins/pin/{pin}/change/",
    "/admin/places/area/",
    "/admin/places/arealayer/",
]


@pytest.fixture
def signed_in(visit, mads):
    """The moderator's browser."""
    return visit("/by.css", user=mads)


@pytest.mark.attack("H07")
def test_no_page_breaks_the_policy(signed_in, visit, live_server):
    """`visit` hears of any violation that the browser tells."""
    for address in PAGES:
        answer = signed_in.goto(live_server.url + address.format(pin=Pin.objects.first().pk))
        assert (address, answer.status, visit.troubles) == (address, 200, [])


def test_a_moderator_hides_a_pin_with_a_reason(signed_in, live_server):
    signed_in.goto(f"{live_server.url}/admin/pins/pin/?q=Hul")
    signed_in.locator("input.action-select").first.check()
    signed_in.locator("select[name=action]").select_option("hide_chosen")
    signed_in.get_by_role("button", name="Udfør").click()
    signed_in.get_by_label("Begrundelse").fill("Nævner en nabo")
    signed_in.get_by_role("button", name="Skjul", exact=True).click()
    expect(signed_in.locator(".messagelist")).to_contain_text("1 nål er skjult.")
    assert Pin.objects.get(title="Hul i vejen").moderation == "hidden"
