"""What a feed in RSS, JSON or a table means, and what becomes of hostile ones."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest

from kortet.events.calendar_import import CalendarImport
from kortet.events.models import Event, Occurrence
from kortet.events.plain_text import lines, one_line, price_of, web_address
from kortet.events.reading import CalendarError
from kortet.events.reading_calendars import read_calendar
from kortet.events.reading_json import JsonMapping, read_json
from kortet.events.reading_rss import read_rss
from kortet.events.reading_tables import read_events_table
from kortet.events.said_times import Moment, read_moment

PLAIN = {"id": "id", "title": "title", "text": "text", "start": "start", "end": "end", "occurrences": "dates"}
ONE = {key: value for key, value in PLAIN.items() if key != "occurrences"}
HERE = "Europe/Copenhagen"


def json_of(*items, mapping=ONE):
    return read_json(json.dumps(list(items)).encode(), JsonMapping.of(mapping))


def rss(*items, head="", space=""):
    body = "".join(f"<item>{item}</item>" for item in items)
    text = f'{head}<rss version="2.0" {space}><channel>{body}</channel></rss>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()


EV = 'xmlns:ev="http://purl.org/rss/1.0/modules/event/"'
XCAL = 'xmlns:x="urn:ietf:params:xml:ns:xcal"'
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:gd="http://schemas.google.com/g/2005">
  <entry><id>tag:1</id><title type="html">Fest &amp;amp; leg</title><published>2026-01-01T00:00:00Z</published>
  <link rel="alternate" href="https://kor.example/fest"/><content type="xhtml"><div><p>En</p><p>To</p></div></content>
  <gd:when startTime="2027-02-01T19:00:00+01:00" endTime="2027-02-01T21:00:00+01:00"/>
  <gd:when startTime="2027-02-08T19:00:00+01:00" endTime="2027-02-08T22:00:00+01:00"/>
  <gd:where valueString="Salen"/></entry></feed>"""


def test_rss_says_when_by_the_event_module_or_xcal():
    first, second = read_rss(
        rss(
            "<guid>a</guid><title>Fest</title><link>https://kor.example/a</link><description>&lt;p&gt;Hej&lt;/p&gt;</description>"
            "<ev:startdate>2027-02-01T19:00:00+01:00</ev:startdate><ev:enddate>2027-02-01T21:00:00+01:00</ev:enddate>"
            "<ev:location>Salen</ev:location>",
            "<title>Tur</title><x:dtstart>2027-05-01</x:dtstart><x:dtend>2027-05-02</x:dtend>",
            space=f"{EV} {XCAL}",
        )
    )
    facts = first.facts
    assert (facts["day"], facts["begins"], facts["length"]) == (date(2027, 2, 1), time(19), timedelta(hours=2))
    assert (first.uid, facts["text"], facts["place_text"], facts["source_url"]) == (
        "a",
        "Hej",
        "Salen",
        "https://kor.example/a",
    )
    assert (second.facts["begins"], second.facts["length"]) == (None, timedelta(days=2))


def test_the_day_of_publication_is_not_the_day_of_the_event():
    told = "<title>Nyt</title><pubDate>Mon, 01 Feb 2027 19:00:00 +0100</pubDate>"
    [read] = read_rss(rss(told, space='xmlns:dc="http://purl.org/dc/elements/1.1/"'))
    [entry] = read_rss(ATOM.replace("gd:when", "gd:other").encode())
    assert [one.refusal for one in (read, entry)] == ["Der står ikke, hvornår det begynder."] * 2


def test_atom_with_several_dates_of_different_length(fjordby):
    order = CalendarImport(fjordby, "a", reader=read_rss)
    order.take(ATOM.encode())
    event = Event.objects.get()
    assert (event.title, event.text, event.place_text) == ("Fest & leg", "En\nTo", "Salen")
    dates = Occurrence.objects.order_by("starts")
    assert [(one.ends - one.starts, one.is_moved) for one in dates] == [
        (timedelta(hours=2), False),
        (timedelta(hours=3), False),
    ]
    assert order.take(ATOM.encode()).unchanged == 1


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
def test_what_is_no_feed_is_refused_as_a_whole(case):
    with pytest.raises(CalendarError):
        read_rss(NO_FEED[case])


def test_a_feed_in_an_old_encoding_is_read():
    text = rss("<title>Sød ø</title><start>2027-02-01 19:00</start>").decode().replace("UTF-8", "windows-1252")
    assert read_rss(text.encode("cp1252"))[0].title == "Sød ø"


