"""Three real feeds: each date as the JSON itself has it, and a second import changes nothing."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kortet.events.calendar_import import CalendarImport
from kortet.events.models import Event, Occurrence
from kortet.events.reading_json import MAPPINGS, JsonMapping, read_json

pytestmark = pytest.mark.real
HERE = ZoneInfo("Europe/Copenhagen")


def moment(text):
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=HERE)).astimezone(UTC)


def pairs(name, item):
    """Starts and ends of an item, straight from the JSON."""
    if name == "aakb":
        return [(item["date"]["start"], item["date"]["stop"])]
    if name == "aros":
        return [(item["DateFrom"], item["DateTo"])]
    return [(one["startDate"], one["endDate"]) for one in item["occurrences"]]


@pytest.fixture
def feed(shared):
    def read(name):
        return (shared / "events" / "feeds" / f"{name}.json").read_bytes()

    return read


def order_of(town, name):
    mapping = JsonMapping.of(MAPPINGS[name])
    return CalendarImport(town, name, reader=lambda data: read_json(data, mapping))


@pytest.mark.parametrize(
    ("name", "key", "events", "dates"), [("aakb", "nid", 12, 12), ("aros", "Id", 5, 5), ("bora", "id", 12, 52)]
)
def test_every_date_is_as_the_feed_has_it_and_twice_changes_nothing(fjordby, feed, name, key, events, dates):
    data = feed(name)
    done = order_of(fjordby, name).take(data)
    assert (done.new, done.refused) == (events, [])
    wanted = {
        (str(item[key]), moment(start), moment(end)) for item in json.loads(data) for start, end in pairs(name, item)
    }
    found = set(Occurrence.objects.values_list("event__source_id", "starts", "ends"))
    assert found == wanted and len(found) == dates
    before = list(Event.objects.order_by("pk").values())
    again = order_of(fjordby, name).take(data)
    assert (again.new, again.changed, again.unchanged) == (0, 0, events)
    assert list(Event.objects.order_by("pk").values()) == before
    assert set(Occurrence.objects.values_list("event__source_id", "starts", "ends")) == wanted


def test_html_is_plain_text_and_marks_are_gone(fjordby, feed):
    for name in MAPPINGS.keys() - {"schema.org"}:
        order_of(fjordby, name).take(feed(name))
    words = [text for row in Event.objects.values_list("title", "text", "place_text", "price") for text in row]
    assert not any(
        mark in text for text in words for mark in ("<p", "</", "<br", "&quot;", "&amp;", "**", "\xa0", "\r")
    )
    reading = Event.objects.get(source="aakb", source_id="37752")
    assert 'af en "bedstemor".' in reading.text and reading.text.count("\n\n") >= 3
    assert (reading.price, reading.place_text) == (
        "Gratis",
        "Børnebiblioteket, Gellerup Bibliotek, Karen Blixens Boulevard 23",
    )
    assert reading.source_url == "https://www.aakb.dk/arrangementer/boern/hyggelig-hoejtlaesning-27"
    talk = Event.objects.get(source="aros", source_id="22662")
    assert (talk.title, talk.price) == ("Hassan Preisler & Maise Njor – Identitet", "140 kr. ex. entré til museet")
    play = Event.objects.get(source="bora", source_id="4112")
    assert play.price == "Fra Kr. 50 – 100" and "kl. 09.45 & 15.00\n\nDel af" in play.text
