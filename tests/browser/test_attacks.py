"""What hostile words do in a real browser: nothing. The fixture `visit` fails on any violation of the policy."""

import pytest

from kortet.places.models import Area
from tests.browser.test_pages import ready
from tests.conftest import spot

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
attack = pytest.mark.attack
EVIL = '"><img src=x onerror=window.ondt=1><script>window.ondt=1</script><a href="javascript:window.ondt=1">'


@pytest.fixture
def evil(fjordby, make_pin, make_partner, make_event, mads):
    """Markup in every name on the map: pins, areas, associations, events, the conversation."""
    Area.objects.filter(code="01").update(name=EVIL[:120])
    fjordby.rules |= {"moderation": "after"}
    fjordby.save()
    pin = make_pin(title=EVIL[:120], text=EVIL, author_name=EVIL[:80], place_text=EVIL, point=spot(700, 700))
    make_pin(title=EVIL[:120], point=spot(700, 700))
    pin.answer(EVIL, mads, EVIL[:80])
    club = make_partner(name=EVIL[:120], text=EVIL, shows_premises=True, point=spot(600, 300))
    make_event(title=EVIL[:120], text=EVIL, organiser=club)
    return pin


def unharmed(page):
    """Nothing of it ran, and nothing of it became an element."""
    assert page.evaluate("typeof window.ondt") == "undefined"
    assert page.locator("img[src=x], a[href^=javascript]").count() == 0


@attack("B01", "B02", "B04", "H07")
def test_markup_on_the_map_is_text_in_signs_and_labels(visit, evil):
    page = visit("/#18/56.126157/10.137325")
    ready(page)
    sign = page.locator(".sign-marker").first
    sign.hover()
    assert (
        EVIL[:20] in (sign.get_attribute("title") or sign.get_attribute("alt") or "")
        or page.locator(".cluster-sign").count()
    )
    unharmed(page)
    page = visit("/omraader/")
    ready(page)
    page.locator("kortet-map path.area").first.wait_for()
    for number in range(page.locator("kortet-map path.area").count()):
        page.locator("kortet-map path.area").nth(number).hover(force=True)
        unharmed(page)
    for address in (evil.get_absolute_url(), "/foreninger/", "/arrangementer/", "/soeg/?q=img", "/indlejret/"):
        page = visit(address)
        ready(page)
        unharmed(page)


@attack("B06", "H07")
def test_markup_on_the_pages_of_staff_is_text(visit, evil, mads, live_server):
    page = visit("/by.css", user=mads)
    for address in (
        "pins/pin/",
        f"pins/pin/{evil.pk}/change/",
        f"pins/pin/{evil.pk}/history/",
        "pins/comment/",
        "events/event/",
        "partners/partner/",
        "journal/entry/",
    ):
        assert page.goto(f"{live_server.url}/admin/{address}").status == 200
        unharmed(page)
