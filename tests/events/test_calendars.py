"""Calendars in and out: the same dates as other readers find, or the reason why not."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F
from icalendar import Calendar
from recurring_ical_events import of

from kortet.events.calendar_import import CalendarImport, Outcome
from kortet.events.calendars import calendar_of
from kortet.events.models import Event, Occurrence, SignUp
from kortet.events.reading import CalendarError
from kortet.events.reading_calendars import read_calendar
from kortet.journal.models import Entry
from tests.worker import work

HERE = ZoneInfo("Europe/Copenhagen")


def text(*lines, head=()):
    return "\r\n".join(["BEGIN:VCALENDAR", *head, "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def moment(value):
    """A start or end as UTC; a date as the local midnight, a floating time as the local clock."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(0))
    return (value if value.tzinfo else value.replace(tzinfo=HERE)).astimezone(UTC)


def expanded(data, first, last):
    found = of(Calendar.from_ical(data)).between(first, last)
    return sorted((moment(one.start), moment(one.end)) for one in found if one.get("STATUS") != "CANCELLED")


def ours(**given):
    return sorted(
        Occurrence.objects.exclude(status="cancelled")
        .exclude(event__status="cancelled")
        .filter(**given)
        .values_list("starts", "ends")
    )


def test_what_we_write_others_read_as_we_show_it(weekly, make_event, mads):
    first, second = weekly.occurrences.order_by("starts")[:2]
    start = first.starts_here + timedelta(days=1)
    first.move(start, start + timedelta(hours=3), mads)
    second.cancel("Ferie", mads)
    make_event(title="Hele dagen", begins=None, length=timedelta(days=1), day=date(2027, 3, 28))
    make_event(title="Til juni", rule="FREQ=MONTHLY;UNTIL=20280601", day=date(2027, 1, 31), begins=time(2, 30))
    data = calendar_of(Event.objects.all(), "Fjordby")
    first_day, last_day = date(2026, 1, 1), date(2028, 10, 1)
    until = datetime.combine(last_day, time(0), HERE)
    theirs = [pair for pair in expanded(data, first_day, last_day) if pair[0] < until]
    assert len(theirs) > 100 and theirs == ours(starts__lt=until)
    folded = [line for line in data.split(b"\r\n") if len(line) > 75]
    assert folded == [] and data.count(b"BEGIN:VTIMEZONE") == 1


@pytest.mark.attack("D04")
def test_words_cannot_break_out_of_their_line(make_event):
    make_event(
        title="Fest\r\nATTENDEE:mailto:x@example.org",
        text="a\x07b\r\nBEGIN:VEVENT\r\n" + "🎉" * 200,
        place_text="x\nURL:javascript:1",
    )
    data = calendar_of(Event.objects.all(), "Fjordby\r\nX:1")
    [calendar] = Calendar.from_ical(data, multiple=True)
    [event] = calendar.walk("VEVENT")
    assert "ATTENDEE" not in event and len(calendar.subcomponents) == 2
    assert "X" not in calendar and str(event["URL"]).startswith("http") and "javascript" not in event["URL"]


def test_only_a_public_address_of_the_organiser_is_told(make_event, make_partner):
    make_event(organiser=make_partner(name="Uden"))
    make_event(organiser=make_partner(name="Med", email="os@med.example"))
    data = calendar_of(Event.objects.all(), "x").decode()
    assert data.count("ORGANIZER") == 1 and "os@med.example" in data


def test_twice_the_same_changes_nothing_and_a_change_is_one(fjordby):
    order = CalendarImport(fjordby, "t")
    lines = [
        "UID:a",
        "SUMMARY:Fest",
        "DTSTART;TZID=Europe/Copenhagen:20270104T190000",
        "DURATION:PT2H",
        "RRULE:FREQ=WEEKLY",
    ]
    assert [order.take(text(*lines)).new, order.take(text(*lines)).unchanged] == [1, 1]
    before = set(Occurrence.objects.values_list("pk", flat=True))
    again = order.take(text(*lines, "LOCATION:Salen"))
    assert (again.changed, Event.objects.get().place_text) == (1, "Salen")
    assert set(Occurrence.objects.values_list("pk", flat=True)) == before


def test_what_is_gone_from_the_source_is_told_and_called_off_on_request(fjordby):
    order = CalendarImport(fjordby, "t")
    order.take(text("UID:a", "SUMMARY:Fest", "DTSTART:20270104T190000"))
    other = text("UID:b", "SUMMARY:Ny", "DTSTART:20270104T190000")
    assert order.take(other).missing == ["Fest"] and not Event.objects.get(uid="a").is_cancelled
    order.take(other, cancel_missing=True)
    assert Event.objects.get(uid="a").is_cancelled


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["UID:a", "SUMMARY:x"], "Der står ikke, hvornår"),
        (["UID:a", "DTSTART:20270104T190000", "DTEND:20270104T180000"], "slutter, før"),
        (["UID:a", "DTSTART:20270104T190000", "RRULE:FREQ=SECONDLY"], "hver dag, uge"),
        (["UID:a", "DTSTART:20270104T190000", "SUMMARY:010190-1234"], "CPR-nummer"),
    ],
)
def test_one_that_cannot_be_kept_is_refused_with_its_reason(fjordby, lines, reason):
    done = CalendarImport(fjordby, "t").take(text(*lines))
    assert len(done.refused) == 1 and reason in done.refused[0][1] and not Event.objects.exists()


