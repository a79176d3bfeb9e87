"""Page, feed and reminder tell the same wall time on every day on which clocks change, 2024 to 2037."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from recurring_ical_events import of

from kortet.events.calendars import calendar_of
from kortet.events.models import Event, Occurrence, SignUp
from kortet.events.reminders import remind
from kortet.letters.models import Letter
from tests.events.test_recurrence import KINDS, ZONE, change_days, firsts

HERE = ZoneInfo(ZONE)
NIGHT, EVENING = CLOCKS = time(2, 30), time(19)


@pytest.fixture
def make_series(fjordby):
    """Of each kind of series one in the night and one in the evening, whose dates reach over a change day."""

    def make(day):
        facts = {"point": fjordby.middle, "precision": "whole", "place_text": "Salen", "needs_sign_up": True}
        for kind, rule in KINDS.items():
            first = firsts(kind, day)
            for clock in CLOCKS:
                begins = {"day": first.date(), "begins": clock, "rule": rule}
                event = Event(municipality=fjordby, title=f"{kind} {clock:%H}", **begins, **facts)
                event.save()
                event.make_dates(after=first, until=day + timedelta(days=40))

    return make


def first_reader(data, until):
    """Title → moments, as icalendar and recurring_ical_events have them."""
    told = {}
    for one in of(Calendar.from_ical(data)).between(datetime(2023, 1, 1), until):
        if one.start < until:
            told.setdefault(str(one["SUMMARY"]), []).append(one.start.astimezone(UTC))
    return {title: sorted(found) for title, found in told.items()}


def second(reader, data, until):
    """The same, as ical.js has them."""
    told = {}
    for row in reader.read(data, until):
        told.setdefault(row["title"], []).append(row["start"])
    return told


def stored(until):
    told = {}
    for date in Occurrence.objects.filter(starts__lt=until).order_by("starts").select_related("event"):
        told.setdefault(date.event.title, []).append(date)
    return told


def on_pages(client, days):
    """Day and title → clock in the calendar of each day."""
    return {(day, title): clock for day in days for title, clock in on_page(client, day).items()}


def on_page(client, day):
    text = client.get(f"/arrangementer/?dag={day:%Y-%m-%d}").content.decode()
    found = re.findall(r'class="clock">([\d.]+)</span>.*?class="row-title">([\w ]+)<', text, re.DOTALL)
    return {title: clock for clock, title in found}


def in_letters(dates):
    """Title → day and clock in the letters of the day before, of dates for which somebody signed up."""
    for moment in {date.starts for date in dates}:
        remind(moment - timedelta(hours=25))
    letters = Letter.objects.filter(key__startswith="reminder-").values_list("subject", "text")
    read = {said.partition(": ")[2]: re.search(r"(\d+)\. (\w+) \d{4} kl\. ([\d.]+)", text) for said, text in letters}
    Letter.objects.all().delete()
    SignUp.objects.all().delete()
    return {title: (int(found[1]), found[3]) for title, found in read.items()}


@pytest.mark.parametrize("day", list(change_days()), ids=lambda day: f"{day:%Y-%m-%d}")
def test_page_feed_and_reminder_tell_the_same_wall_time(day, make_series, client, sign, second_reader):
    make_series(day)
    until = day.replace(tzinfo=HERE) + timedelta(days=40)
    dates = stored(until)
    moments = {title: [date.starts for date in found] for title, found in dates.items()}
    data = calendar_of(Event.objects.all(), "Fjordby")
    assert len(moments) == 2 * len(KINDS)
    assert moments == first_reader(data, until) == second(second_reader, data, until)
    places = {title: [date.day for date in found].index(day.date()) for title, found in dates.items()}
    for step in (-1, 0, 1):  # the date before the change day, that day, and the date after it
        near = [found[places[title] + step] for title, found in dates.items() if 0 <= places[title] + step < len(found)]
        for date in near:
            sign(date)
        letters, pages = in_letters(near), on_pages(client, {date.starts.astimezone(HERE).date() for date in near})
        for date in near:
            gap = step == 0 and day.month == 3 and date.event.begins == NIGHT
            clock = "03.30" if gap else f"{date.event.begins:%H.%M}"
            here = date.starts.astimezone(HERE)
            assert f"{here:%H.%M}" == clock
            assert pages[here.date(), date.event.title] == clock
            assert letters[date.event.title] == (here.day, clock)
