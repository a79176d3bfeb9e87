"""What every reader of events from elsewhere gives: events with their dates, or why one is refused.

A reader of a format says what stands there (`Said`); what that means as an event is the same for all of them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kortet.events import recurrence
from kortet.events.plain_text import lines, one_line, price_of, web_link
from kortet.events.said_times import Moment, read_moment
from kortet.places.drawn import read_point

MOST_BYTES, MOST_EVENTS = 5_000_000, 5_000
COPENHAGEN = "Europe/Copenhagen"
DAY, MIDNIGHT = timedelta(days=1), time(0)
LETTERS = 100_000  # of one text that are looked at


class CalendarError(Exception):
    """The text as a whole cannot be read."""


@dataclass
class Change:
    """A date that is not as its rule has it: where it is now, or that it is called off."""

    wall: datetime
    start: datetime
    end: datetime
    is_cancelled: bool


@dataclass
class Read:
    """One event: the fields of `Event`, its changed dates, or why it is refused."""

    uid: str
    title: str
    facts: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    refusal: str = ""


@dataclass
class Said:
    """An event in the words of its source. `times` are pairs of start and end, `zone` is for times that name none."""

    uid: str = ""
    title: str = ""
    text: str = ""
    place: str = ""
    url: str = ""
    price: str = ""
    lng: str = ""
    lat: str = ""
    times: list[tuple[str, str]] = field(default_factory=list)
    zone: str = COPENHAGEN
    is_cancelled: bool = False
    is_html: bool = True


@dataclass(frozen=True)
class Span:
    """One date: when it begins on the clock of Copenhagen, and how long it takes there."""

    wall: datetime
    length: timedelta
    is_day: bool


def reads_of(said: Iterable[Said]) -> list[Read]:
    """The events; what has the same number is one event on several dates. Raises CalendarError for too many."""
    found: dict[str, Said] = {}
    for number, one in enumerate(said):
        if number >= MOST_EVENTS:
            raise CalendarError(_("Kalenderen har for mange begivenheder: højst %(most)s.") % {"most": MOST_EVENTS})
        uid = uid_of(one)
        if uid in found:
            found[uid].times += one.times
        else:
            found[uid] = one
    return [read_of(uid, one) for uid, one in found.items()]


def uid_of(said: Said) -> str:
    """Its number in the source; without one, its address, else its title and first start."""
    first = said.times[0][0] if said.times else ""
    return one_line(said.uid, 250) or one_line(said.url, 250) or one_line(f"{said.title[:150]}-{first}", 250)


def read_of(uid: str, said: Said) -> Read:
    read = Read(uid, one_line(said.title, 120, is_html=said.is_html))
    try:
        spans = spans_of(said)
        read.facts = facts_of(said, read.title) | dates_of(spans)
        read.changes = [other_length(span) for span in spans if span.length != read.facts["length"]]
    except ValidationError as refused:
        read.refusal = refused.messages[0]
    return read


def facts_of(said: Said, title: str) -> dict[str, Any]:
    return {
        "title": title or _("Uden navn"),
        "text": lines(said.text[:LETTERS], 5000, is_html=said.is_html),
        "place_text": one_line(said.place, 200, is_html=said.is_html),
        "source_url": web_link(said.url),
        "price": price_of(one_line(said.price, 120, is_html=said.is_html)),
        "spot": spot_of(said.lng, said.lat),
        "is_cancelled": said.is_cancelled,
        "rule": "",
        "without": [],
        "zone": COPENHAGEN,
    }


def spot_of(lng: str, lat: str) -> list[float]:
    """Longitude and latitude (EPSG:4326), or nothing where they are no place on Earth or 0, 0."""
    try:
        point = read_point(lng.strip().replace(",", "."), lat.strip().replace(",", "."))
    except ValidationError:
        return []
    return [point.x, point.y] if point.x or point.y else []


def dates_of(spans: list[Span]) -> dict[str, Any]:
    """The first date, and the others beside it; the length that most of them have."""
    first, *others = spans
    also = [recurrence.moment(span.wall, COPENHAGEN) for span in others]
    begins = None if all(span.is_day for span in spans) else first.wall.time()
    length = Counter(span.length for span in spans).most_common(1)[0][0]
    return {"day": first.wall.date(), "begins": begins, "length": length, "also": also}


def other_length(span: Span) -> Change:
    start, end = recurrence.moment(span.wall, COPENHAGEN), recurrence.ends(span.wall, span.length, COPENHAGEN)
    return Change(span.wall, start, end, is_cancelled=False)


def spans_of(said: Said) -> list[Span]:
    """The dates in their order, each start once; ValidationError where there is none, too many, or one is none."""
    if not any(start for start, _end in said.times):
        raise ValidationError(_("Der står ikke, hvornår det begynder."))
    if len(said.times) > recurrence.MOST:
        raise ValidationError(_("Det har for mange datoer: højst %(most)s.") % {"most": recurrence.MOST})
    spans = {span.wall: span for span in (span_of(start, end, said.zone) for start, end in said.times)}
    return [spans[wall] for wall in sorted(spans)]


def span_of(start: str, end: str, zone: str) -> Span:
    begins = read_moment(start, zone)
    if begins is None or begins.day is None:
        raise ValidationError(_("Tiden kan ikke læses: %(said)s") % {"said": start[:60] or "–"})
    ends = read_moment(end, zone) if end.strip() else None
    if end.strip() and ends is None:
        raise ValidationError(_("Tiden kan ikke læses: %(said)s") % {"said": end[:60]})
    length = length_of(begins, ends)
    if length < timedelta(0):
        raise ValidationError(_("Det slutter, før det begynder."))
    return Span(datetime.combine(begins.day, begins.clock or MIDNIGHT), length, begins.clock is None)


def length_of(begins: Moment, ends: Moment | None) -> timedelta:
    """How long it takes on the clock. An end without a clock is the whole of that day, one without a day is the next
    time that the clock shows it."""
    start = datetime.combine(begins.day or date.min, begins.clock or MIDNIGHT)
    if begins.clock is None:
        last = ends.day if ends is not None and ends.day else start.date()
        return datetime.combine(last, MIDNIGHT) + DAY - start
    if ends is None or (ends.clock is None and ends.day == start.date()):
        return timedelta(0)
    if ends.clock is None:
        raise ValidationError(_("Der står ikke, hvad klokken er, når det slutter."))
    last_moment = datetime.combine(ends.day or start.date(), ends.clock)
    return last_moment - start + (DAY if ends.day is None and last_moment < start else timedelta(0))
