"""A calendar from elsewhere becomes events: all of it or nothing, each event once by its source and UID."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.db import transaction

from kortet.events.models import Event, Occurrence
from kortet.events.reading_calendars import Read, read_calendar
from kortet.municipalities.models import Municipality
from kortet.partners.models import Partner
from kortet.people.said import plain
from kortet.places.models import NamedPlace
from kortet.places.queries import DEGREES

FIELDS = ("title", "text", "place_text", "zone", "day", "begins", "length", "rule", "without", "also")
CALLED_OFF = "Aflyst af arrangøren."
GONE = "Står ikke længere i arrangørens kalender."


@dataclass
class Outcome:
    """What an import did: how many of each, and why some were refused (title, reason)."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass
class CalendarImport:
    """Where the events go: a municipality, a name for the source, and the association whose they are."""

    town: Municipality
    source: str
    organiser: Partner | None = None
    after: datetime | None = None
    until: datetime | None = None

    @transaction.atomic
    def take(self, data: bytes, *, cancel_missing: bool = False) -> Outcome:
        """Stores what is new or changed; raises CalendarError, and stores nothing, where the whole cannot be read."""
        outcome = Outcome()
        events = read_calendar(data)
        known = {event.source_id: event for event in self._known()}
        for read in events:
            self._take_one(read, known.get(read.uid), outcome)
        gone = [event for uid, event in known.items() if uid not in {read.uid for read in events}]
        outcome.missing = [event.title for event in gone if not event.is_cancelled]
        if cancel_missing:
            for event in gone:
                if not event.is_cancelled:
                    event.cancel(GONE)
        return outcome

    def _known(self) -> list[Event]:
        return list(Event.objects.of(self.town).filter(source=self.source).select_related("municipality"))

    def _take_one(self, read: Read, known: Event | None, outcome: Outcome) -> None:
        if not read.refusal:
            self._check_words(read)
        if read.refusal:
            outcome.refused.append((read.title, read.refusal))
        elif known is not None and known.source_digest == digest_of(read):
            outcome.unchanged += 1
        else:
            self._store(read, known)
            outcome.new, outcome.changed = outcome.new + (known is None), outcome.changed + (known is not None)

    def _check_words(self, read: Read) -> None:
        """As everybody's words; a personal number is never stored."""
        try:
            for name in ("title", "text", "place_text"):
                read.facts[name] = plain(read.facts[name])
        except ValidationError as refused:
            read.refusal = refused.messages[0]

    def _store(self, read: Read, known: Event | None) -> None:
        event = known or Event(municipality=self.town, source=self.source, source_id=read.uid, uid=read.uid)
        for name in FIELDS:
            setattr(event, name, read.facts[name])
        event.organiser, event.source_digest = self.organiser, digest_of(read)
        if known is None:
            self._place(event)
        elif event.is_cancelled:
            event.status, event.status_reason = Event.Status.PUBLIC, ""
        event.change() if known else event.put_up()
        if self.after or self.until:
            event.make_dates(self.after, self.until)
        self._apply(event, read)
        if read.facts["is_cancelled"]:
            event.cancel(CALLED_OFF)

    def _place(self, event: Event) -> None:
        """At the one place of that name, else somewhere in the municipality."""
        found = NamedPlace.objects.matching(self.town, event.place_text[:100]) if event.place_text else []
        same = [place for place in found if place.text.casefold() == event.place_text.split(",")[0].strip().casefold()]
        if len(same) == 1:
            event.place_at(Point(same[0].lon, same[0].lat, srid=DEGREES))
        else:
            event.precision, event.point = "whole", self.town.middle

    def _apply(self, event: Event, read: Read) -> None:
        """Dates that were moved or called off; what was so before and is not any more is as planned again."""
        changes = {change.wall.date(): change for change in read.changes}
        for date in event.occurrences.select_related("event"):
            change = changes.get(date.day)
            if change is None and date.status != Occurrence.Status.PLANNED:
                date.as_planned()
            elif change is not None and change.is_cancelled and not date.is_cancelled:
                date.cancel(CALLED_OFF)
            elif change is not None and not change.is_cancelled:
                date.take_place(change.start, change.end)


def digest_of(read: Read) -> str:
    """The same for the same event; seen at the next import."""
    told = [read.facts, [change.__dict__ for change in read.changes]]
    return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