def test_json_with_dates_in_a_list_and_the_same_number_twice():
    dates = [{"start": "2027-02-08T19:00", "end": "2027-02-08T21:00"}, {"start": "2027-02-01T18:00:00Z", "end": ""}]
    item = {"id": 7, "title": "Fest", "dates": dates}
    [read] = json_of(item, {"id": 7, "dates": [{"start": "2027-03-01T19:00:00"}]}, mapping=PLAIN)
    assert (read.uid, read.facts["day"], read.facts["length"]) == ("7", date(2027, 2, 1), timedelta(0))
    assert [f"{one:%m-%d %H}" for one in read.facts["also"]] == ["02-08 18", "03-01 18"]
    assert [(change.wall.day, change.end - change.start) for change in read.changes] == [(8, timedelta(hours=2))]


def test_two_dates_on_one_day_are_two(fjordby):
    def take(*clocks):
        dates = [{"start": f"2027-02-01T{clock}", "end": ""} for clock in clocks]
        data = json.dumps([{"id": 1, "title": "Dukketeater", "dates": dates}]).encode()
        CalendarImport(fjordby, "t", reader=lambda told: read_json(told, JsonMapping.of(PLAIN))).take(data)
        return {one.pk: f"{one.starts_here:%H:%M}" for one in Occurrence.objects.order_by("starts")}

    first = take("10:00", "12:00")
    assert list(first.values()) == ["10:00", "12:00"]
    later = take("12:00", "14:00")  # the one at ten now is at two: the same row, with who signed up for it
    assert later == dict(zip(first, ["14:00", "12:00"], strict=True))
    assert list(take("12:00").values()) == ["12:00"]


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
    assert (read.title, read.uid, read.facts["day"]) == ("", "-2027-01-01"[:0] or read.uid, date(2027, 1, 1))
    assert "class" not in read.uid and "dict" not in read.uid


