"""What becomes of calendars and feeds that are broken, or meant to do harm."""

import json
from datetime import date

import pytest

from kortet.events.calendar_import import CalendarImport
from kortet.events.models import Event
from kortet.events.plain_text import lines
from kortet.events.reading import CalendarError
from kortet.events.reading_calendars import read_calendar
from kortet.events.reading_json import JsonMapping, read_json
from kortet.events.reading_rss import read_rss
from kortet.events.reading_tables import read_events_table
from tests.events.written import ONE, ics, json_of, rss

BILLION = (
    "<!DOCTYPE r ["
    + '<!ENTITY a0 "x">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
    + "]>"
)


NO_FEED = {
    "a billion laughs": rss("<title>&a10;</title>", head=BILLION),
    "a file from outside": rss("<title>&x;</title>", head='<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "a document type": rss("<title>x</title>", head='<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">'),
    "a page": b"<html><body>x</body></html>",
    "half of one": rss("<title>x</title>")[:-9],
    "nothing": b"",
    "JSON": b'{"a": 1}',
    "a deep one": b"<rss>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</rss>",
    "an encoding that is none": b'<?xml version="1.0" encoding="x-none"?><rss/>',
    "bytes that are no letters": b'<?xml version="1.0"?><rss>\xff\xfe</rss>',
    "more than 5 MB": b"<rss>" + b" " * 5_000_000 + b"</rss>",
}


@pytest.mark.parametrize("case", NO_FEED)
@pytest.mark.attack("D07")
def test_what_is_no_feed_is_refused_as_a_whole(case):
    with pytest.raises(CalendarError):
        read_rss(NO_FEED[case])


HOSTILE = {
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "half": b'[{"id": 1',
    "no JSON": b"\x00\xff",
    "a huge number": b"[" + b"9" * 100_000 + b"]",
    "nothing": b"",
    "latin": '[{"title": "Sød"}]'.encode("latin-1"),
    "more than 5 MB": b"[" + b" " * 5_000_000 + b"]",
    "ten thousand": json.dumps([{"id": n, "title": "x", "start": "2027-01-01"} for n in range(10_000)]).encode(),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_json_is_refused_as_a_whole(case):
    with pytest.raises(CalendarError):
        read_json(HOSTILE[case], JsonMapping.of(ONE))


ODD_ITEMS = [
    *(None, 1, "x", [], {}, True, 1e308, {"start": None}, {"start": {"a": 1}}, {"start": 1e400}, {"start": -1}),
    *(
        {"start": "NaN"},
        {"start": "2027-02-30"},
        {"start": "0001-01-01T00:00:00+14:00"},
        {"start": "9999-12-31T23:59Z"},
    ),
    *({"start": "2027-01-01T25:00"}, {"start": "2027-01-01", "end": "2026-01-01"}, {"start": "x" * 100_000}),
    *(
        {"start": "2027-01-01T10:00", "end": "9999-01-01T10:00"},
        {"start": "2027-01-01T10:00+99:99"},
    ),
    {"start": "2027-01-01", "title": "CPR 010190-1234"},
    {"start": "2027-01-01", "text": "CPR 010190-1234"},
]


@pytest.mark.parametrize("item", ODD_ITEMS, ids=lambda item: str(item)[:40])
def test_an_odd_item_is_refused_with_a_reason_and_the_others_are_taken(fjordby, item):
    data = json.dumps([item, {"id": "ok", "title": "Fest", "start": "2027-01-01T19:00"}]).encode()
    done = CalendarImport(fjordby, "t", reader=lambda told: read_json(told, JsonMapping.of(ONE))).take(data)
    assert (done.new, len(done.refused)) == (1, 1) and done.refused[0][1]
    assert Event.objects.get().title == "Fest"


def test_a_report_of_what_was_refused_tells_no_personal_number(fjordby):
    items = [{"title": "Om 010190-1234", "start": "2027-01-01"}, {"title": "x", "start": "010190-1234"}]
    data = json.dumps(items).encode()
    done = CalendarImport(fjordby, "t", reader=lambda told: read_json(told, JsonMapping.of(ONE))).take(data)
    assert len(done.refused) == 2 and "1234" not in str(done.refused)


def test_letters_that_no_database_holds_do_not_stop_an_event(fjordby):
    item = {
        "id": "a\x00\ud800",
        "title": "Fe\x00st\ud800\u202e",
        "text": "\x1b[31m\u2028x",
        "start": "2027-01-01T19:00",
    }
    data = json.dumps([item]).encode()
    done = CalendarImport(fjordby, "t", reader=lambda told: read_json(told, JsonMapping.of(ONE))).take(data)
    assert (done.new, Event.objects.get().title, Event.objects.get().source_id) == (1, "Fest", "a")


MAPPINGS = [
    *(
        None,
        [],
        {},
        {"title": "a"},
        {"start": "a"},
        {"title": "a", "start": "b", "run": "c"},
        {"title": 1, "start": "b"},
    ),
    *({"title": "a", "start": ["b"] * 11}, {"title": "a" * 201, "start": "b"}, {"title": "a", "start": {"b": 1}}),
    *({"title": "a", "start": "b", "zone": zone} for zone in ("Mars/Phobos", "../../etc/passwd", 7, "", "\x00")),
]


@pytest.mark.parametrize("given", MAPPINGS, ids=lambda given: str(given)[:40])
def test_a_mapping_that_makes_no_sense_is_told(given):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        JsonMapping.of(given)


def test_a_mapping_is_data_and_reaches_only_into_the_feed():
    told = {"title": "__class__.__name__", "start": "items.0.start", "id": "keys"}
    [read] = json_of({"items": [{"start": "2027-01-01"}]}, mapping=told)
    assert (read.title, read.uid, read.facts["day"]) == ("", "-2027-01-01", date(2027, 1, 1))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a;b\n1;2\n",
        b"titel;dato\nx;\x00\n",
        b"titel\nx\n",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"x" * 5_000_001,
    ],
)
def test_what_is_no_table_of_events_is_refused_as_a_whole(data):
    with pytest.raises(CalendarError):
        read_events_table(data)


