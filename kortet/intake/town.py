"""The demo town as rows: the municipality with its themes, and three people who work for it."""

from typing import Any

from kortet.municipalities.models import Municipality, Theme
from kortet.people.models import Role, User

FIELDS = ("code", "name", "primary", "accent", "languages", "words", "rules")
STAFF = (("moderator", Role.Kind.MODERATOR), ("planner", Role.Kind.PLANNER), ("admin", Role.Kind.ADMIN))


def make_town(told: dict[str, Any]) -> Municipality:
    """The municipality and its themes, as gis_data/fjordby/municipality.json tells them."""
    town = Municipality.objects.create(**{field: told[field] for field in FIELDS})
    Theme.objects.bulk_create(Theme(municipality=town, order=n, **theme) for n, theme in enumerate(told["themes"]))
    return town


def make_staff(town: Municipality, password: str) -> None:
    """A moderator, a planner and an admin; without a password they exist but cannot sign in."""
    for name, kind in STAFF:
        user = User.objects.create_user(name, password=password or None, is_staff=True)
        Role.objects.create(user=user, municipality=town, kind=kind)
