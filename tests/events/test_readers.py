"""What a feed in RSS, JSON or a table means."""

import json
from datetime import date, time, timedelta

import pytest

from kortet.events.calendar_import import CalendarImport
from kortet.events.models import Event, Occurrence
from kortet.events.plain_text import lines, one_line, price_of, web_link
from kortet.events.reading_json import JsonMapping, read_json
from kortet.events.reading_rss import read_rss
from kortet.events.reading_tables import read_events_table
from kortet.events.said_times import Moment, read_moment
from tests.events.written import ATOM, CSV, EV, HERE, PLAIN, XCAL, json_of, rss


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


def test_comments_and_scripts_are_cut_where_they_end():
    html = "a<!-- <p>x --> b<SCRIPT type='x'>if (a</b>c) {}</Script >c<script>d</scrip>e"
    assert one_line(html, 120, is_html=True) == "a bc"


@pytest.mark.parametrize("said", ["0", "0 kr.", "Kr. 0", "kr 0,00", "gratis", "0,-"])
def test_what_costs_nothing_is_free(said):
    assert price_of(said) == "Gratis"


def test_other_prices_are_the_sources_words():
    assert [price_of(said) for said in ("50 kr.", "", "Fra 0 til 100")] == ["50 kr.", "", "Fra 0 til 100"]


@pytest.mark.parametrize(
    "said", ["javascript:alert(1)", "data:text/html,x", "https://x/'a", "//x", "ftp://x", "https://" + "x" * 300]
)
def test_only_web_linkes_become_links(said):
    assert web_link(said) == ""
