"""Days and times as sources write them: ISO 8601, letters' dates (RFC 5322), and as Danes do."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

MOST_LETTERS = 60
MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august"]
MONTHS += ["september", "oktober", "november", "december"]
YEAR_FIRST = r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
DAY_FIRST = r"(?P<d>\d{1,2})[-/.] ?(?P<m>\d{1,2})[-/.] ?(?P<y>\d{4})"
IN_WORDS = r"(?P<d>\d{1,2})\.? (?P<word>[a-z]{3,9})\.? (?P<y>\d{4})"
CLOCK = r"(?:kl\.? ?)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
WEEKDAY = r"(?:[^\W\d]{2,4}dag,? )?(?:den )?"
FORMS = [re.compile(rf"{WEEKDAY}{day}(?:[ ,]+{CLOCK})?") for day in (YEAR_FIRST, DAY_FIRST, IN_WORDS)]
CLOCK_ALONE = re.compile(CLOCK)
HERE = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True)
class Moment:
    """On the clock of Copenhagen. No clock: the whole day. No day: a time that has its day from elsewhere."""

    day: date | None
    clock: time | None


def read_moment(text: str, zone: str) -> Moment | None:
    """A day, a time or both; those that name no zone are in `zone`. None for what is none of them."""
    said = " ".join(text.split())
    if not said or len(said) > MOST_LETTERS:
        return None
    try:
        return iso(said, zone) or danish(said, zone) or of_letters(said)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def iso(said: str, zone: str) -> Moment | None:
    if not re.match(r"\d{4}-?\d\d-?\d\d(?:$|[T ]\d\d:?\d\d)", said, re.ASCII):
        return None
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return Moment(found.date(), None) if len(said) <= len("2026-01-01") else here(found, zone)


def danish(said: str, zone: str) -> Moment | None:
    """23-09-2026 19:00, 23.9.2026 kl. 19.00, lørdag den 23. september 2026, 19.30."""
    folded = said.lower()
    if alone := CLOCK_ALONE.fullmatch(folded):
        return Moment(None, clock_of(alone))
    found = next(filter(None, (form.fullmatch(folded) for form in FORMS)), None)
    if found is None:
        return None
    parts = found.groupdict()
    month = int(parts["m"]) if "m" in parts else month_of(parts["word"])
    day = date(int(parts["y"]), month, int(parts["d"]))
    return here(datetime.combine(day, clock_of(found)), zone) if parts["hour"] else Moment(day, None)


def month_of(word: str) -> int:
    """By its first letters, at least three; raises ValueError."""
    return [name.startswith(word) for name in MONTHS].index(True) + 1


def clock_of(found: re.Match[str]) -> time:
    return time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))


def of_letters(said: str) -> Moment:
    return here(parsedate_to_datetime(said), "UTC")


def here(found: datetime, zone: str) -> Moment:
    """As the clock of Copenhagen shows it, without a second's fractions."""
    aware = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
    offset = aware.utcoffset()
    if offset is not None and abs(offset) >= timedelta(hours=24):
        raise ValueError(offset)
    wall = aware.astimezone(HERE).replace(tzinfo=None, microsecond=0)
    return Moment(wall.date(), wall.time())
