"""What a message says: of a row that is public now what anybody may see, of another only which one it was."""

import json
from typing import Any

from django.contrib.gis.db.models.functions import AsGeoJSON, Transform

from kortet.events.models import Event
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from kortet.places.models import Placed
from kortet.places.queries import DEGREES

# (subject, verb) → what it is called outside.
KINDS = {
    ("pins.pin", "dropped"): "pin.published",
    ("pins.pin", "shown"): "pin.published",
    ("pins.pin", "restored"): "pin.published",
    ("pins.pin", "revised"): "pin.changed",
    ("pins.pin", "status"): "pin.status",
    ("pins.pin", "reopened"): "pin.status",
    ("pins.pin", "answered"): "pin.answered",
    ("pins.pin", "merged"): "pin.withheld",
    ("pins.pin", "parted"): "pin.published",
    ("pins.pin", "hidden"): "pin.withheld",
    ("pins.pin", "waiting"): "pin.withheld",
    ("pins.pin", "withdrawn"): "pin.withheld",
    ("events.event", "put_up"): "event.published",
    ("events.event", "shown"): "event.published",
    ("events.event", "changed"): "event.changed",
    ("events.event", "date_moved"): "event.changed",
    ("events.event", "date_cancelled"): "event.changed",
    ("events.event", "cancelled"): "event.cancelled",
    ("events.event", "hidden"): "event.withheld",
}


def body_of(kind: str, entry: Entry, town: Municipality) -> bytes | None:
    """The message as JSON (UTF-8), or None where there is nothing that may be told: it is not public, or not any more.

    Places are the public ones, longitude and latitude (EPSG:4326).
    """
    told = withheld(kind, entry, town) if kind.endswith(".withheld") else feature(kind, entry, town)
    if told is None:
        return None
    said = {"type": kind, "timestamp": entry.happened.isoformat(), "municipality": town.code, "data": told}
    return json.dumps(said, ensure_ascii=False).encode()


def withheld(kind: str, entry: Entry, town: Municipality) -> dict[str, Any] | None:
    """Only which one it was; nothing where it is seen again by now."""
    subject: type[Pin] | type[Event] = Pin if kind.startswith("pin.") else Event
    row = subject.objects.filter(municipality=town, pk=entry.subject_id).first()
    if row is None or subject.objects.public().filter(pk=row.pk).exists():
        return None
    return {"url": town.address(row.get_absolute_url())}


def feature(kind: str, entry: Entry, town: Municipality) -> dict[str, Any] | None:
    """A GeoJSON feature (RFC 7946) of what is public now; what is about the whole municipality has no geometry."""
    rows: Any = (Pin if kind.startswith("pin.") else Event).objects.public()
    place = AsGeoJSON(Transform("public_point", DEGREES), precision=6)
    row = rows.filter(municipality=town, pk=entry.subject_id).annotate(drawn=place).first()
    if row is None:
        return None
    told = of_pin(row) if kind.startswith("pin.") else of_event(row)
    url = town.address(row.get_absolute_url())
    drawn = None if row.precision == Placed.Precision.WHOLE else json.loads(row.drawn)
    return {"type": "Feature", "id": url, "geometry": drawn, "properties": told | {"url": url}}


def of_pin(pin: Pin) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(pin, name) for name in ("number", "kind", "title", "text", "status")}
    theme, area = pin.theme, pin.neighbourhood
    told |= {"theme": theme.code if theme else None, "neighbourhood": area.code if area else None}
    return told | {"place": pin.place_text, "precision": pin.precision, "created": pin.created.isoformat()}


def of_event(event: Event) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(event, name) for name in ("uid", "title", "text", "status")}
    dates = event.occurrences.coming().values_list("starts", "ends")[:10]
    told["dates"] = [{"starts": starts.isoformat(), "ends": ends.isoformat()} for starts, ends in dates]
    return told | {"place": event.place_text}
