"""What was said to pins that came from a file, and what was answered: comments.json in gis_data/README.md."""

from datetime import datetime
from typing import Any

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import F

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.pins.models import Comment, Pin
from kortet.places.models import METRES

Rows = list[dict[str, Any]]


@transaction.atomic
def take_talk(town: Municipality, rows: Rows) -> int:
    """Stores what is not here yet, each by its id in the file; returns how much was new."""
    pins = pins_of(town, {row["pin"]: row["title"] for row in rows})
    known = known_among(pins)
    new = [row for row in rows if row["id"] not in known and row["pin"] in pins]
    for some in ([row for row in new if not row["reply_to"]], [row for row in new if row["reply_to"]]):
        threads = known_among(pins)
        Comment.objects.bulk_create(comment_of(row, pins[row["pin"]], threads) for row in some)
    Entry.objects.bulk_create(entry for row in new for entry in entries_of(row, pins[row["pin"]]))
    for pin in {pins[row["pin"]] for row in new}:
        pin.hold()
        pin.count_comments()
    since_answered(pins)
    return len(new)


def since_answered(pins: dict[str, Pin]) -> None:
    """A status came with the answer: nothing in the file says it better."""
    answered = Pin.objects.filter(pk__in=[pin.pk for pin in pins.values()], status_since=None, answered__isnull=False)
    answered.exclude(status=Pin.Status.NEW).update(status_since=F("answered"))


def pins_of(town: Municipality, titles: dict[str, str]) -> dict[str, Pin]:
    """Id in the file → pin. One with another headline is another matter (an older file): nothing is said to it."""
    found = Pin.objects.of(town).filter(source_id__in=titles).defer("shape", "search")
    return {pin.source_id: pin for pin in found if pin.title == titles[pin.source_id]}


def known_among(pins: dict[str, Pin]) -> dict[str, int]:
    """Id in the file → row number, of what is stored."""
    stored = Comment.objects.filter(pin__in=pins.values()).exclude(once="")
    return dict(stored.values_list("once", "pk"))


def comment_of(row: dict[str, Any], pin: Pin, threads: dict[str, int]) -> Comment:
    place = row["geometry"]
    return Comment(
        pin=pin,
        once=row["id"],
        reply_to_id=threads[row["reply_to"]] if row["reply_to"] else None,
        is_official=row["official"],
        text=row["text"],
        author_name=row["author_name"] or "",
        created=datetime.fromisoformat(row["created"]),
        moderation=Comment.Moderation.SHOWN,
        point=Point(place["coordinates"][0], place["coordinates"][1], srid=METRES) if place else None,
        place_text=row["address"] or "",
    )


def entries_of(row: dict[str, Any], pin: Pin) -> list[Entry]:
    """An answer stands in the pin's course, with the status that it came with. Nobody is told of it: it is long ago."""
    if not row["official"]:
        return []
    facts: dict[str, Any] = {"subject": "pins.pin", "subject_id": pin.pk, "municipality_id": pin.municipality_id}
    facts |= {"is_public": True, "happened": datetime.fromisoformat(row["created"])}
    return [
        Entry(verb="status", data={"status": pin.status}, **facts),
        Entry(verb="answered", data={"name": row["author_name"]}, **facts),
    ]
