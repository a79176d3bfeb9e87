"""The demo town's drawings hang on its pins, like anybody's pictures."""

import json

import pytest
from django.conf import settings as project

from kortet.intake.town import hang_pictures
from kortet.pictures.models import Picture
from kortet.pins.models import PinPicture

FOLDER = project.BASE_DIR / "gis_data" / "fjordby"
DRAWINGS = json.loads((FOLDER / "pictures" / "pictures.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def test_each_hangs_on_its_pin_with_its_words(fjordby, make_pin, folder):
    done = next(row for row in DRAWINGS if row["after"])
    pins = [make_pin(source="kortet", source_id=row["pin"]) for row in (DRAWINGS[0], done)]
    make_pin(source="kortet", source_id="another")
    hang_pictures(fjordby, FOLDER / "pictures")
    hung = PinPicture.objects.order_by("pin", "position")
    told = [row for pin in pins for row in DRAWINGS if row["pin"] == pin.source_id]
    assert [(one.pin.source_id, one.picture.alt, one.is_after) for one in hung] == [
        (row["pin"], row["alt"], row["after"]) for row in told
    ]
    assert {one.is_after for one in hung} == {False, True}
    assert Picture.objects.unsized().count() == len(told) == len(list(folder.rglob("2560.jpg")))


def test_every_drawing_is_of_a_pin_that_is_shown():
    pins = json.loads((FOLDER / "pins.json").read_text(encoding="utf-8"))
    shown = {pin["id"] for pin in pins if pin["moderation"] == "shown"}
    assert {row["pin"] for row in DRAWINGS} <= shown
    assert {row["file"] for row in DRAWINGS} == {path.name for path in (FOLDER / "pictures").glob("*.webp")}