ENDLESS = ["<!--", "<a ", "<![CDATA[", "<a href='", "</a ", "<!", "<?", "<script>", "<a a=a ", "<style>x", "<p "]


@pytest.mark.parametrize("mark", ENDLESS)
def test_html_that_never_ends_stays_within_its_letters(mark):
    found = lines("Fest " + mark * 5000, 5000, is_html=True)
    assert found.startswith("Fest") and len(found) <= 5000


def test_script_in_a_title_is_text_on_the_page(client, fjordby, neighbourhoods):
    item = {"id": 1, "title": "&lt;script&gt;alert(1)&lt;/script&gt;", "start": "2030-01-01T19:00", "text": "x"}
    order = CalendarImport(fjordby, "t", reader=lambda told: read_json(told, JsonMapping.of(ONE)))
    order.take(json.dumps([item]).encode())
    page = client.get(Event.objects.get().get_absolute_url()).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


BOMBS = {
    "five hundred thousand dates": [
        "RDATE:" + ",".join(f"2027{n // 28 % 12 + 1:02}{n % 28 + 1:02}T100000" for n in range(1001))
    ],
    "each second": ["RRULE:FREQ=SECONDLY"],
    "a length of ages": ["DURATION:P99999999D"],
    "an end beyond": ["DTEND:99991231T235959"],
}


@pytest.mark.parametrize("case", BOMBS)
@pytest.mark.attack("D05")
def test_bombs_in_a_calendar_are_refused_with_a_reason(fjordby, case):
    done = CalendarImport(fjordby, "t").take(ics("UID:a", "SUMMARY:x", "DTSTART:20270104T190000", *BOMBS[case]))
    assert len(done.refused) == 1 and not Event.objects.exists()


@pytest.mark.attack("D05")
def test_a_calendar_of_too_many_lines_is_refused_and_too_long_ones_are_shortened():
    with pytest.raises(CalendarError, match="linjer"):
        read_calendar(ics(*["X:1"] * 150_001))
    long = "ATTACH:" + "a" * 60_000, "DESCRIPTION:" + "\r\n ".join(["b" * 70] * 2000)
    [read] = read_calendar(ics("UID:a", "SUMMARY:x", "DTSTART:20270104T190000", *long))
    assert (read.refusal, read.title, len(read.facts["text"])) == ("", "x", 5000)


@pytest.mark.attack("D05")
def test_an_import_that_takes_too_long_stores_nothing(fjordby, monkeypatch):
    monkeypatch.setattr("kortet.events.calendar_import.MOST_SECONDS", -1)
    with pytest.raises(CalendarError, match="for lang tid"):
        CalendarImport(fjordby, "t").take(ics("UID:a", "SUMMARY:x", "DTSTART:20270104T190000"))
    assert not Event.objects.exists()


@pytest.mark.attack("D05")
def test_all_together_may_not_have_more_dates_than_a_town_can_use(fjordby, monkeypatch):
    monkeypatch.setattr("kortet.events.calendar_import.MOST_DATES", 800)
    daily = "BEGIN:VEVENT\r\nUID:{}\r\nSUMMARY:x\r\nDTSTART:20270104T190000\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n"
    data = f"BEGIN:VCALENDAR\r\n{daily.format('a')}{daily.format('b')}END:VCALENDAR\r\n".encode()
    with pytest.raises(CalendarError, match="for mange datoer"):
        CalendarImport(fjordby, "t").take(data)
    assert not Event.objects.exists()


@pytest.mark.parametrize("said", ["1\r\nSEQUENCE:2", "x", "-1", "9" * 5000, ""])
def test_a_sequence_that_is_no_number_does_not_stop_the_others(said):
    [read] = read_calendar(ics("UID:a", "SUMMARY:x", "DTSTART:20270104T190000", f"SEQUENCE:{said}"))
    assert (read.refusal, read.title) == ("", "x")


@pytest.mark.parametrize(
    "line", ["DTSTART:zz", "DTSTART:\ud8000", "DTSTART:", "DTSTART:20270104T190000\r\nDTEND:FREQ=DAILY"]
)
def test_a_broken_time_is_told_and_does_not_stop_the_others(line):
    other = ["END:VEVENT", "BEGIN:VEVENT", "UID:b", "SUMMARY:y", "DTSTART:20270104T190000"]
    first, second = read_calendar(ics("SUMMARY:x", line.encode("utf-8", "replace").decode(), *other))
    assert "kan ikke læses" in first.refusal or "Der står ikke" in first.refusal
    assert (second.title, second.refusal) == ("y", "")
