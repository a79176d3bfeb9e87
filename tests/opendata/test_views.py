"""OGC API Features as a client meets it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.gis.geos import LineString, Point, Polygon
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pyproj import Transformer

from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from kortet.places.models import AreaLayer
from tests.conftest import EAST, NORTH, spot

pytestmark = pytest.mark.usefixtures("neighbourhoods")
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0"
ITEMS = "/ogc/collections/naale/items"


def test_a_feature_tells_what_the_page_of_the_pin_tells(ask, make_pin, green):
    at = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
    pin = make_pin(
        title="Bænk æøå 🌳", text='To "linjer"\nog en \\', theme=green, created=at, status="planned", author_name="Ida"
    )
    [feature] = ask("naale")["features"]
    assert feature == {
        "type": "Feature",
        "id": pin.word,
        "geometry": {"type": "Point", "coordinates": [10.134063, 56.1243604]},
        "properties": {
            "nummer": pin.number,
            "link": f"http://testserver/naal/{pin.word}/",
            "slags": "forslag",
            "overskrift": "Bænk æøå 🌳",
            "tekst": 'To "linjer"\nog en \\',
            "emne": "Grønne områder",
            "emne_kode": "green",
            "status": "planlagt",
            "sat": "2026-03-04T18:00:00+00:00",
            "status_siden": None,
            "besvaret": None,
            "stoetter": 0,
            "kommentarer": 0,
            "sted": "",
            "praecision": "præcis",
            "sprog": "da",
            "bydel_kode": "01",
            "bydel": "Vest",
        },
    }


def test_only_what_is_public_is_told(client, ask, make_pin, make_event, make_partner):
    shown, hidden = make_pin(), make_pin(moderation="waiting")
    make_event(moderation="waiting")
    make_event(status="draft")
    make_partner(name="Venter", state="asked")
    make_partner(name="Bor hjemme", shows_premises=False)
    assert [each["id"] for each in ask("naale")["features"]] == [shown.word]
    assert client.get(f"{ITEMS}/{shown.word}").status_code == 200
    assert client.get(f"{ITEMS}/{hidden.word}").status_code == 404
    assert ask("arrangementer")["features"] == []
    [partner] = ask("foreninger")["features"]
    assert (partner["id"], partner["geometry"]) == ("bor-hjemme", None)


@pytest.mark.attack("A22")
def test_hidden_pins_are_in_no_count(ask, make_pin):
    make_pin()
    make_pin(moderation="waiting")
    make_pin(kind="problem", moderation="hidden", hidden_reason="x")
    for question in ({}, {"slags": "forslag"}, {"filter": "slags='forslag'"}, {"bbox": "9,55,11,57"}):
        assert ask("naale", **question)["numberMatched"] == 1


def test_the_towns_do_not_see_each_other(client, fjordby, make_pin):
    fjordby.host = "testserver"
    fjordby.save()
    other = Municipality.objects.create(code="nabo", name="Nabo Kommune", host="nabo.localhost")
    AreaLayer.objects.create(municipality=other, code="sogne", name="Sogne")
    pin = make_pin()
    host = {"host": "nabo.localhost"}
    assert client.get(ITEMS, headers=host).json()["features"] == []
    assert client.get(ITEMS, headers=host).json()["numberMatched"] == 0
    assert client.get(f"{ITEMS}/{pin.word}", headers=host).status_code == 404
    ids = [each["id"] for each in client.get("/ogc/collections", headers=host).json()["collections"]]
    assert "omraader-sogne" in ids and "omraader-bydele" not in ids


def test_a_shape_is_told_where_its_anchor_is(ask, make_pin):
    line = LineString((EAST, NORTH), (EAST + 100, NORTH), srid=25832)
    area = Polygon(((EAST, NORTH), (EAST, NORTH + 10), (EAST + 10, NORTH + 10), (EAST, NORTH)), srid=25832)
    drawn, filled, moved = make_pin(shape=line), make_pin(shape=area), make_pin(shape=line)
    Pin.objects.filter(pk=moved.pk).update(public_point=spot(0, 0), is_rough=True, precision="area")
    utm = {"crs": f"{EPSG}/25832"}
    [feature] = ask("naale-linjer", **utm)["features"]
    assert (feature["id"], feature["geometry"]["coordinates"]) == (drawn.word, [[EAST, NORTH], [EAST + 100, NORTH]])
    [feature] = ask("naale-flader", **utm)["features"]
    turned = [[[EAST, NORTH], [EAST + 10, NORTH + 10], [EAST, NORTH + 10], [EAST, NORTH]]]
    assert (feature["id"], feature["geometry"]["coordinates"]) == (filled.word, turned)  # the right-hand rule
    assert len(ask("naale")["features"]) == 3


def test_each_date_of_an_event_that_is_not_over(client, ask, make_event, fjordby):
    event = make_event(rule="FREQ=WEEKLY;COUNT=3")
    over = make_event(title="Forbi", day=timezone.localdate() - timedelta(days=3))
    make_event(title="Overalt", precision="whole")
    found = ask("arrangementer")["features"]
    assert [each["properties"]["overskrift"] for each in found] == [
        "Fællesspisning",
        "Overalt",
        *["Fællesspisning"] * 2,
    ]
    assert [each["geometry"] is None for each in found] == [False, True, False, False]
    assert found[0]["id"] == f"{event.word}.{event.occurrences.order_by('starts')[0].wall}"
    one = client.get(f"/ogc/collections/arrangementer/items/{found[0]['id']}").json()
    assert one["properties"] == found[0]["properties"]
    gone = f"{over.word}.{over.occurrences.get().wall}"
    assert client.get(f"/ogc/collections/arrangementer/items/{gone}").status_code == 404
    day = found[2]["properties"]["begynder"][:10]
    assert [each["id"] for each in ask("arrangementer", datetime=day)["features"]] == [found[2]["id"]]


@pytest.mark.parametrize(
    ("crs", "axes"), [(CRS84, (0, 1)), (f"{EPSG}/4326", (1, 0)), (f"{EPSG}/25832", (0, 1)), (f"{EPSG}/3857", (0, 1))]
)
def test_every_crs_in_its_own_order_of_axes(client, make_pin, crs, axes):
    """Beside PROJ itself (pyproj), asked for x before y."""
    pin = make_pin()
    target = "OGC:CRS84" if crs == CRS84 else crs.replace(f"{EPSG}/", "EPSG:")
    xy = Transformer.from_crs("EPSG:25832", target, always_xy=True).transform(EAST + 500, NORTH + 500)
    place = [xy[axis] for axis in axes]
    for address in (ITEMS, f"{ITEMS}/{pin.word}"):
        response = client.get(address, {"crs": crs})
        feature = response.json() if address != ITEMS else response.json()["features"][0]
        assert feature["geometry"]["coordinates"] == pytest.approx(place, abs=0.002 if place[0] > 180 else 1e-7)
        assert response.headers["Content-Crs"] == f"<{crs}>"


@pytest.mark.attack("A13")
def test_a_box_in_every_crs(titles, make_pin):
    make_pin(title="inde")
    make_pin(title="ude", point=spot(2500, 500))
    assert titles(bbox="10.13,56.12,10.14,56.13") == ["inde"]
    assert titles(bbox="10.13,56.12,-5,10.14,56.13,99") == ["inde"]
    assert titles(**{"bbox": "56.12,10.13,56.13,10.14", "bbox-crs": f"{EPSG}/4326"}) == ["inde"]
    assert titles(**{"bbox": "570000,6220000,571000,6221000", "bbox-crs": f"{EPSG}/25832"}) == ["inde"]
    assert titles(**{"bbox": "1128000,7583100,1128200,7583300", "bbox-crs": f"{EPSG}/3857"}) == ["inde"]
    assert titles(bbox="-180,-90,180,90") == ["inde", "ude"]
    assert titles(bbox="177,65,-177,70") == []
    assert titles(bbox="5,50,-170,60") == ["inde", "ude"]  # over the line where the day changes
    assert titles(**{"bbox": "570500,6220500,570500,6220500", "bbox-crs": f"{EPSG}/25832"}) == ["inde"]


def test_what_has_no_place_is_in_every_box(ask, make_partner):
    make_partner(name="Her")
    make_partner(name="Overalt", precision="whole")
    names = [each["properties"]["navn"] for each in ask("foreninger", bbox="0,50,1,51")["features"]]
    assert names == ["Overalt"]


def test_times(titles, make_pin):
    for day in (1, 2, 3):
        make_pin(title=f"den {day}.", created=datetime(2026, 3, day, 12, tzinfo=UTC))
    make_pin(title="lige før midnat", created=datetime(2026, 3, 3, 22, 59, tzinfo=UTC))
    assert titles(datetime="2026-03-02T12:00:00Z") == ["den 2."]
    assert titles(datetime="2026-03-02T13:00:00%2B01:00".replace("%2B", "+")) == ["den 2."]
    assert titles(datetime="2026-03-03") == ["den 3.", "lige før midnat"]
    assert titles(datetime="../2026-03-02T12:00:00Z") == titles(datetime="/2026-03-02") == ["den 1.", "den 2."]
    assert titles(datetime="2026-03-03T00:00:00Z/..") == titles(datetime="2026-03-03/") == ["den 3.", "lige før midnat"]
    assert len(titles(datetime="../..")) == 4


def test_every_property_is_a_question_too(titles, ask, make_pin, green):
    make_pin(title="a", theme=green, kind="problem")
    make_pin(title="b", support_count=3)
    assert titles(slags="problem") == titles(emne_kode="green") == titles(emne="Grønne områder") == ["a"]
    assert titles(stoetter="3") == titles(overskrift="b") == titles(slags="forslag") == ["b"]
    assert titles(slags="proposal") == titles(overskrift="A") == titles(overskrift="' OR 1=1 --") == []
    assert ask("naale", slags="proposal")["numberMatched"] == 0
    assert ask("omraader-bydele", indbyggere="2000")["features"][0]["id"] == "02"


def test_english_speaks_english(client, make_pin):
    make_pin()
    found = client.get("/en" + ITEMS, {"slags": "proposal"}).json()
    assert found["features"][0]["properties"]["slags"] == "proposal"
    assert client.get("/en/ogc/").json()["title"] == "Open data from Fjordby Kommune"
    assert client.get("/en" + ITEMS, {"x": "1"}).json()["detail"].startswith("“x” is not known here.")


def test_pages_follow_one_another_and_tell_every_row_once(client, make_pin):
    at = datetime(2026, 3, 4, tzinfo=UTC)
    words = [make_pin(created=at + timedelta(days=number // 3)).word for number in range(7)]
    address, found, pages = f"{ITEMS}?limit=3&slags=forslag", [], 0
    while address:
        page = client.get(address).json()
        assert (page["numberMatched"], page["numberReturned"]) == (7, len(page["features"]))
        found += [each["id"] for each in page["features"]]
        address = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
        pages += 1
    assert (found, pages) == (list(reversed(words)), 3)


def test_a_pin_that_comes_meanwhile_moves_nothing(client, make_pin):
    words = [make_pin().word for _ in range(4)]
    page = client.get(f"{ITEMS}?limit=2").json()
    make_pin()
    following = next(link["href"] for link in page["links"] if link["rel"] == "next")
    assert [each["id"] for each in client.get(following).json()["features"]] == [words[1], words[0]]


@pytest.mark.parametrize("collection", ["foreninger", "omraader-bydele", "arrangementer"])
def test_the_others_have_pages_too(client, make_partner, make_event, collection):
    for name in ("Å", "æ", "Zebra", "a", "Ø's"):
        make_partner(name=name)
        make_event(title=name)
    address, found = f"/ogc/collections/{collection}/items?limit=2", []
    whole = [each["id"] for each in client.get(f"/ogc/collections/{collection}/items").json()["features"]]
    while address:
        page = client.get(address).json()
        found += [each["id"] for each in page["features"]]
        address = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
    assert found == whole and len(found) >= 3


@pytest.mark.parametrize("collection", ["naale", "foreninger", "arrangementer", "omraader-bydele"])
def test_the_number_of_questions_does_not_grow(client, make_pin, make_partner, make_event, green, collection):
    asked = []
    for number in (1, 2, 3):
        make_pin(theme=green)
        make_partner(name=f"Forening {number}")
        make_event()
        with CaptureQueriesContext(connection) as found:
            client.get(f"/ogc/collections/{collection}/items", {"limit": "50"})
        asked.append(len(found))
    assert asked[0] == asked[2]


def test_a_page_is_kept_by_the_version(client, fjordby, make_pin):
    make_pin()
    first = client.get(ITEMS)
    assert first.headers["Cache-Control"] == "public, max-age=30, s-maxage=10"
    assert "Accept" in first.headers["Vary"]
    again = client.get(ITEMS, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Municipality.objects.filter(pk=fjordby.pk).raise_version()
    assert client.get(ITEMS, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert not client.get(ITEMS).cookies


def test_pages_of_other_sites_may_read(client):
    for method in (client.get, client.head):
        assert method(ITEMS).headers["Access-Control-Allow-Origin"] == "*"
    before = client.options(ITEMS, headers={"Origin": "https://andre.example", "Access-Control-Request-Method": "GET"})
    assert (before.status_code, before.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    written = client.post(ITEMS, {"filter": "x"})
    assert (written.status_code, written.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert client.get("/ogc/collections/x").headers["Access-Control-Allow-Origin"] == "*"


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    "address",
    [
        "/ogc",
        "/ogc/",
        "/ogc/api",
        "/ogc/conformance",
        "/ogc/collections",
        "/ogc/collections/naale",
        "/ogc/collections/naale/queryables",
        "/ogc/collections/naale/schema",
        ITEMS,
        "/ogc/collections/foreninger/items/roklubben",
        "/ogc/collections/omraader-bydele/items/01",
        "/ogc/tiles",
        "/ogc/tiles/WebMercatorQuad",
        "/ogc/tileMatrixSets",
        "/ogc/tileMatrixSets/WebMercatorQuad",
        "/ogc/collections/naale/tiles",
        "/ogc/collections/naale/tiles/WebMercatorQuad",
    ],
)
def test_a_browser_gets_a_page_and_a_program_gets_json(client, rowing_club, make_pin, address):
    make_pin(title="<script>alert(1)</script>")
    assert "json" in client.get(address).headers["Content-Type"]
    assert "json" in client.get(address, headers={"accept": "*/*"}).headers["Content-Type"]
    assert "json" in client.get(address, {"f": "json"}, headers={"accept": BROWSER}).headers["Content-Type"]
    for response in (client.get(address, headers={"accept": BROWSER}), client.get(address, {"f": "html"})):
        assert response.status_code == 200 and "html" in response.headers["Content-Type"]
        assert "<h1>" in response.content.decode() and "<script>alert" not in response.content.decode()
    assert client.get("/en" + address, {"f": "html"}).status_code == 200
    assert client.get(address, {"f": "xml"}).status_code == 400


def test_links_lead_where_they_say(client, make_pin):
    make_pin()
    seen, waiting = set(), ["http://testserver/ogc/"]
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        assert response.status_code == 200, address
        if "json" not in response.headers["Content-Type"]:
            continue
        for link in every_link(response.json()):
            assert link["type"] and link["rel"]
            if not link.get("templated") and link["href"].startswith("http://testserver/") and link["href"] not in seen:
                seen.add(link["href"])
                waiting.append(link["href"])
    assert len(seen) > 50


def every_link(said):
    if isinstance(said, dict):
        for name, value in said.items():
            yield from value if name == "links" and isinstance(value, list) else every_link(value)
    elif isinstance(said, list):
        for value in said:
            yield from every_link(value)


def test_the_collection_is_told_alike_in_the_list_and_alone(client):
    for each in client.get("/ogc/collections").json()["collections"]:
        assert client.get(f"/ogc/collections/{each['id']}").json() == each
        assert each["crs"][0] == CRS84 and each["storageCrs"] in each["crs"]
        assert {link["type"] for link in each["links"] if link["rel"] == "items"} == {
            "application/geo+json",
            "text/html",
        }


def test_a_schema_names_what_features_tell(client, ask, make_pin, rowing_club, make_event):
    make_pin()
    make_event()
    for collection in ("naale", "arrangementer", "foreninger", "omraader-bydele"):
        told = set(ask(collection)["features"][0]["properties"])
        asked = client.get(f"/ogc/collections/{collection}/queryables").json()
        assert asked["additionalProperties"] is False
        assert set(asked["properties"]) == told | {"geometry"}
        roles = client.get(f"/ogc/collections/{collection}/schema").json()["properties"]
        assert {name for name, each in roles.items() if each.get("x-ogc-role") == "id"} == {"id"}
    assert roles["geometry"] == {"title": "stedet", "format": "geometry-multipolygon", "x-ogc-role": "primary-geometry"}


def test_what_cannot_be_counted_soon_is_not_counted(ask, make_pin, monkeypatch):
    monkeypatch.setattr("kortet.opendata.queries.MOST_COUNTED", 2)
    for _ in range(3):
        make_pin()
    assert "numberMatched" not in ask("naale", filter="slags='forslag'")
    assert ask("naale", slags="forslag")["numberMatched"] == 3  # the counters know


def test_the_form_of_the_page_asks_without_javascript(client, make_pin):
    make_pin(title="Ét")
    make_pin(title="To")
    page = client.get(ITEMS, {"f": "html", "filter": "overskrift = 'To'", "limit": "5"}).content.decode()
    assert "To" in page and "Ét" not in page and "overskrift = &#x27;To&#x27;" in page
    wrong = client.get(ITEMS, {"f": "html", "filter": "overskrift = "})
    assert wrong.status_code == 400 and "kan ikke læses" in wrong.content.decode()


def test_a_point_as_json_is_exact(ask, make_pin):
    make_pin(point=Point(570000.123, 6220000.456, srid=25832))
    [feature] = ask("naale", crs=f"{EPSG}/25832")["features"]
    assert json.dumps(feature["geometry"]["coordinates"]) == "[570000.123, 6220000.456]"
