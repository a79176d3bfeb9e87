"""The demo town as rows: the municipality with its themes, and four people who work for it."""

import json
from pathlib import Path
from typing import Any

from kortet.municipalities.models import Municipality, Theme
from kortet.people.models import Role, User
from kortet.pictures.developing import develop
from kortet.pictures.models import Picture
from kortet.pins.models import AnswerTemplate, Pin, PinPicture
from kortet.pins.queries import AFTER

FIELDS = ("code", "name", "primary", "accent", "languages", "words", "rules")
STAFF = (
    ("moderator", Role.Kind.MODERATOR),
    ("planner", Role.Kind.PLANNER),
    ("owner", Role.Kind.PROCESS_OWNER),
    ("admin", Role.Kind.ADMIN),
)


def make_town(told: dict[str, Any]) -> Municipality:
    """The municipality, its themes and its answer templates, as gis_data/fjordby/municipality.json tells them."""
    town = Municipality.objects.create(**{field: told[field] for field in FIELDS})
    Theme.objects.bulk_create(Theme(municipality=town, order=n, **theme) for n, theme in enumerate(told["themes"]))
    AnswerTemplate.objects.bulk_create(AnswerTemplate(municipality=town, **words) for words in told["answers"])
    return town


def make_staff(town: Municipality, password: str) -> None:
    """A moderator, a planner, an owner of processes and an admin; without a password they exist but cannot sign in."""
    for name, kind in STAFF:
        user = User.objects.create_user(name, password=password or None, is_staff=True)
        Role.objects.create(user=user, municipality=town, kind=kind)


def hang_pictures(town: Municipality, folder: Path) -> int:
    """Puts the drawn pictures of a folder on their pins, as pictures.json tells them; returns how many."""
    told = json.loads((folder / "pictures.json").read_text(encoding="utf-8"))
    named = {row["pin"] for row in told}
    pins = {pin.source_id: pin for pin in Pin.objects.of(town).filter(source_id__in=named)}
    hung = [row for row in told if row["pin"] in pins]
    for row in hung:
        with (folder / row["file"]).open("rb") as file:
            developed = develop(file, (folder / row["file"]).stat().st_size)
        picture = Picture.objects.take_in(town, "", developed)
        picture.alt = row["alt"]
        PinPicture.objects.hang(pins[row["pin"]], [picture], first=AFTER if row["after"] else 0)
    return len(hung)
