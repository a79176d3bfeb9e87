"""The staff's pages in a real browser: the strict policy holds there too."""

import pytest
from django.conf import settings
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
def signed_in(visit, client, mads):
    """The moderator's browser."""
    client.force_login(mads)
    page = visit("/admin/login/")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "domain": "localhost", "path": "/"}]
    )
    return page


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.attack("H07")
def test_no_page_breaks_the_policy(signed_in, live_server, address):
    """The fixture `visit` fails on any violation that the browser tells."""
    answer = signed_in.goto(live_server.url + address.format(pin=Pin.objects.first().pk))
    assert answer.status == 200


def test_a_moderator_hides_a_pin_with_a_reason(signed_in, live_server):
    signed_in.goto(f"{live_server.url}/admin/pins/pin/?q=Hul")
    signed_in.locator("input.action-select").first.check()
    signed_in.locator("select[name=action]").select_option("hide_chosen")
    signed_in.get_by_role("button", name="Udfør").click()
    signed_in.get_by_label("Begrundelse").fill("Nævner en nabo")
    signed_in.get_by_role("button", name="Skjul", exact=True).click()
    expect(signed_in.locator(".messagelist")).to_contain_text("1 nål er skjult.")
    assert Pin.objects.get(title="Hul i vejen").moderation == "hidden"
