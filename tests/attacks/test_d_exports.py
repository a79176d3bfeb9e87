"""Class D: files and feeds that others open, and calendars and XML that others send."""

import csv
import io
import json
from datetime import timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.utils import timezone
from icalendar import Calendar
from python_calamine import load_workbook

from kortet.events.calendar_import import CalendarImport
from kortet.events.calendars import calendar_of
from kortet.events.models import Event, Occurrence
from kortet.events.reading import CalendarError
from kortet.events.reading_calendars import read_calendar
from kortet.figures.sheets import plain
from kortet.pins.models import Pin
from kortet.readable import harmless
from tests.attacks.outputs import body
from tests.events.conftest import second_reader  # noqa: F401  (a fixture: ical.js)
from tests.events.written import ics
from tests.exports.conftest import write  # noqa: F401  (a fixture: an export's file)

pytestmark = pytest.mark.usefixtures("neighbourhoods")
attack = pytest.mark.attack
FORMULAS = [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x")',
]
RUN = tuple("=+-@\t\r＝＋－＠")


@attack("D01")
def test_no_cell_of_a_csv_is_a_formula_and_numbers_stay_numbers(write, make_pin):  # noqa: F811  (the fixture)
    for text in FORMULAS:
        make_pin(title=text, text=text, place_text=text)
    rows = list(
        csv.DictReader(io.StringIO(write("csv")[0].read_bytes().decode("utf-8-sig"), newline=""), delimiter=";")
    )
    for row in rows:
        assert not [row[name] for name in ("overskrift", "tekst", "sted") if row[name].lstrip(" ").startswith(RUN)]
        assert int(row["stoetter"]) == 0 and float(row["x_25832"]) > 0
    assert sorted(row["tekst"] for row in rows) == sorted(f"'{text}" for text in FORMULAS)


@attack("D01")
@pytest.mark.parametrize("text", FORMULAS)
def test_small_tables_are_written_so_too(text):
    assert harmless(text) == f"'{text}" and harmless(f"Hej {text}") == f"Hej {text}"
    assert (plain(text), plain(-7), plain(-1.5)) == (f"'{text}", "-7", "-1,50")


@attack("D02", "D03")
def test_what_no_cell_can_hold_is_cut_with_a_mark_and_nothing_runs(write, make_pin):  # noqa: F811  (the fixture)
    words = [*FORMULAS, "x" * 40_000, "a\x07b\x1b", '"; ;\r\n"', "https://x.example/", "1e5"]
    for text in words:
        make_pin(title="x", text=text)
    path, _told = write("xlsx")
    head, *rows = load_workbook(path).get_sheet_by_index(0).to_python()
    found = {row[head.index("tekst")] for row in rows}
    assert {"=1+1", '=HYPERLINK("http://x")', "ab", "https://x.example/", "1e5"} <= found
    [long] = [cell for cell in found if len(cell) > 30_000]
    assert len(long) == 32_767 and long.endswith("…")


@attack("D03")
def test_a_csv_holds_every_sign_that_a_text_can(write, make_pin):  # noqa: F811  (the fixture)
    texts = ['a"b', "a;b", "a\nb", "a\r\nb", "æ🌳\u2028", "'", "\\N", "\\.", "x" * 40_000]
    for text in texts:
        make_pin(title="x", text=text)
    rows = csv.DictReader(io.StringIO(write("csv")[0].read_bytes().decode("utf-8-sig"), newline=""), delimiter=";")
    assert sorted(row["tekst"] for row in rows) == sorted(texts)


BREAKING = [
    "Fest\r\nATTENDEE:mailto:x@y.example",
    "Fest\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil",
    "Fest\rBEGIN:VALARM",
    "a\x07b\x1b[31m",
    "x" * 10_000,
    "🎉" * 40,
    "a" * 66 + "🎉" * 3,
    ';,:\\n"^n',
    "\u2028URL:javascript:1",
    "\x85BEGIN:X",
]


