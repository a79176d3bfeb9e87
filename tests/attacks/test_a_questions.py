"""Class A, questions: tiles, boxes, filters, pages and times that are none are refused or answered, and cost little."""

import json
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kortet.opendata.cursor import written
from kortet.pins.models import Pin
from tests.atlas.squares import tile_of
from tests.conftest import spot

pytestmark = pytest.mark.usefixtures("neighbourhoods")
attack = pytest.mark.attack
ITEMS = "/ogc/collections/naale/items"


DOUBLED = [
    '{"op": "=", "op": "<>", "args": [{"property": "stoetter"}, 1]}',
    '{"op": "=", "args": [{"property": "overskrift", "property": "tekst"}, "x"]}',
    '\ufeff{"op": "=", "args": [{"property": "stoetter"}, 1]}',
    '{"op": "=", /* x */ "args": [{"property": "stoetter"}, 1]}',
    '{"op": "=", "args": [{"property": "overskrift"}, "\\u0000"]}',
    '{"op": "=", "args": [{"property": "overskrift"}, "\\udfff"]}',
]


@attack("A18")
@pytest.mark.parametrize("said", DOUBLED)
def test_a_filter_that_can_be_read_in_two_ways_is_refused(client, said):
    assert client.get(ITEMS, {"filter": said, "filter-lang": "cql2-json"}).status_code == 400


@attack("A14")
@pytest.mark.parametrize(
    "box",
    ["1,2,3", "1,2,3,4,5,6,7", ",,,", "nan,nan,nan,nan", "0x10,1,2,3", "1e309,1,2,3", "1.000,2,3,4,5", "9" * 10_000],
)
def test_a_box_that_is_none_asks_the_database_nothing(client, make_pin, box):
    make_pin()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(ITEMS, {"bbox": box}).status_code == 400
    assert not [each for each in asked if "pins_pin" in each["sql"]]
    assert "1 nål" in client.get("/", {"bbox": box}).content.decode()  # the map's list is then of the whole town


@attack("A15")
@pytest.mark.parametrize(
    "tile",
    [
        "-1/0/0",
        "31/0/0",
        "60/1/1",
        "12/4096/0",
        "12/0/1180591620717411303424",
        "1.5/0/0",
        "١/٠/٠",
        "1/0/0%0A",
        "%2e%2e/0/0",
    ],
)
@pytest.mark.parametrize(
    "path", ["/ogc/collections/naale/tiles/WebMercatorQuad/{}", "/ogc/tiles/WebMercatorQuad/{}", "/kortfliser/{}"]
)
def test_tiles_that_are_none_cost_nothing(client, make_pin, path, tile):
    make_pin()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path.format(quote(tile, safe="/%"))).status_code in (400, 404)
    assert not [each for each in asked if "ST_" in each["sql"] or "pins_pin" in each["sql"]]


