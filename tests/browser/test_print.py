"""Pages on paper: what was said and where, no controls, nothing cut off, and where it can be read."""

import pytest

from kortet.pins.models import Comment, Pin
from tests.browser.conftest import PHONE
from tests.browser.test_pages import ready

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
CONTROLS = "button, .button, input, select, textarea, summary, nav, kortet-map"
# In one breath, because the list is fetched anew when the window has another size.
PAPER = """(controls) => ({
  controls: [...document.querySelectorAll(controls)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.offsetHeight).map((one) => one.outerHTML),
  where: document.querySelector(".printed").innerText,
  is_wide: document.documentElement.scrollWidth > window.innerWidth,
  height: document.body.scrollHeight,
  rows: [...document.querySelectorAll(".row")].map((one) => one.offsetHeight),
})"""
A4 = {"width": 718, "height": 1000}  # CSS pixels between margins of a centimetre


@pytest.mark.parametrize("size", [PHONE, A4], ids=["from-a-phone", "from-a-desk"])
def test_paper_has_no_controls_and_says_where_it_can_be_read(visit, live_server, size):
    pin = Pin.objects.get(title="Hul i vejen")
    Comment.objects.create(pin=pin, text="Den er dyb.", moderation="shown")
    page = visit("/om/", size=size)
    for address in ("/", pin.get_absolute_url(), "/omraader/bydele/01/", "/omraader/", "/nyt/"):
        page.emulate_media(media="screen")
        page.set_viewport_size(size)
        page.goto(live_server.url + address)
        ready(page)
        page.emulate_media(media="print")
        page.set_viewport_size(A4)
        paper = page.evaluate(PAPER, CONTROLS)
        assert (address, paper["controls"], paper["is_wide"]) == (address, [], False)
        assert paper["where"].startswith("Fjordby Kommune · http")
        assert paper["height"] >= sum(paper["rows"])
        if address in ("/", "/nyt/"):
            assert any(paper["rows"])


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