@attack("D04")
@pytest.mark.parametrize("words", BREAKING, ids=range(len(BREAKING)))
def test_no_word_is_a_line_of_a_calendar(make_event, make_partner, second_reader, words):  # noqa: F811  (the fixture)
    """The words come past the forms, which would refuse most of them; two readers of others read the calendar."""
    club = make_partner(name=words[:120], email="os@klub.example")
    make_event(organiser=club)
    Event.objects.update(title=words[:120], text=words, place_text=words[:200])
    data = calendar_of(Event.objects.all(), words)
    assert max(map(len, data.split(b"\r\n"))) <= 75
    [calendar] = Calendar.from_ical(data, multiple=True)
    [found] = calendar.walk("VEVENT")
    assert "ATTENDEE" not in found and not found.subcomponents and str(found["URL"]).startswith("http")
    [row] = second_reader.read(data, timezone.now() + timedelta(days=60))
    assert row["title"] == str(found["SUMMARY"]) and "\n" not in row["title"]


EXPENSIVE = {
    "an alarm that repeats": [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT1M",
        "REPEAT:999999999",
        "DURATION:PT1S",
        "END:VALARM",
    ],
    "to the end of time": ["RRULE:FREQ=DAILY;UNTIL=99991231T235959Z"],
    "each second": ["RRULE:FREQ=SECONDLY"],
    "a billion times": ["RRULE:FREQ=DAILY;COUNT=999999999"],
    "never": ["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"],
    "a zone that is none": ["RRULE:FREQ=DAILY;COUNT=3", "X-WR-TIMEZONE:Mars/Phobos"],
    "parts without end": ["RRULE:FREQ=DAILY;BYDAY=" + ",".join(["MO"] * 5000)],
}


@attack("D05")
@pytest.mark.parametrize("case", EXPENSIVE)
def test_a_calendar_that_is_made_to_cost_is_cut_or_refused(fjordby, case):
    done = CalendarImport(fjordby, "t").take(ics("UID:a", "SUMMARY:x", "DTSTART:20270104T190000", *EXPENSIVE[case]))
    assert len(done.refused) + done.new == 1 and Occurrence.objects.count() <= 1000


@attack("D05")
@pytest.mark.parametrize(
    "data",
    [
        b"BEGIN:VCALENDAR\r\n" * 5_000,
        b"BEGIN:VCALENDAR\r\n" + b"x" * 6_000_000,
        b"BEGIN:VCALENDAR\r\n" + b" x\r\n" * 140_000,
    ],
)
def test_a_calendar_that_never_ends_has_no_events_or_is_refused(data):
    try:
        assert read_calendar(data) == []
    except CalendarError as refusal:
        assert str(refusal)


XML = ["]]>", "&lt;&amp;&#0;", "a\x0bb", "a\ufffeb", "<![CDATA[", "<!--", "\ud7ff\ue000", "javascript:alert(1)"]


@attack("D06")
@pytest.mark.parametrize("words", XML)
def test_what_no_xml_can_hold_breaks_no_feed(client, make_pin, green, words):
    make_pin(title=words, text=words, place_text=words, kind="problem", theme=green)
    for address in ("/naale.atom", "/naale.rss", "/open311/v2/requests.xml"):
        ElementTree.fromstring(body(client, address))
    read = feedparser.parse(body(client, "/naale.atom"))
    assert not read.bozo and all(entry.link.startswith("http") for entry in read.entries)
    json.loads(body(client, "/open311/v2/requests.json"))


BILLION = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><r>&b;&c;</r>'


@attack("D07")
@pytest.mark.parametrize("kind", ["text/xml", "application/xml", "application/soap+xml"])
def test_xml_that_is_sent_is_read_by_nobody(client, key, kind):
    for address in ("/open311/v2/requests.xml", f"/open311/v2/requests.json?api_key={key}", "/naale/ny/"):
        assert client.generic("POST", address, BILLION, content_type=kind).status_code in (400, 403, 422)
    assert not Pin.objects.exists()
