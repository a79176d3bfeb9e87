"""Black boxes over a picture: all see them and nobody what is under them; staff have the original."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from kortet.journal.models import Entry
from kortet.pictures.models import Picture
from kortet.pictures.redaction import Box
from kortet.pictures.sizes import FIRST
from kortet.pictures.tasks import make_sizes, throw_away
from kortet.pins.models import PinPicture
from kortet.pins.tasks import forget_pictures
from tests.pictures.files import drawn, picture, sent

LEFT_HALF = Box(0, 0, 0.5, 1)


@pytest.fixture
def hung(make_pin, fjordby, neighbourhoods, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    pin = make_pin()
    one = Picture.objects.receive(sent(picture("jpg", drawn(800, 600))), municipality=fjordby, sender="ida")[0]
    PinPicture.objects.hang(pin, [one])
    return PinPicture.objects.get(pin=pin)


@pytest.fixture
def address(hung):
    return f"/naal/{hung.pin.word}/billeder/0/daek/"


def rows(*boxes):
    told = {"form-TOTAL_FORMS": len(boxes), "form-INITIAL_FORMS": 0}
    for place, box in enumerate(boxes):
        told |= {
            f"form-{place}-{name}": part for name, part in zip(("left", "top", "width", "height"), box, strict=True)
        }
    return told


def pixels(one, size=FIRST[0]):
    return Image.open(io.BytesIO(default_storage.open(one.file_name(size)).read()))


def is_black(image, x, y):
    return max(image.getpixel((x, y))) < 12


def test_what_is_covered_is_gone_from_every_size(client, mads, hung, address):
    client.force_login(mads)
    before = hung.picture
    assert client.post(address, rows(("0", "0", "50", "100"), ("", "", "", ""))).status_code == 302
    hung.refresh_from_db()
    assert make_sizes(0) == 2 and hung.picture.word != before.word and hung.picture.boxes == [[0, 0, 0.5, 1]]
    for size in FIRST:
        image = pixels(hung.picture, size)
        middle = image.height // 2
        assert is_black(image, image.width // 4, middle) and not is_black(image, image.width * 3 // 4, middle)
    assert client.get(before.large).status_code == 404 and client.get(hung.picture.large).status_code == 200
    assert Entry.objects.about(hung.pin).filter(verb="picture_covered").count() == 1


def test_staff_alone_have_the_original(client, mads, ida, hung):
    hung.cover([LEFT_HALF], mads)
    address = f"/naal/{hung.pin.word}/billeder/0/original.jpg"
    client.force_login(ida)
    assert client.get(address).status_code == 404
    client.force_login(mads)
    answer = client.get(address)
    original = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert answer["Cache-Control"].startswith("max-age=0") and "private" in answer["Cache-Control"]
    assert not is_black(original, 100, 300)


def test_other_boxes_begin_with_the_original_and_none_bring_it_back(mads, hung):
    original = hung.picture
    hung.cover([LEFT_HALF], mads)
    first = hung.picture
    hung.cover([Box(0.5, 0, 0.5, 1)], mads)
    image = pixels(hung.picture)
    assert not is_black(image, 100, 300) and is_black(image, 700, 300) and hung.picture.original == original
    hung.cover([], mads)
    assert hung.picture == original and throw_away(0) == 2
    assert not Picture.objects.filter(pk=first.pk).exists()


def test_the_original_goes_when_the_covered_one_goes(mads, hung, tmp_path):
    hung.cover([LEFT_HALF], mads)
    assert forget_pictures(0) == 0
    hung.take_off(mads)
    throw_away(0)
    assert forget_pictures(0) == 1
    throw_away(0)
    assert not Picture.objects.exists() and not [*tmp_path.rglob("*.jpg")]


@pytest.mark.parametrize(
    ("box", "told"),
    [
        (("0", "0", "50", ""), "Skriv alle fire tal"),
        (("0", "0", "0", "10"), "bredde og en højde"),
        (("120", "0", "10", "10"), "uden for billedet"),
        (("nan", "0", "10", "10"), "Indtast et tal"),
        (("abc", "0", "10", "10"), "abc"),
    ],
)
def test_what_is_no_box_is_told_beside_it(client, mads, hung, address, box, told):
    client.force_login(mads)
    page = client.post(address, rows(box))
    assert page.status_code == 422 and told in page.content.decode()
    hung.refresh_from_db()
    assert hung.picture.original is None


def test_danish_decimals(client, mads, hung, address):
    client.force_login(mads)
    client.post(address, rows(("12,5", "0", "25", "50,5")))
    hung.refresh_from_db()
    assert hung.picture.boxes == [[0.125, 0, 0.25, 0.505]] and 'value="12,5"' in client.get(address).content.decode()


def test_a_box_touches_whole_pixels():
    assert Box.read(-0.1, 0, 0.35, 2).pixels(10, 10) == (0, 0, 2, 9)
    for wrong in ((0, 0, float("inf"), 1), (1, 0, 0.5, 0.5)):
        with pytest.raises(ValidationError):
            Box.read(*wrong)