@pytest.mark.parametrize("data", [b"nonsense", b"\xff\xfe\x00", b"x" * 5_000_001, b"<html>"])
def test_what_is_no_calendar_is_refused_as_a_whole(data):
    with pytest.raises(CalendarError):
        read_calendar(data)


def test_dates_that_are_as_planned_again_in_the_source_are_so_here(fjordby, post, site):
    order = CalendarImport(fjordby, "t")
    series = ["UID:a", "SUMMARY:Fest", "DTSTART;TZID=Europe/Copenhagen:20270104T190000", "RRULE:FREQ=WEEKLY;COUNT=3"]
    moved = ["UID:a", "RECURRENCE-ID;TZID=Europe/Copenhagen:20270111T190000", "SUMMARY:Fest"]
    moved += ["DTSTART;TZID=Europe/Copenhagen:20270112T190000", "END:VEVENT", "BEGIN:VEVENT"]
    for _twice in range(2):
        order.take(text(*moved, *series))
    Entry.objects.update(happened=F("happened") - timedelta(minutes=1))  # before anybody signed up
    second = Occurrence.objects.order_by("wall")[1]
    SignUp.take(second, name="Bo", email="bo@example.org", seats=1, language="da")
    assert (second.status, second.starts_here.day) == ("moved", 12)
    order.take(text(*series))
    second.refresh_from_db()
    assert (second.status, second.starts_here.day) == ("planned", 11)
    work()
    order.take(text("UID:b", "SUMMARY:Ny", "DTSTART:20270104T190000"), cancel_missing=True)
    order.take(text("UID:b", "SUMMARY:Ny", "DTSTART:20270104T190000"), cancel_missing=True)
    work()
    told = [letter["Subject"].partition(":")[0] for letter in post.letters if letter["To"] == "bo@example.org"]
    assert sorted(told) == ["Aflyst", "Du er tilmeldt", "Flyttet"]


def test_a_single_time_in_another_zone_stands_on_the_towns_clock(fjordby):
    order = CalendarImport(fjordby, "t")
    order.take(text("UID:a", "SUMMARY:x", "DTSTART:20270104T180000Z", "DTEND:20270104T200000Z"))
    floats = ["UID:b", "SUMMARY:y", "DTSTART:20270104T180000", "DTEND:20270104T193000"]
    order.take(text(*floats, head=["X-WR-TIMEZONE:Europe/London"]))
    found = Event.objects.order_by("uid").values_list("zone", "begins", "length")
    assert list(found) == [
        ("Europe/Copenhagen", time(19), timedelta(hours=2)),
        ("Europe/Copenhagen", time(19), timedelta(hours=1, minutes=30)),
    ]


@pytest.mark.long
@pytest.mark.real
def test_real_calendars_have_the_dates_that_another_reader_finds(shared, fjordby):
    told, compared = {}, 0
    for path in sorted((shared / "events" / "ics").glob("*.ics")):
        data = path.read_bytes()
        try:
            reads = read_calendar(data)
        except CalendarError as refused:
            told[path.name] = str(refused)
            continue
        others = cache(
            lambda data=data: [of(one, skip_bad_series=True) for one in Calendar.from_ical(data, multiple=True)]
        )
        for read in reads:
            compared += compare(read, others, fjordby, path.name, told)
    assert set(told) == {"boeing.ics", "issue_104_broken_calendar.ics", "parsing_error_in_UTC_offset.ics"} | REFUSED
    assert compared > 400


REFUSED = {"0.ics", "phpicalendar_sample.ics", "rfc_7986_image.ics"}


def compare(read, others, town, name, told):
    """One event of a file for two years from its first day; returns how many dates were compared.

    `others()` is the file as the other reader has it.
    """
    if read.refusal:
        told[name] = read.refusal
        return 0
    first = read.facts["day"] - timedelta(days=2)
    last = first + timedelta(days=731)
    window = {"after": datetime.combine(first, time(0)), "until": datetime.combine(last, time(0))}
    order = CalendarImport(town, name[:40], **window)
    theirs = set()
    for calendar in others():
        for one in calendar.between(first, last):
            same = str(one.get("UID", "")) == read.uid or (
                not one.get("UID") and str(one.get("SUMMARY", "")) in read.uid
            )
            if same and one.get("STATUS") != "CANCELLED":
                theirs.add((moment(one.start), moment(one.end)))
    order._take_one(read, None, Outcome())
    event = Event.objects.get(source=name[:40], source_id=read.uid)
    found = {pair for pair in ours(event=event) if pair[0] < moment(last)}
    theirs = {pair for pair in theirs if pair[0] < moment(last)}
    assert found == theirs, (name, read.uid, sorted(found ^ theirs)[:4])
    return len(theirs)