CSV = "\r\n".join(
    [
        "Titel;Dato;Tid;Sluttid;Sted;Pris",
        "Sang;23-09-2027;19.00;21.30;Salen;0 kr.",
        "Bal;24-09-2027;20.00;02.00;;50,-",
        "Tur;25. september 2027;;;;",
        ";;;;;",
        "Uden;;;;;",
    ]
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_as_it_comes_out_of_a_spreadsheet(encoding):
    song, ball, trip, without = read_events_table(CSV.encode(encoding))
    assert (song.facts["day"], song.facts["begins"], song.facts["length"]) == (
        date(2027, 9, 23),
        time(19),
        timedelta(hours=2, minutes=30),
    )
    assert (song.facts["place_text"], song.facts["price"], ball.facts["price"]) == ("Salen", "Gratis", "50,-")
    assert ball.facts["length"] == timedelta(hours=6)
    assert (trip.facts["begins"], trip.facts["length"]) == (None, timedelta(days=1))
    assert (without.title, without.refusal) == ("Uden", "Der står ikke, hvornår det begynder.")


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_keeps_what_stands_in_quotes_and_is_no_html(delimiter):
    text = delimiter.join(["name", "start date", "start time", "description"]) + "\n"
    text += delimiter.join(['"Fest; sjov, leg"', "2027-02-01", "19:00", '"<b>a</b>\nb"']) + "\n"
    [read] = read_events_table(text.encode())
    assert (read.title, read.facts["text"]) == ("Fest; sjov, leg", "<b>a</b>\nb")


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


TIMES = {
    "2027-02-01": (date(2027, 2, 1), None),
    "2027-02-01T18:00:00Z": (date(2027, 2, 1), time(19)),
    "2027-07-01T18:00:00.123456+00:00": (date(2027, 7, 1), time(20)),
    "2027-02-01T23:30:00-05:00": (date(2027, 2, 2), time(5, 30)),
    "2027-02-01 19:00": (date(2027, 2, 1), time(19)),
    "20270201T190000": (date(2027, 2, 1), time(19)),
    "01-02-2027": (date(2027, 2, 1), None),
    "1/2/2027 19.30": (date(2027, 2, 1), time(19, 30)),
    "1.2.2027 kl. 9.05": (date(2027, 2, 1), time(9, 5)),
    "mandag den 1. februar 2027 kl. 19.30": (date(2027, 2, 1), time(19, 30)),
    "Lørdag, 6. feb. 2027": (date(2027, 2, 6), None),
    "Mon, 01 Feb 2027 18:00:00 GMT": (date(2027, 2, 1), time(19)),
    "kl. 19.30": (None, time(19, 30)),
}


@pytest.mark.parametrize("text", TIMES)
def test_times_as_people_and_machines_write_them(text):
    assert read_moment(text, HERE) == Moment(*TIMES[text])


@pytest.mark.parametrize(
    "text", ["", "i morgen", "31-02-2027", "02/13/2027", "2027", "19", "2027-02-01T19:00:00+25:00", "1. xyz 2027"]
)
def test_what_is_no_time_is_none(text):
    assert read_moment(text, HERE) is None


def test_html_becomes_what_a_reader_would_see():
    html = "<p>Kom &amp; syng</p>\n<ul><li>Et</li><li>To</li></ul><script>alert(1)</script><style>p{}</style>"
    html += "<!-- x -->Slut"
    assert lines(html, 5000, is_html=True) == "Kom & syng\n\nEt\nTo\n\nSlut"
    assert one_line("&lt;script&gt;x&lt;/script&gt;", 120, is_html=True) == "<script>x</script>"
    assert one_line("a &lt; b <3", 120, is_html=True) == "a < b <3"
    assert one_line("<img src=x onerror=alert(1)>Fest<a href='javascript:x'>!</a>", 120, is_html=True) == "Fest!"
    assert one_line("ord " * 40, 20) == "ord ord ord ord…" and len(one_line("x" * 200, 120)) == 120


ENDLESS = ["<!--", "<a ", "<![CDATA[", "<a href='", "</a ", "<!", "<?", "<script>", "<a a=a ", "<style>x", "<p "]


@pytest.mark.parametrize("mark", ENDLESS)
def test_html_that_never_ends_stays_within_its_letters(mark):
    found = lines("Fest " + mark * 5000, 5000, is_html=True)
    assert found.startswith("Fest") and len(found) <= 5000


def test_comments_and_scripts_are_cut_where_they_end():
    html = "a<!-- <p>x --> b<SCRIPT type='x'>if (a</b>c) {}</Script >c<script>d</scrip>e"
    assert one_line(html, 120, is_html=True) == "a bc"


def test_script_in_a_title_is_text_on_the_page(client, fjordby, neighbourhoods):
    item = {"id": 1, "title": "&lt;script&gt;alert(1)&lt;/script&gt;", "start": "2030-01-01T19:00", "text": "x"}
    order = CalendarImport(fjordby, "t", reader=lambda told: read_json(told, JsonMapping.of(ONE)))
    order.take(json.dumps([item]).encode())
    page = client.get(Event.objects.get().get_absolute_url()).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("said", ["0", "0 kr.", "Kr. 0", "kr 0,00", "gratis", "0,-"])
def test_what_costs_nothing_is_free(said):
    assert price_of(said) == "Gratis"


def test_other_prices_are_the_sources_words():
    assert [price_of(said) for said in ("50 kr.", "", "Fra 0 til 100")] == ["50 kr.", "", "Fra 0 til 100"]


@pytest.mark.parametrize(
    "said", ["javascript:alert(1)", "data:text/html,x", "https://x/'a", "//x", "ftp://x", "https://" + "x" * 300]
)
def test_only_web_addresses_become_links(said):
    assert web_address(said) == ""


def ics(*lines):
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


BOMBS = {
    "five hundred thousand dates": [
        "RDATE:" + ",".join(f"2027{n // 28 % 12 + 1:02}{n % 28 + 1:02}T100000" for n in range(1001))
    ],
    "each second": ["RRULE:FREQ=SECONDLY"],
    "a length of ages": ["DURATION:P99999999D"],
    "an end beyond": ["DTEND:99991231T235959"],
}


@pytest.mark.parametrize("case", BOMBS)
def test_bombs_in_a_calendar_are_refused_with_a_reason(fjordby, case):
    done = CalendarImport(fjordby, "t").take(ics("UID:a", "SUMMARY:x", "DTSTART:20270104T190000", *BOMBS[case]))
    assert len(done.refused) == 1 and not Event.objects.exists()


def test_a_calendar_of_too_many_lines_is_refused_and_too_long_ones_are_shortened():
    with pytest.raises(CalendarError, match="linjer"):
        read_calendar(ics(*["X:1"] * 150_001))
    long = "ATTACH:" + "a" * 60_000, "DESCRIPTION:" + "\r\n ".join(["b" * 70] * 2000)
    [read] = read_calendar(ics("UID:a", "SUMMARY:x", "DTSTART:20270104T190000", *long))
    assert (read.refusal, read.title, len(read.facts["text"])) == ("", "x", 5000)


def test_an_import_that_takes_too_long_stores_nothing(fjordby, monkeypatch):
    monkeypatch.setattr("kortet.events.calendar_import.MOST_SECONDS", -1)
    with pytest.raises(CalendarError, match="for lang tid"):
        CalendarImport(fjordby, "t").take(ics("UID:a", "SUMMARY:x", "DTSTART:20270104T190000"))
    assert not Event.objects.exists()


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
