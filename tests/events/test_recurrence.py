"""Series keep their wall time over all change days; rules that would never end, end."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from icalendar import Calendar
from recurring_ical_events import of

from kortet.events import recurrence

ZONE = "Europe/Copenhagen"
KINDS = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "every second week": "FREQ=WEEKLY;INTERVAL=2",
    "monthly by day": "FREQ=MONTHLY",
    "monthly by weekday": "FREQ=MONTHLY;BYDAY=-1SU",
    "yearly": "FREQ=YEARLY",
}


def change_days():
    """The last Sundays of March and October, 2024 to 2037."""
    for year in range(2024, 2038):
        for month in (3, 10):
            last = datetime(year, month, 31)
            yield last - timedelta(days=(last.weekday() + 1) % 7)


def same_day_before(day):
    """Its number in the month before; the 29th to 31st are in no February, so those go back two."""
    month = day.replace(day=1) - timedelta(days=1)
    return month.replace(day=day.day) if day.day <= month.day else day.replace(month=1)


def firsts(kind, day):
    """A first day from which the series reaches the change day."""
    return {
        "daily": day - timedelta(days=3),
        "weekly": day - timedelta(days=7),
        "every second week": day - timedelta(days=14),
        "monthly by day": same_day_before(day),
        "monthly by weekday": day,
        "yearly": day.replace(year=day.year - 1),
    }[kind]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("day", list(change_days()), ids=lambda day: f"{day:%Y-%m-%d}")
@pytest.mark.parametrize("clock", ["02:30", "19:00"])
def test_wall_time_on_all_change_days(kind, day, clock):
    hour, minute = map(int, clock.split(":"))
    first = firsts(kind, day).replace(hour=hour, minute=minute)
    until = day + timedelta(days=40)
    found = [recurrence.moment(wall, ZONE) for wall in recurrence.walls(KINDS[kind], first, after=first, until=until)]
    rows = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:x", f"DTSTART;TZID={ZONE}:{first:%Y%m%dT%H%M%S}"]
    text = "\r\n".join([*rows, f"RRULE:{KINDS[kind]}", "END:VEVENT", "END:VCALENDAR", ""])
    day_before, day_after = first - timedelta(days=1), until + timedelta(days=1)
    starts = [event.start.astimezone(UTC) for event in of(Calendar.from_ical(text)).between(day_before, day_after)]
    theirs = sorted(start for start in starts if start <= recurrence.moment(until, ZONE))
    assert found and found == theirs
    for start in found:
        local = start.astimezone(ZoneInfo(ZONE))
        gap = local.date() == day.date() and day.month == 3 and clock == "02:30"
        assert f"{local:%H:%M}" == ("03:30" if gap else clock)


def test_a_time_that_comes_twice_is_the_first():
    assert recurrence.moment(datetime(2026, 10, 25, 2, 30), ZONE) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_in_the_gap_is_none():
    assert not recurrence.exists(datetime(2027, 3, 28, 2, 30), ZONE)
    assert recurrence.exists(datetime(2027, 3, 28, 3, 0), ZONE) and recurrence.exists(
        datetime(2026, 10, 25, 2, 30), ZONE
    )


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;COUNT=99999999999999999999",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1000",
        "FREQ=DAILY;COUNT=x",
        "FREQ=NEVER",
        "INTERVAL=2",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYHOUR=1,2",
        "FREQ=DAILY;UNTIL=i morgen",
        "FREQ=YEARLY;" + "BYMONTH=1;" * 100,
        "nonsense",
        "FREQ=DAILY\r\nATTENDEE:mailto:x@example.org",
    ],
)
def test_rules_that_are_none_or_too_much_are_refused(rule):
    with pytest.raises(ValidationError):
        recurrence.checked(rule)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4",
        "FREQ=DAILY;COUNT=1000000",
        "FREQ=YEARLY;BYDAY=MO;BYSETPOS=366",
        "FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29",
    ],
)
def test_a_rule_that_gives_nothing_or_too_much_ends(rule):
    first = datetime(2000, 1, 1, 10)
    found = recurrence.walls(recurrence.checked(rule), first, after=first, until=datetime(2028, 1, 1))
    assert first in found and len(found) <= recurrence.MOST


def test_until_and_count_are_obeyed():
    first = datetime(2027, 1, 5, 19)
    walls = lambda rule: [wall.day for wall in recurrence.walls(rule, first, after=first, until=datetime(2029, 1, 1))]  # noqa: E731
    assert walls("FREQ=WEEKLY;COUNT=3") == [5, 12, 19]
    assert walls("FREQ=WEEKLY;UNTIL=20270119") == [5, 12, 19]
    assert walls("FREQ=WEEKLY;UNTIL=20270119T180000") == [5, 12]
    assert walls("") == [5]


def test_an_end_follows_the_wall_and_never_precedes_the_start():
    start = datetime(2026, 10, 24, 23)
    assert recurrence.ends(start, timedelta(hours=5), ZONE) - recurrence.moment(start, ZONE) == timedelta(hours=6)
    night = datetime(2026, 10, 25, 1, 59)
    assert recurrence.ends(night, timedelta(0), ZONE) == recurrence.moment(night, ZONE)


RULES = [
    *("FREQ=DAILY", "FREQ=DAILY;INTERVAL=3;COUNT=50", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU"),
    *("FREQ=YEARLY", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "FREQ=YEARLY;BYYEARDAY=-1", "FREQ=MONTHLY;BYDAY=-1FR"),
    *("FREQ=DAILY;UNTIL=20270301", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"),
    "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=9",
]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("first", [datetime(2024, 2, 29, 19), datetime(1999, 12, 31, 9), datetime(2100, 1, 1, 8)])
def test_dates_near_the_end_of_time_are_the_same_dates(rule, first):
    last = first + timedelta(days=4000)
    plain = rrulestr(rule, dtstart=first).between(first, last, inc=True)
    assert recurrence.walls(rule, first, after=first, until=last)[:999] == sorted({first, *plain})[:999]


def test_a_rule_that_gives_nothing_gives_its_first():
    first = datetime(1700, 1, 1, 10)
    for rule in (
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYMONTH=6;BYDAY=MO;BYSETPOS=2",
        "FREQ=DAILY;UNTIL=16990101",
    ):
        assert recurrence.walls(rule, first, after=first, until=datetime(2030, 1, 1)) == [first]
