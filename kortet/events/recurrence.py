"""When something that repeats takes place: a bounded part of RFC 5545's RRULE, on the wall clock of its zone.

A series keeps its wall time when clocks change. A time that does not exist that night is taken with the offset from
before the gap (02.30 becomes 03.30), and one that comes twice is the first: RFC 5545, 3.3.5, so calendars agree.
"""

from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, UTC, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST = 1000  # dates of one series that are stored
MOST_LETTERS = 400
DAYS = {"BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH", "BYYEARDAY", "BYWEEKNO"}
PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"} | DAYS
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
MOST_INTERVAL = 100
CYCLE = 400  # years


def checked(rule: str) -> str:
    """An RRULE as it may be stored; raises ValidationError saying what is wrong with it."""
    text = rule.strip().upper().removeprefix("RRULE:")
    if not text:
        return ""
    parts = dict(part.partition("=")[::2] for part in text.split(";") if part)
    if len(text) > MOST_LETTERS or set(parts) - PARTS:
        raise ValidationError(_("Gentagelsen kan ikke læses."), code="rule")
    if parts.get("FREQ") not in FREQUENCIES:
        raise ValidationError(_("Noget kan gentages hver dag, uge, måned eller år."), code="rule")
    _in_bounds(parts)
    try:
        rrulestr(text, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001  (wall time, whose zone is not asked for here)
    except (ValueError, OverflowError, KeyError, TypeError) as error:
        raise ValidationError(_("Gentagelsen kan ikke læses."), code="rule") from error
    return text


def _in_bounds(parts: dict[str, str]) -> None:
    for name, most in (("INTERVAL", MOST_INTERVAL), ("COUNT", 10**6)):
        said = parts.get(name, "1")
        if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= most and len(said) < 9):
            raise ValidationError(_("Gentagelsen kan ikke læses."), code="rule")


def walls(rule: str, first: datetime, *, after: datetime, until: datetime) -> list[datetime]:
    """The wall times (no zone) of a series from `after` up to `until`; at most a thousand. Without a rule, the first.

    The first stands, whether the rule gives it or not (RFC 5545, 3.8.5.3). Looking stops at `until`, so that a rule
    that gives nothing costs no more than its days.
    """
    if not rule:
        return [first] if first <= until else []
    dates = iter(_rule(rule, first, until))
    found = dict.fromkeys(islice((wall for wall in _with_first(dates, first) if wall >= after), MOST))
    return sorted(found)


def _rule(rule: str, first: datetime, until: datetime) -> Iterable[datetime]:
    """The dates of a rule, reckoned as near to the year 9999 as they can be and brought back.

    dateutil looks for the next date until that year: eight thousand years, and eight seconds, where a rule gives none
    (30 February). The calendar, week days and weeks of the year repeat every 400 years, so the dates are the same.
    """
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    said = parts.pop("UNTIL", "")
    last = min(until, _until(said, first)) if said else until
    if first > last:
        return []
    years = max(0, (MAXYEAR - last.year) // CYCLE * CYCLE)
    late = last.replace(year=last.year + years)
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    if "COUNT" not in parts:
        text += f";UNTIL={late:%Y%m%dT%H%M%S}"
    found = rrulestr(text, dtstart=first.replace(year=first.year + years))  # dateutil takes COUNT or UNTIL, not both
    return (wall.replace(year=wall.year - years) for wall in takewhile(lambda wall: wall <= late, found))


def _with_first(dates: Iterator[datetime], first: datetime) -> Iterator[datetime]:
    yield first
    yield from dates


def _until(said: str, first: datetime) -> datetime:
    """UNTIL as a wall time; a date means the whole day. One in UTC was turned into wall time when it was read."""
    text = said.removesuffix("Z")
    if "T" not in text:
        return datetime.strptime(text, "%Y%m%d").replace(hour=23, minute=59, second=59)  # noqa: DTZ007  (wall time)
    return datetime.strptime(text, "%Y%m%dT%H%M%S")  # noqa: DTZ007  (wall time)


def moment(wall: datetime, zone: str) -> datetime:
    """A wall time as a moment in UTC."""
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def wall_of(when: datetime, zone: str) -> datetime:
    """A moment as the clock on the wall shows it, without a zone."""
    return when.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def exists(wall: datetime, zone: str) -> bool:
    """Whether clocks show this time at all; not in the hour that is left out in spring."""
    return wall_of(moment(wall, zone), zone) == wall.replace(fold=0)


def is_plain(wall: datetime, zone: str) -> bool:
    """Whether clocks show this time once that day: not left out in spring, not shown twice in autumn."""
    there = ZoneInfo(zone)
    return wall.replace(tzinfo=there, fold=0).utcoffset() == wall.replace(tzinfo=there, fold=1).utcoffset()


def ends(start: datetime, length: timedelta, zone: str) -> datetime:
    """The end of something that begins at a wall time, in UTC, by the clock on the wall; never before its start."""
    return max(moment(start + length, zone), moment(start, zone))
