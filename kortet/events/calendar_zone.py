"""Europe/Copenhagen as calendars take it: RFC 5545, 3.6.5.

icalendar writes one of its own, but with the onsets of summer time an hour late (03:00 instead of 02:00, the clock
before the change), and as lists of dates, of which ical.js (Thunderbird) reads only the first. The rule of the
European Union (directive 2000/84/EC) says it in two lines.
"""

from functools import cache

from icalendar import Calendar, Timezone

TZID = "Europe/Copenhagen"
TEXT = """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19810329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


@cache
def copenhagen() -> Timezone:
    found = Timezone.from_ical(TEXT.replace("\n", "\r\n"))
    assert isinstance(found, Timezone)
    return found


def add_zones(calendar: Calendar) -> None:
    """Describes the zones that the calendar's times name."""
    if TZID in calendar.get_missing_tzids():
        calendar.subcomponents.insert(0, copenhagen())
    calendar.add_missing_timezones()
