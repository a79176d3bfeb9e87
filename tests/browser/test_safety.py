"""A flood and a face, in a browser: it works for what it sends, and boxes are drawn over a picture."""

import pytest
from django.db import transaction

from kortet.people import crowd
from kortet.pictures.models import Picture
from kortet.pins.models import Comment, Pin, PinPicture
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_open_data import troubles
from tests.pictures.files import drawn, picture, sent

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone-light", "desk-dark"])
def test_in_a_flood_the_browser_works_before_it_sends(visit, monkeypatch, size, scheme):
    monkeypatch.setattr(crowd, "TOWN", crowd.Budget("said.town", most=1, seconds=600))
    pin = Pin.objects.public().first()
    crowd.TOWN.spend(pin.municipality_id)
    page = visit(f"/naal/{pin.word}/kommenter/", size=size, scheme=scheme)
    page.get_by_text("Din browser arbejder et øjeblik").or_(page.get_by_text("Din browser er klar")).first.wait_for()
    assert troubles(page) == []
    page.get_by_label("Din kommentar").fill("Det synes jeg også om")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("heading", name="Tak for din kommentar").wait_for()
    assert Comment.objects.get().text == "Det synes jeg også om"


@pytest.fixture
def covered(visit, mads, settings, tmp_path):
    """A moderator's page with a pin's picture."""
    settings.MEDIA_ROOT = tmp_path
    pin = Pin.objects.public().first()
    one = Picture.objects.receive(sent(picture("jpg", drawn(800, 600))), municipality=pin.municipality, sender="i")[0]
    PinPicture.objects.filter(pin=pin).delete()
    with transaction.atomic():
        PinPicture.objects.hang(pin, [one])
    return lambda **look: visit(f"/naal/{pin.word}/billeder/0/daek/", user=mads, **look)


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESK, "light")], ids=["phone-dark", "desk-light"])
def test_boxes_are_drawn_over_a_picture(covered, size, scheme):
    page = covered(size=size, scheme=scheme)
    frame = page.locator(".cover-picture").bounding_box()
    for part in (0.1, 0.5, 0.8):
        page.mouse.move(frame["x"] + part * frame["width"], frame["y"] + 0.2 * frame["height"])
        page.mouse.down()
        page.mouse.move(frame["x"] + (part + 0.15) * frame["width"], frame["y"] + 0.5 * frame["height"])
        page.mouse.up()
    page.get_by_role("button", name="Fjern feltet").nth(1).click()
    assert page.locator(".cover-box").count() == 2 and troubles(page) == []
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Alle ser nu billedet med felterne over").wait_for()
    boxes = PinPicture.objects.get(position=0, pin=Pin.objects.public().first()).picture.boxes
    assert boxes == [pytest.approx([0.1, 0.2, 0.15, 0.3], abs=0.01), pytest.approx([0.8, 0.2, 0.15, 0.3], abs=0.01)]
    assert page.locator(".cover-box").count() == 2 and troubles(page) == []
