"""Pages on paper: what was said and where, no controls, nothing cut off, and where it can be read."""

import pytest

from kortet.pins.models import Comment, Pin
from tests.browser.conftest import PHONE
from tests.browser.test_pages import ready

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
CONTROLS = "button, .button, input, select, textarea, summary, nav, kortet-map"
A4 = {"width": 718, "height": 1000}  # CSS pixels between margins of a centimetre


@pytest.mark.parametrize("address", ["/", "/naal/{pin}/", "/omraader/bydele/01/", "/omraader/", "/nyt/"])
@pytest.mark.parametrize("size", [PHONE, A4], ids=["from-a-phone", "from-a-desk"])
def test_paper_has_no_controls_and_says_where_it_can_be_read(visit, live_server, address, size):
    pin = Pin.objects.get(title="Hul i vejen")
    Comment.objects.create(pin=pin, text="Den er dyb.", moderation="shown")
    page = visit(address.format(pin=pin.word), size=size)
    ready(page)
    page.emulate_media(media="print")
    page.set_viewport_size(A4)
    assert [thing.inner_text() for thing in page.locator(CONTROLS).all() if thing.is_visible()] == []
    assert page.locator(".printed").inner_text().startswith("Fjordby Kommune · http")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shown = page.locator(".row:visible")
    assert page.evaluate("document.body.scrollHeight") >= sum(row.bounding_box()["height"] for row in shown.all())


def test_a_pin_on_paper_has_its_map(visit):
    page = visit(Pin.objects.get(title="Hul i vejen").get_absolute_url())
    ready(page)
    asked = [entry for entry in page.evaluate("performance.getEntries().map((one) => one.name)") if "kort.png" in entry]
    assert asked == []  # on a screen it is not fetched
    page.pdf(format="A4")
    page.emulate_media(media="print")
    picture = page.locator(".print-map")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.print-map').naturalWidth === 1200")
    box = picture.bounding_box()
    assert abs(box["width"] / box["height"] - 1200 / 440) < 0.1