@attack("A16")
def test_a_tile_of_many_long_headlines_stays_small(client, fjordby):
    places = [spot(500 + number % 40, 500 + number // 40) for number in range(1500)]
    facts = {"municipality": fjordby, "kind": "problem", "title": "Æ" * 120, "moderation": "shown"}
    pins = [Pin(point=place, public_point=place, number=f"2026-{n:05}", **facts) for n, place in enumerate(places)]
    Pin.objects.bulk_create(pins)
    here = spot(520, 518).transform(4326, clone=True)
    for z in (0, 15):
        column, row = tile_of(here.x, here.y, z)[1:]
        assert len(client.get(f"/fliser/{z}/{column}/{row}.json").content) <= 500_000
        assert len(client.get(f"/ogc/collections/naale/tiles/WebMercatorQuad/{z}/{row}/{column}").content) <= 500_000


@attack("A16")
def test_words_behind_a_tile_make_no_other_tile(client, make_pin):
    make_pin()
    first, second = client.get("/fliser/12/2163/1273.json"), client.get("/fliser/12/2163/1273.json?cache=buster&x=2")
    assert (first.content, first.headers["ETag"]) == (second.content, second.headers["ETag"])
    assert client.get("/fliser/12/0/0.json").content == b"{}"


PRIVATE = [
    "author",
    "author_id",
    "author.email",
    "author__email",
    "moderation",
    "hidden_reason",
    "person",
    "point",
    "once",
    "withdrawn",
    "pk",
    "id",
    "email",
]


@attack("A19", "A22")
@pytest.mark.parametrize("name", [*PRIVATE, "overskrift' OR '1'='1", '"overskrift"" OR 1=1 --"'])
def test_a_private_column_is_unknown_whatever_it_holds(client, make_pin, name):
    make_pin(moderation="hidden", hidden_reason="Hemmelig")
    for value in ("Hemmelig", "x"):
        assert client.get(ITEMS, {name: value}).status_code == 400
        assert client.get(ITEMS, {"filter": f"{name} LIKE '{value}%'"}).status_code == 400
    assert name not in client.get("/ogc/collections/naale/queryables").json()["properties"]
    for question in ({"properties": "*"}, {"fields": "*"}):
        assert client.get(ITEMS, question).status_code == 400


ORDERS = ["(select pg_sleep(9))", "-geom", "author__password", "created;--", "'", "\\", "pk DESC NULLS", "%s"]


@attack("A20")
@pytest.mark.parametrize("order", ORDERS)
def test_an_order_is_one_of_ours_or_none(client, make_pin, mads, order):
    make_pin()
    assert client.get(ITEMS, {"sortby": order}).status_code == 400
    assert client.get("/", {"sort": order, "q": order}).status_code == 200
    assert client.get("/soeg/", {"q": order}).status_code == 200
    client.force_login(mads)
    for page in ("pins/pin", "pins/comment", "events/event", "partners/partner"):
        assert client.get(f"/admin/{page}/", {"o": order, "q": order}).status_code in (200, 302)


COSTLY = [
    "stoetter=1 OR " * 9_999 + "stoetter=1",
    "(" * 5000 + "stoetter=1" + ")" * 5000,
    "tekst LIKE '" + "%_" * 1500 + "%x'",
    "tekst LIKE '" + "%a" * 1900 + "b%'",
    "CASEI(tekst) LIKE CASEI('" + "%a_" * 1200 + "b%')",
    " AND ".join(["CASEI(ACCENTI(tekst)) = CASEI(ACCENTI('x'))"] * 120),
    "S_INTERSECTS(geometry, LINESTRING(" + ",".join(f"{n / 1e4} 56" for n in range(2000)) + "))",
]


@attack("A21")
@pytest.mark.parametrize("words", COSTLY)
def test_a_filter_that_costs_too_much_is_refused_or_cut_off(client, make_pin, words):
    for _ in range(20):
        make_pin(text="a" * 5000)
    assert client.get(ITEMS, {"filter": words}).status_code in (200, 400)


@attack("A23")
def test_a_cursor_of_a_hidden_row_tells_nothing_of_it(client, make_pin):
    shown = [make_pin(title=f"Nr. {n}") for n in range(3)]
    hidden = make_pin(title="Hemmelig", moderation="waiting")
    edited = written((hidden.created, hidden.pk))
    found = client.get(ITEMS, {"cursor": edited}).json()
    assert {each["id"] for each in found["features"]} == {pin.word for pin in shown}
    assert "Hemmelig" not in json.dumps(found) and hidden.word not in json.dumps(found)


@attack("A23")
def test_a_deep_page_is_asked_as_the_first(client, make_pin):
    for n in range(30):
        make_pin(title=f"Nr. {n}")
    asked, address = [], f"{ITEMS}?limit=3"
    while address:
        with CaptureQueriesContext(connection) as found:
            page = client.get(address).json()
        asked.append(len(found))
        assert not [each for each in found if "OFFSET" in each["sql"] and "OFFSET 0" not in each["sql"]]
        address = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
    assert len(asked) == 10 and len(set(asked[:-1])) == 1


@attack("A23")
@pytest.mark.parametrize("after", ["x", "' OR 1=1", "\ud800", "z" * 5000])
def test_a_page_of_the_list_after_nothing_is_the_first(client, make_pin, after):
    make_pin()
    assert "Flere bænke" in client.get("/?after=" + quote(after.encode("utf-8", "surrogatepass"))).content.decode()


TIMES = [
    ("9999-12-31T24:00:00Z", 400),
    ("0000-01-01T00:00:00Z", 400),
    ("0000-01-01", 400),
    ("../2026", 400),
    ("2026-01-01T00:00:60Z", 400),
    ("2026-01-01T00:00:00+99:00", 400),
    ("9999-12-31T23:59:59-23:59", 400),
    ("2027-03-28T02:30:00", 400),
    ("2027-03-28T02:30:00+01:00", 200),
    ("2026-10-25T02:30:00+02:00", 200),
    ("2026-10-25T02:30:00+01:00", 200),
    ("2026-10-25", 200),
]


@attack("A24")
@pytest.mark.parametrize(("said", "status"), TIMES)
def test_a_time_is_refused_or_means_one_moment(client, make_pin, said, status):
    make_pin()
    assert client.get(ITEMS, {"datetime": said}).status_code == status


@attack("A24")
@pytest.mark.parametrize(
    "day", ["0001-01-01", "9999-12-31", "2026-02-30", "0000-00-00", "1", "2027-03-28", "-2026-01-01"]
)
def test_a_day_on_a_page_is_one_or_none(client, make_pin, make_event, day):
    make_pin(), make_event()
    for address in ("/?from={0}&to={0}", "/naale.atom?from={0}", "/fliser/12/2163/1273.json?to={0}&from={0}"):
        assert client.get(address.format(day)).status_code == 200
    for word, said in (("dag", day), ("uge", f"{day[:4]}-W53"), ("maaned", day[:7])):
        assert client.get("/arrangementer/", {word: said}).status_code == 200
    assert client.get("/open311/v2/requests.json", {"start_date": day, "end_date": day}).status_code in (200, 400)
