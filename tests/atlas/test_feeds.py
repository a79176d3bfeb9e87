"""The newest pins as Atom and RSS, read back by feedparser and by GDAL."""

import subprocess
from xml.etree import ElementTree

import feedparser
import pytest
from django.core.cache import caches

from tests.conftest import spot

pytestmark = pytest.mark.usefixtures("neighbourhoods")


@pytest.mark.parametrize("ending", ["atom", "rss"])
@pytest.mark.attack("D06")
def test_a_reader_finds_words_place_and_link(client, make_pin, green, ending):
    pin = make_pin(title="Bænk <&> \x0b🌳", text="]]> æøå\nto", theme=green, status="planned")
    make_pin(title="Skjult", moderation="hidden", hidden_reason="Spam")
    answer = client.get(f"/naale.{ending}")
    ElementTree.fromstring(answer.content)
    read = feedparser.parse(answer.content)
    [entry] = read.entries
    assert not read.bozo and entry.title == "Bænk <&> 🌳" and "æøå" in entry.summary
    assert entry.link.endswith(pin.get_absolute_url())
    where = pin.public_point.transform(4326, clone=True)
    assert entry.where["coordinates"] == pytest.approx((where.x, where.y), abs=1e-6)
    assert {"proposal", "planned", "green"} <= {tag.term for tag in entry.tags}
    assert not answer.cookies and answer["Access-Control-Allow-Origin"] == "*"


def test_the_words_of_the_map(client, make_pin, green):
    make_pin(title="Hul", kind="problem", theme=green)
    make_pin(title="Bænk")
    assert [e.title for e in feedparser.parse(client.get("/naale.atom?kind=problem").content).entries] == ["Hul"]
    assert [e.title for e in feedparser.parse(client.get("/naale.rss?q=bænke").content).entries] == ["Bænk"]
    assert len(feedparser.parse(client.get("/naale.atom?kind=nonsense&utm=1").content).entries) == 2
    assert 'href="/naale.atom?kind=problem"' in client.get("/?kind=problem").content.decode()


def test_only_the_public_place(client, make_pin):
    pin = make_pin()
    pin.is_rough, pin.precision, pin.public_point = True, "area", spot(100, 100)
    pin.save()
    [entry] = feedparser.parse(client.get("/naale.atom").content).entries
    where = spot(100, 100).transform(4326, clone=True)
    assert entry.where["coordinates"] == pytest.approx((where.x, where.y), abs=1e-6)


def test_nothing_new_is_told_so(client, make_pin):
    make_pin()
    first = client.get("/naale.atom")
    assert client.get("/naale.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_an_empty_town_has_a_feed(client):
    assert feedparser.parse(client.get("/naale.atom").content).feed.title == "Nye nåle i Fjordby Kommune"


def test_a_fixed_number_of_queries(client, make_pin, django_assert_num_queries, fjordby):
    client.get("/naale.atom")
    for n in (1, 3):
        make_pin(title=f"Bænk {n}")
        caches["towns"].clear()
        with django_assert_num_queries(4):  # the town, the theme and the area that are named, and the pins
            client.get("/naale.atom?kind=proposal&theme=x&area=x")


def test_gdal_opens_it_as_a_layer(client, make_pin, tmp_path):
    make_pin(title="Bænk")
    file = tmp_path / "naale.rss"
    file.write_bytes(client.get("/naale.rss").content)
    told = subprocess.run(["ogrinfo", "-al", "-ro", str(file)], capture_output=True, text=True, check=True).stdout
    assert "GeoRSS" in told and "title (String) = Bænk" in told and "POINT" in told
