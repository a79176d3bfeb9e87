"""What an import does with what it read: places, what is gone and back, a rehearsal."""

import json
from datetime import UTC, datetime

from kortet.events.calendar_import import CalendarImport
from kortet.events.models import Event, Occurrence
from kortet.events.reading_calendars import read_calendar
from kortet.events.reading_json import JsonMapping, read_json
from tests.events.written import ONE, ics


def test_a_calendars_place_link_and_html_are_taken(fjordby, neighbourhoods):
    told = ["UID:a", "SUMMARY:x", "DTSTART:20270104T190000", "GEO:56.124360;10.134063", "URL:https://kor.example/x"]
    CalendarImport(fjordby, "t").take(ics(*told, "DESCRIPTION:<p>Hej</p><br>der"))
    event = Event.objects.get()
    assert (event.precision, event.neighbourhood, event.source_url) == (
        "point",
        neighbourhoods[0],
        "https://kor.example/x",
    )
    assert event.text == "Hej\n\nder"
    [read] = read_calendar(ics(*told[:3], "GEO:0;0"))
    assert read.facts["spot"] == []


def test_a_place_outside_the_municipality_is_not_believed(fjordby):
    CalendarImport(fjordby, "t").take(ics("UID:a", "SUMMARY:x", "DTSTART:20270104T190000", "GEO:40;-74"))
    assert Event.objects.get().precision == "whole"


def test_without_a_place_it_is_at_the_organisers(fjordby, rowing_club):
    rowing_club.address = "Havnegade 1"
    rowing_club.save()
    order = CalendarImport(fjordby, "t", rowing_club)
    order.take(ics("UID:a", "SUMMARY:x", "DTSTART:20270104T190000"))
    event = Event.objects.get()
    assert (event.precision, event.place_text, event.point.coords) == ("point", "Havnegade 1", rowing_club.point.coords)


def test_what_was_gone_and_is_back_takes_place_again(fjordby):
    order = CalendarImport(fjordby, "t")
    one, other = (ics(f"UID:{uid}", "SUMMARY:x", "DTSTART:20280104T190000") for uid in "ab")
    for data in (one, other, one):
        order.take(data, cancel_missing=True)
    assert dict(Event.objects.values_list("source_id", "status")) == {"a": "public", "b": "cancelled"}


def test_what_is_over_is_not_called_off_when_the_source_forgets_it(fjordby):
    order = CalendarImport(fjordby, "t")
    order.take(ics("UID:a", "SUMMARY:x", "DTSTART:20200104T190000"))
    done = order.take(ics("UID:b", "SUMMARY:y", "DTSTART:20280104T190000"), cancel_missing=True)
    assert done.missing == [] and Event.objects.get(source_id="a").status == "public"


def test_an_empty_answer_calls_nothing_off(fjordby):
    order = CalendarImport(fjordby, "t")
    order.take(ics("UID:a", "SUMMARY:x", "DTSTART:20280104T190000"))
    done = order.take(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", cancel_missing=True)
    assert done.missing == ["x"] and Event.objects.get().status == "public"


def test_a_rehearsal_tells_and_stores_nothing(fjordby):
    order = CalendarImport(fjordby, "t")
    order.take(ics("UID:a", "SUMMARY:x", "DTSTART:20280104T190000"))
    before = list(Event.objects.values())
    told = order.rehearse(
        ics(
            "UID:a",
            "SUMMARY:y",
            "DTSTART:20280104T190000",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:b",
            "SUMMARY:z",
            "DTSTART:20280104T190000",
        )
    )
    assert [(word, read.title) for word, read in told.told] == [("changed", "y"), ("new", "z")]
    assert list(Event.objects.values()) == before


def test_what_a_moderator_hid_stays_hidden(fjordby, mads, client):
    order = CalendarImport(fjordby, "t")
    order.take(ics("UID:a", "SUMMARY:Grimt", "DTSTART:20280104T190000"))
    Event.objects.get().hide("Hører ikke til her", mads)
    assert order.take(ics("UID:a", "SUMMARY:Grimt igen", "DTSTART:20280104T190000")).changed == 1
    assert Event.objects.get().moderation == "hidden" and not Event.objects.public().exists()


def test_dates_are_moments_in_utc(fjordby):
    data = json.dumps(
        [{"id": 1, "title": "x", "start": "2027-03-28T01:30:00+01:00", "end": "2027-03-28T03:30:00+02:00"}]
    )
    CalendarImport(fjordby, "t", reader=lambda told: read_json(told, JsonMapping.of(ONE))).take(data.encode())
    assert list(Occurrence.objects.values_list("starts", "ends")) == [
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2027, 3, 28, 1, 30, tzinfo=UTC))
    ]
