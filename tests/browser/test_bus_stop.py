"""From a phone at the bus stop: somebody who knows nothing drops a pin with a photograph, by touch alone."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from kortet.pins.models import Pin, PinPicture
from tests.browser.test_pages import ready

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
MOST_TAPS = 12
PER_LETTER = 180  # milliseconds: thirty words a minute, with two thumbs


@pytest.fixture
def phone(chromium, live_server):
    context = chromium.new_context(
        viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True, device_scale_factor=2, locale="da-DK"
    )
    page = context.new_page()
    page.goto(live_server.url)
    ready(page)
    yield page
    context.close()


def test_a_pin_with_a_photograph_takes_at_most_twelve_taps(phone, tmp_path):
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(tmp_path / "IMG_0001.jpg", quality=90)
    taps = []

    def tap(thing, **given):
        taps.append(str(thing))
        thing.tap(**given)

    tap(phone.get_by_role("link", name="Sæt en nål").last)
    phone.wait_for_url("**/naale/ny/")
    ready(phone)
    tap(phone.locator("kortet-map"), position={"x": 175, "y": 120})
    expect(phone.locator(".picked")).to_be_visible()
    tap(phone.get_by_role("link", name="Videre"))
    phone.locator("drop-steps:not([data-step=hvor])").wait_for()
    if phone.locator("drop-steps[data-step=her]").count():
        tap(phone.get_by_role("link", name="Det er noget andet"))
    tap(phone.get_by_text("Noget der skal løses"))
    tap(phone.get_by_label("Overskrift"))
    phone.keyboard.type("Glas på cykelstien", delay=PER_LETTER)
    taps.append("the button for files, and the picture in the phone's own list")
    taps.append("the same")
    phone.locator("input[type=file]").first.set_input_files(tmp_path / "IMG_0001.jpg")
    expect(phone.get_by_label("Hvad ser man på billedet?")).to_be_visible(timeout=15_000)
    tap(phone.get_by_role("button", name="Sæt nålen", exact=True))
    phone.wait_for_url("**/kvittering/**")
    pin = Pin.objects.get(title="Glas på cykelstien")
    assert pin.kind == "problem" and PinPicture.objects.filter(pin=pin).count() == 1
    assert len(taps) <= MOST_TAPS, taps
