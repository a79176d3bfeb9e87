"""The feed of new pins as a reader of feeds (feedparser) and GDAL-like readers of GeoRSS have it."""

import feedparser
import pytest

pytestmark = pytest.mark.usefixtures("neighbourhoods")


def test_a_reader_of_feeds_has_place_and_words(client, make_pin, green):
    make_pin(title="Skjult", moderation="waiting")
    pin = make_pin(title="Bænk & <b>æøå</b>", text="Ved \x0b åen", theme=green)
    make_pin(kind="problem", title="Hul")
    response = client.get("/naale.atom?kind=proposal")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    read = feedparser.parse(response.content)
    assert not read.bozo
    [entry] = read.entries
    assert (entry.title, entry.link) == ("Bænk & <b>æøå</b>", f"http://testserver/naal/{pin.word}/")
    assert entry.where == {"type": "Point", "coordinates": (10.134063, 56.12436)}
    assert len(feedparser.parse(client.get("/naale.atom").content).entries) == 2


def test_a_word_that_means_nothing_is_refused(refused):
    assert "“colour”" in refused("/naale.atom", colour="red")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_questions_does_not_grow(client, django_assert_max_num_queries, make_pin, rows):
    for _ in range(rows):
        make_pin()
    with django_assert_max_num_queries(4):
        client.get("/naale.atom")
