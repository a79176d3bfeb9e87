"""Pins and themes as GeoReport calls them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.gis.db.models.functions import Transform
from django.db.models import Prefetch
from django.utils import timezone

from kortet.municipalities.models import Municipality, Theme
from kortet.open311.asked import CLOSED, OPEN
from kortet.pins.models import Pin, PinPicture
from kortet.pins.queries import OVER, PinQuerySet
from kortet.places.queries import DEGREES


def services(municipality: Municipality) -> list[dict[str, Any]]:
    return [service(theme) for theme in Theme.objects.of(municipality).offered()]


def service(theme: Theme) -> dict[str, Any]:
    told = {"service_code": theme.code, "service_name": theme.label, "description": theme.label, "metadata": False}
    return told | {"type": "realtime", "keywords": "", "group": ""}


def service_requests(pins: PinQuerySet) -> list[dict[str, Any]]:
    """One question for the pins, one for their pictures, however many they are."""
    shown = PinPicture.objects.on(Pin.objects.all()).select_related("picture__municipality")
    rows: Iterable[Any] = (
        pins.annotate(degrees=Transform("public_point", DEGREES))
        .select_related("theme", "municipality")
        .defer("shape", "search", "municipality__outline")
        .prefetch_related(Prefetch("pictures", shown))
    )
    return [service_request(pin) for pin in rows]


def service_request(pin: Any) -> dict[str, Any]:
    """Nothing of who reported it; the place is the one that the public sees (EPSG:4326)."""
    theme = pin.theme
    return {
        "service_request_id": pin.number,
        "status": CLOSED if pin.status in OVER else OPEN,
        "status_notes": str(pin.get_status_display()),
        "extended_status": pin.status,
        "service_name": theme.label if theme else "",
        "service_code": theme.code if theme else "",
        "title": pin.title,
        "description": pin.text or pin.title,
        "agency_responsible": pin.municipality.name,
        "service_notice": "",
        "requested_datetime": written(pin.created),
        "updated_datetime": written(max(filter(None, (pin.created, pin.status_since, pin.answered)))),
        "address": pin.place_text,
        "zipcode": "",
        "lat": round(pin.degrees.y, 6),
        "long": round(pin.degrees.x, 6),
        "media_url": picture_of(pin),
        "url": pin.municipality.address(pin.get_absolute_url()),
    }


def picture_of(pin: Any) -> str:
    """The first picture's address; empty where there is none, or it is not ready."""
    first = next(iter(pin.pictures.all()), None)
    return pin.municipality.address(first.picture.large) if first else ""


def written(when: datetime) -> str:
    return timezone.localtime(when).isoformat(timespec="seconds")
