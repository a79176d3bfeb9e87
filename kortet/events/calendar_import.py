"""A calendar from elsewhere becomes events: all of it or nothing, each event once by its source and UID."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from time import monotonic

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kortet.events.models import Event, Occurrence
from kortet.events.reading import CalendarError, Change, Read
from kortet.events.reading_calendars import read_calendar
from kortet.municipalities.models import Municipality
from kortet.partners.models import Partner
from kortet.places.drawn import inside
from kortet.places.models import NamedPlace
from kortet.places.queries import DEGREES
from kortet.saying.said import plain

FIELDS = ("title", "text", "place_text", "zone", "day", "begins", "length", "rule", "without", "also")
LINKED = ("price", "source_url")
WORDS = ("title", "text", "place_text", "price")
CALLED_OFF = "Aflyst af arrangøren."
GONE = "Står ikke længere i arrangørens kalender."
MOST_DATES, MOST_SECONDS = 50_000, 300  # of one import, so that it does not keep the worker from others' letters
YEARS, LONGEST = range(1700, 2200), timedelta(days=40_000)
Reader = Callable[[bytes], list[Read]]


@dataclass
class Outcome:
    """What an import did: how many of each, and why some were refused (title, reason).

    `missing` are coming events that the source no longer has; `told` names what is new or changed, for a dry run.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    told: list[tuple[str, Read]] = field(default_factory=list)

    @property
    def found(self) -> int:
        return self.new + self.changed + self.unchanged + len(self.refused)


