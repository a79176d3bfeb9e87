"""iCalendar text from elsewhere, read with suspicion: each event with its dates, or why it is refused.

icalendar reads the components; what repeats is reckoned by our own `recurrence`, so that an imported series has the
same dates here as on any later night.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from icalendar import Calendar

from kortet.events import reading, recurrence
from kortet.events.models.event import COPENHAGEN
from kortet.events.plain_text import lines, web_link
from kortet.events.reading import MOST_BYTES, MOST_EVENTS, CalendarError, Change, Read

Component = Any  # icalendar's types name thirty kinds of value; what is read is looked at below
DAY = timedelta(days=1)
MOST_LINES, LONGEST_LINE = 150_000, 50_000


def read_calendar(data: bytes) -> list[Read]:
    """All events of a calendar file; raises CalendarError where it is none, or too large."""
    if len(data) > MOST_BYTES:
        raise CalendarError(_("Kalenderen er for stor: højst 5 MB."))
    if b"BEGIN:VCALENDAR" not in data.upper():
        raise CalendarError(_("Det er ikke en kalender, måske en almindelig webside. Find adressen i iCal-format."))
    try:
        calendars: Any = Calendar.from_ical(bearable(data), multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, UnicodeError, RecursionError) as error:
        raise CalendarError(_("Det er ikke en kalender, der kan læses: %(why)s") % {"why": error}) from error
    found = [(calendar, one) for calendar in calendars for one in calendar.walk("VEVENT")]
    if len(found) > MOST_EVENTS:
        raise CalendarError(_("Kalenderen har for mange begivenheder: højst %(most)s.") % {"most": MOST_EVENTS})
    return [series(uid, parts) for uid, parts in by_uid(found).items()]


def bearable(data: bytes) -> bytes:
    """Without lines so long that they are no words of an event (pictures inside, lists that never end).

    Raises CalendarError for more lines than events can have: each takes some 25 µs to read.
    """
    kept, size = [], 0
    rows = data.splitlines(keepends=True)
    if len(rows) > MOST_LINES:
        raise CalendarError(_("Kalenderen er for stor: højst %(most)s linjer.") % {"most": MOST_LINES})
    for row in rows:
        size = size + len(row) if row[:1] in (b" ", b"\t") else len(row)
        if size <= LONGEST_LINE:
            kept.append(row)
    return b"".join(kept)


def by_uid(found: list[tuple[Any, Component]]) -> dict[str, list[tuple[str, Component]]]:
    """The components of each event, with the zone of times that name none."""
    groups: dict[str, list[tuple[str, Component]]] = defaultdict(list)
    for number, (calendar, one) in enumerate(found):
        uid = text_of(one, "UID") or f"{text_of(one, 'SUMMARY')}-{text_of(one, 'DTSTART') or number}"
        groups[uid[:250]].append((str(calendar.get("X-WR-TIMEZONE", "")) or COPENHAGEN, one))
    return groups


def series(uid: str, parts: list[tuple[str, Component]]) -> Read:
    """The event of a UID with its exceptions."""
    masters = [(zone, one) for zone, one in parts if "RECURRENCE-ID" not in one]
    others = [(zone, one) for zone, one in parts if "RECURRENCE-ID" in one]
    floating, master = max(masters or others[:1], key=lambda pair: sequence_of(pair[1]))
    read = Read(uid, text_of(master, "SUMMARY")[:120])
    try:
        read.facts = facts_of(master, floating)
        if not masters:  # one date of a series whose rule is not here
            read.facts |= {"rule": "", "also": [], "without": []}
        else:
            read.changes = [change_of(one, read.facts, zone) for zone, one in others]
    except (ValidationError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        read.refusal = error.messages[0] if isinstance(error, ValidationError) else str(error) or type(error).__name__
    return read


def facts_of(one: Component, floating: str) -> dict[str, Any]:
    """The fields of an event; ValidationError says what cannot be kept."""
    start = time_of(one, "DTSTART")
    if start is None:
        raise ValidationError(_("Der står ikke, hvornår det begynder."))
    all_day = not isinstance(start, datetime)
    zone = zone_of(start, floating) if "RRULE" in one or "RDATE" in one else COPENHAGEN
    wall = wall_of(start, zone) if all_day or start.tzinfo else in_zone(start, zone_of(start, floating), zone)
    length = length_of(one, start, wall, zone)
    if length < timedelta(0):
        raise ValidationError(_("Det slutter, før det begynder."))
    title = text_of(one, "SUMMARY")[:120] or _("Uden navn")
    facts: dict[str, Any] = {
        "title": title,
        "text": lines(text_of(one, "DESCRIPTION"), 5000, is_html=True),
        "place_text": text_of(one, "LOCATION")[:200],
        "source_url": web_link(text_of(one, "URL")),
        "spot": spot_of(one),
    }
    facts |= {"zone": zone, "day": wall.date(), "begins": None if all_day else wall.time(), "length": length}
    facts["rule"] = rule_of(one, zone, all_day=all_day)
    if facts["rule"] and is_unknown(start):
        raise ValidationError(_("Tidszonen kendes ikke, så gentagelsen kan ikke regnes ud."))
    facts["without"] = sorted({wall_of(value, zone).date() for value in times_of(one, "EXDATE", floating)})
    facts["also"] = [recurrence.moment(wall_of(value, zone), zone) for value in times_of(one, "RDATE", floating)]
    if len(facts["also"]) > recurrence.MOST:
        raise ValidationError(_("Det har for mange datoer: højst %(most)s.") % {"most": recurrence.MOST})
    facts["is_cancelled"] = text_of(one, "STATUS").upper() == "CANCELLED"
    facts["sequence"] = sequence_of(one)
    return facts


def sequence_of(one: Component) -> int:
    """How often it was changed; 0 where that is no number."""
    said = text_of(one, "SEQUENCE")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def spot_of(one: Component) -> list[float]:
    """Longitude and latitude of GEO (RFC 5545, 3.8.1.6), or nothing."""
    geo = one.get("GEO")
    return reading.spot_of(str(geo.longitude), str(geo.latitude)) if hasattr(geo, "longitude") else []


def rule_of(one: Component, zone: str, *, all_day: bool) -> str:
    rule = one.get("RRULE")
    if not rule:
        return ""
    if isinstance(rule, list):
        raise ValidationError(_("Flere regler for gentagelse på én gang kan ikke læses."))
    parts = {name: list(values) for name, values in rule.items()}
    if "UNTIL" in parts:
        until = parts["UNTIL"][0]
        is_day = all_day or not isinstance(until, datetime)
        wall = until if is_day else wall_of(until, zone)  # of whole days the day as it is written, as others read it
        parts["UNTIL"] = [f"{wall:%Y%m%d}" if is_day else f"{wall:%Y%m%dT%H%M%S}"]
    return recurrence.checked(";".join(f"{name}={','.join(map(str, values))}" for name, values in parts.items()))


def change_of(one: Component, facts: dict[str, Any], floating: str) -> Change:
    """An exception of a series; one that means all later dates too is more than a date."""
    if one["RECURRENCE-ID"].params.get("RANGE"):
        raise ValidationError(_("Kalenderen flytter alle senere datoer på én gang. Det kan ikke læses."))
    zone = facts["zone"]
    wall = wall_of(one["RECURRENCE-ID"].dt, zone)
    start = time_of(one, "DTSTART") or one["RECURRENCE-ID"].dt
    begin = wall_of(start, zone_of(start, floating) if isinstance(start, datetime) else zone)
    begin = wall_of(recurrence.moment(begin, zone_of(start, floating)), zone) if isinstance(start, datetime) else begin
    length = length_of(one, start, begin, zone) if ("DTEND" in one or "DURATION" in one) else facts["length"]
    if length < timedelta(0):
        raise ValidationError(_("Det slutter, før det begynder."))
    cancelled = text_of(one, "STATUS").upper() == "CANCELLED"
    ends = recurrence.ends(begin, length, zone)
    return Change(wall, recurrence.moment(begin, zone), ends, cancelled)


def length_of(one: Component, start: Any, wall: datetime, zone: str) -> timedelta:
    """How long it takes on the clock: DTEND, DURATION, a day for a date, nothing for a time (RFC 5545, 3.6.1)."""
    end = time_of(one, "DTEND")
    if end is not None:
        floats = isinstance(start, datetime) and isinstance(end, datetime) and not (start.tzinfo or end.tzinfo)
        found = end - start if floats else wall_of(end, zone) - wall
        return found or (timedelta(0) if isinstance(start, datetime) else DAY)
    if "DURATION" in one:
        length: timedelta = one["DURATION"].dt
        return length
    return timedelta(0) if isinstance(start, datetime) else DAY


def time_of(one: Component, name: str) -> Any:
    value = one.get(name)
    if isinstance(value, list):
        value = value[0]
    if value is not None and inner(value) is value:
        raise ValidationError(_("Tiden %(name)s kan ikke læses.") % {"name": name})
    return None if value is None else inner(value)


def times_of(one: Component, name: str, floating: str) -> list[Any]:
    """EXDATE and RDATE: one or more properties of one or more values; of a period its start."""
    said = one.get(name)
    if said is None:
        return []
    lists = said if isinstance(said, list) else [said]
    values = [value.dt for group in lists for value in getattr(group, "dts", [])]
    return [value[0] if isinstance(value, tuple) else value for value in values]


def zone_of(value: Any, floating: str) -> str:
    """The name of a time's zone: its own, UTC, or the calendar's for one that floats.

    A zone that only the file describes is known by its offset alone, which no series can be reckoned by; a single
    time is kept as the moment that it is.
    """
    if not isinstance(value, datetime):
        return COPENHAGEN  # a day is a day, wherever the calendar was written
    if value.tzinfo is None:
        return known(floating) or COPENHAGEN
    name = getattr(value.tzinfo, "key", "") or getattr(value.tzinfo, "zone", "") or ""
    return known(str(name)) or "UTC"


def is_unknown(value: Any) -> bool:
    """Whether a time has a zone that only its file describes."""
    aware = isinstance(value, datetime) and value.tzinfo is not None
    return aware and zone_of(value, "") == "UTC" and str(value.tzinfo) != "UTC"


def known(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
    return name


def wall_of(value: Any, zone: str) -> datetime:
    """A date or time as the clock of a zone shows it, without seconds' fractions."""
    if not isinstance(value, datetime):
        if not isinstance(value, date):
            raise ValidationError(_("Tiden kan ikke læses."))
        return datetime.combine(value, time(0))
    if value.tzinfo is None:
        return value.replace(microsecond=0)
    return recurrence.wall_of(value.astimezone(UTC).replace(microsecond=0), zone)


def in_zone(wall: datetime, floating: str, zone: str) -> datetime:
    """A time without a zone, on the calendar's own clock, as the clock of another zone shows it."""
    return recurrence.wall_of(recurrence.moment(wall.replace(microsecond=0), floating), zone)


def text_of(one: Component, name: str) -> str:
    """A property's words on what they say alone: no control characters, the first where there are several."""
    value = one.get(name, "")
    value = value[0] if isinstance(value, list) else value
    text = str(inner(value) or "")
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n").strip()


def inner(value: Any) -> Any:
    """The day, time or length in a property's value; the value itself where it has none, or is broken."""
    try:
        return getattr(value, "dt", value)
    except ValueError:  # icalendar keeps what it could not read, and raises when it is asked for more than its text
        return value