@dataclass
class CalendarImport:
    """Where the events go: a municipality, a name for the source, and the association whose they are."""

    town: Municipality
    source: str
    organiser: Partner | None = None
    after: datetime | None = None
    until: datetime | None = None
    reader: Reader = read_calendar
    places: dict[str, Point | None] = field(default_factory=dict)

    def take(self, data: bytes, *, cancel_missing: bool = False) -> Outcome:
        """Stores what is new or changed; raises CalendarError, and stores nothing, where the whole cannot be read.

        What is missing is only called off where the source still has some event: an empty answer is a fault more
        often than an empty calendar.
        """
        return self._take(self.reader(data), cancel_missing=cancel_missing)

    @transaction.atomic
    def _take(self, reads: list[Read], *, cancel_missing: bool) -> Outcome:
        known, outcome, dates = self._known(), Outcome(), 0
        end = monotonic() + MOST_SECONDS
        for read in reads:
            if monotonic() > end:
                raise CalendarError(_("Kalenderen tager for lang tid at regne ud. Del den i flere."))
            dates += self._take_one(read, known.get(read.uid), outcome)
            if dates > MOST_DATES:
                raise CalendarError(_("Kalenderen har for mange datoer: højst %(most)s.") % {"most": MOST_DATES})
        gone = self._gone(known, reads)
        outcome.missing = [event.title for event in gone]
        if cancel_missing and reads:
            for event in gone:
                event.cancel(GONE)
        if outcome.told or (cancel_missing and gone):
            Municipality.objects.filter(pk=self.town.pk).raise_version()
        return outcome

    def rehearse(self, data: bytes) -> Outcome:
        """What `take` would do; stores nothing. Raises CalendarError."""
        known, reads, outcome = self._known(), self.reader(data), Outcome()
        for read in reads:
            self._weigh(read, known.get(read.uid), outcome)
        outcome.missing = [event.title for event in self._gone(known, reads)]
        return outcome

    def _known(self) -> dict[str, Event]:
        events = Event.objects.of(self.town).filter(source=self.source).select_related("municipality", "organiser")
        for event in events:
            event.is_told_later = True
        return {event.source_id: event for event in events}

    def _gone(self, known: dict[str, Event], reads: list[Read]) -> list[Event]:
        """Known ones with a date to come that the source does not have: what was is no news that it is over."""
        here = {read.uid for read in reads}
        gone = [event for uid, event in known.items() if uid not in here and not event.is_cancelled]
        coming = Event.objects.filter(pk__in=[event.pk for event in gone], occurrences__ends__gt=timezone.now())
        ids = set(coming.values_list("pk", flat=True))
        return [event for event in gone if event.pk in ids]

    def _take_one(self, read: Read, known: Event | None, outcome: Outcome) -> int:
        """Stores it where it is new or changed; returns of how many dates it then is."""
        return self._store(read, known) if self._weigh(read, known, outcome) else 0

    def _weigh(self, read: Read, known: Event | None, outcome: Outcome) -> bool:
        """Counts an event; whether it has to be stored. One that was gone and is back as it was, has to."""
        if not read.refusal:
            self._check(read)
        if read.refusal:
            outcome.refused.append((tellable(read.title), tellable(read.refusal) or _("Det kan ikke gemmes.")))
            return False
        if known is not None and known.source_digest == digest_of(read) and known.status_reason != GONE:
            outcome.unchanged += 1
            return False
        outcome.new, outcome.changed = outcome.new + (known is None), outcome.changed + (known is not None)
        outcome.told.append(("new" if known is None else "changed", read))
        return True

    def _check(self, read: Read) -> None:
        """Words as everybody's, so that a personal number is never stored; days that a calendar can have."""
        try:
            for name in WORDS:
                read.facts[name] = plain(read.facts.get(name, ""))
            check_days(read)
        except ValidationError as refused:
            read.refusal = refused.messages[0]

    def _store(self, read: Read, known: Event | None) -> int:
        event = known or Event(municipality=self.town, source=self.source, source_id=read.uid, uid=self._uid(read))
        event.is_told_later = True
        goes_elsewhere = event.place_text != read.facts["place_text"]
        for name in FIELDS:
            setattr(event, name, read.facts[name])
        for name in LINKED:
            setattr(event, name, read.facts.get(name, ""))
        event.organiser, event.source_digest = self.organiser, digest_of(read)
        if known is None or goes_elsewhere:
            self._place(event, read.facts.get("spot") or [])
        if known is not None and event.is_cancelled:
            event.status, event.status_reason = Event.Status.PUBLIC, ""
        event.change() if known else event.put_up()
        if self.after or self.until:
            event.make_dates(self.after, self.until)
        dates = list(event.occurrences.all())
        self._apply(dates, read)
        if read.facts["is_cancelled"]:
            event.cancel(CALLED_OFF)
        return len(dates)

    def _uid(self, read: Read) -> str:
        """Its UID where it came as iCalendar; numbers of other sources are no names in the world's calendars."""
        return read.uid if self.reader is read_calendar else ""

    def _place(self, event: Event, spot: list[float]) -> None:
        """Where the source has it, else at the one place of that name, at the organiser's, or somewhere in town."""
        place = self._point(spot) or self._named(event.place_text)
        home = self.organiser
        if place is not None:
            event.precision = "point"
            event.place_at(place)
        elif home is not None and home.is_on_the_map and not event.place_text:
            event.precision, event.point, event.place_text = "point", home.point, home.address
        else:
            event.precision, event.point = "whole", self.town.middle
        event.settle()

    def _point(self, spot: list[float]) -> Point | None:
        if not spot:
            return None
        point = Point(spot[0], spot[1], srid=DEGREES)
        try:
            inside(point, self.town.outline)
        except ValidationError:
            return None
        return point

    def _named(self, words: str) -> Point | None:
        """The one place of that name; asked once for each name."""
        if words not in self.places:
            self.places[words] = self._look_up(words)
        return self.places[words]

    def _look_up(self, words: str) -> Point | None:
        found = NamedPlace.objects.matching(self.town, words[:100]) if words else []
        name = words.partition(",")[0].strip().casefold()
        same = [place for place in found if place.text.casefold() == name]
        return Point(same[0].lon, same[0].lat, srid=DEGREES) if len(same) == 1 else None

    def _apply(self, dates: list[Occurrence], read: Read) -> None:
        """Dates that were moved or called off; what was so before and is not any more is as planned again."""
        changes = {change.wall.isoformat(): change for change in read.changes}
        by_day = {f"{change.wall:%Y-%m-%d}": change for change in read.changes}
        of_day = Counter(date.wall[:10] for date in dates)
        for date in dates:
            day = date.wall[:10]
            self._apply_one(date, changes.get(date.wall) or (by_day.get(day) if of_day[day] == 1 else None))

    def _apply_one(self, date: Occurrence, change: Change | None) -> None:
        if change is None:
            if date.status != Occurrence.Status.PLANNED:
                date.as_planned()
        elif change.is_cancelled:
            if not date.is_cancelled:
                date.cancel(CALLED_OFF)
        else:
            date.take_place(change.start, change.end)


def tellable(words: str) -> str:
    """Words of a source as they may be kept in a report: none where they hold a personal number."""
    try:
        return plain(words)
    except ValidationError:
        return ""


def check_days(read: Read) -> None:
    """Raises ValidationError for a day or a length that no calendar of people has."""
    days = [read.facts["day"], *read.facts["also"], *(change.start for change in read.changes)]
    if any(day.year not in YEARS for day in days) or read.facts["length"] > LONGEST:
        raise ValidationError(_("Det ligger for mange år væk eller varer for længe."))
    if any(change.end - change.start > LONGEST for change in read.changes):
        raise ValidationError(_("Det ligger for mange år væk eller varer for længe."))


def digest_of(read: Read) -> str:
    """The same for the same event; seen at the next import."""
    told = [read.facts, [change.__dict__ for change in read.changes]]
    return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
