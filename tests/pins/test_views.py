import re

import pytest

from kortet.journal.models import Entry
from kortet.pins.models import Pin
from kortet.places.models import NamedPlace
from tests.conftest import EAST, NORTH, spot

pytestmark = pytest.mark.usefixtures("neighbourhoods")


def degrees(*metres):
    """Corners as [lng, lat] from metres east and north of the squares' corner."""
    points = [spot(east, north).transform(4326, clone=True) for east, north in metres]
    return ", ".join(f"[{p.x:.6f}, {p.y:.6f}]" for p in points)


def test_a_pin_is_dropped_and_waits(client, told, neighbourhoods):
    response = client.post("/naale/ny/", told, follow=True)
    pin = Pin.objects.get()
    facts = (pin.title, pin.moderation, pin.neighbourhood, pin.theme.code, pin.precision, pin.language, pin.author)
    assert facts == ("Flere bænke ved søen", "waiting", neighbourhoods[0], "green", "point", "da", None)
    assert pin.text == "Der er langt mellem bænkene.\nMin mor kan ikke gå så langt."
    assert (round(pin.point.x), round(pin.point.y)) == (EAST + 500, NORTH + 500)
    assert pin.number in response.content.decode()
    assert [entry.verb for entry in Entry.objects.about(pin)] == ["dropped"]


def test_dropping_a_pin_asks_the_database_a_fixed_number_of_times(client, told, django_assert_num_queries):
    before = ["municipality", "theme", "outline", "whether this form was stored", "budgets", "budgets"]
    inside = ["savepoint", "place in words and neighbourhood", "number", "pin", "journal", "job", "end of savepoint"]
    with django_assert_num_queries(len(before + inside)):
        assert client.post("/naale/ny/", told | {"key": "k" * 22}).status_code == 302


def test_english_pages_make_english_pins(client, told):
    client.post("/en/naale/ny/", told)
    assert Pin.objects.get().language == "en"


def test_a_line_is_anchored_halfway(client, told):
    shape = f'{{"type": "LineString", "coordinates": [{degrees((100, 100), (300, 100))}]}}'
    client.post("/naale/ny/", told | {"shape": shape})
    pin = Pin.objects.get()
    assert (pin.shape.geom_type, round(pin.point.x - EAST), round(pin.point.y - NORTH)) == ("LineString", 200, 100)


def test_an_area_by_name_is_precise_to_the_area(client, told, neighbourhoods):
    client.post("/naale/ny/", told | {"lng": "", "lat": "", "area": "02"})
    pin = Pin.objects.get()
    assert (pin.neighbourhood, pin.precision) == (neighbourhoods[1], "area")


def test_an_address_is_enough(client, told, fjordby):
    NamedPlace.objects.create(
        municipality=fjordby, kind="address", text="Havnegade 12", street="Havnegade", number="12", point=spot(1500),
        source="t", source_id="1",
    )  # fmt: skip
    client.post("/naale/ny/", told | {"lng": "", "lat": "", "address": "havnegade 12"})
    pin = Pin.objects.get()
    assert (round(pin.point.x - EAST), pin.precision, pin.place_text) == (1500, "point", "Ved Havnegade 12, Midt")


def test_looking_a_place_up_stores_nothing_and_complains_of_nothing_else(client, told, make_pin):
    near = make_pin(title="Den er her allerede")
    response = client.post("/naale/ny/", {"lng": told["lng"], "lat": told["lat"], "title": "Nå", "find": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert near.title in page and 'value="Nå"' in page and 'class="error"' not in page
    assert Pin.objects.count() == 1


WRONG_PLACES = [
    {"lng": "NaN"}, {"lng": "Infinity"}, {"lng": "1e400"}, {"lng": "1000", "lat": "9999"}, {"lng": "0", "lat": "0"},
    {"lat": "90"}, {"lng": "570000", "lat": "6220000"}, {"lng": "1e-320"},
    {"lng": "-0.0"}, {"lng": "١٠"}, {"lng": "1_0"},
    {"lng": "", "lat": ""}, {"lng": "10", "lat": ""}, {"lng": "10; DROP TABLE pins_pin"},
    {"shape": "{"}, {"shape": "null"}, {"shape": '{"type": "Point", "coordinates": [10, 56]}'},
    {"shape": '{"type": "LineString", "coordinates": [[10, 56]]}'},
    {"shape": '{"type": "LineString", "coordinates": [[NaN, 56], [10, 56]]}'},
    {"shape": '{"type": "LineString", "coordinates": [[1e999, 56], [10, 56]]}'},
    {"shape": '{"type": "LineString", "coordinates": [["10", "56"], ["10.1", "56"]]}'},
    {"shape": '{"type": "LineString", "coordinates": [[10, 56, 1], [10.1, 56, 1]]}'},
    {"shape": '{"type": "LineString", "type": "Polygon", "coordinates": [[10, 56], [10.1, 56]]}'},
    {"shape": '{"type": "Polygon", "coordinates": [[[10, 56], [10.1, 56], [10, 56]]]}'},
    {"shape": '{"type": "Polygon", "coordinates": [[[10, 56], [10.1, 56.1], [10.1, 56], [10, 56.1], [10, 56]]]}'},
    {"shape": '{"type": "GeometryCollection", "geometries": []}'},
    {"shape": '{"type": "LineString", "coordinates": [], "crs": {"type": "link", "properties": {"href": "http://127.0.0.1/"}}}'},
    {"shape": "[" * 100_000},
    {"shape": '{"type": "LineString", "coordinates": [' + ",".join("[10.1, 56.1]" for _ in range(3000)) + "]}"},
    {"shape": "GEOMETRYCOLLECTION(" * 10_000},
    {"shape": '{"driver": "VRT", "name": "/vsicurl/http://127.0.0.1/"}'},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG_PLACES, ids=lambda wrong: str(wrong)[:60])
@pytest.mark.attack("A06", "A10")
def test_a_wrong_place_is_told_and_nothing_is_lost(client, told, wrong):
    response = client.post("/naale/ny/", told | wrong)
    page = response.content.decode()
    assert (response.status_code, Pin.objects.count()) == (422, 0)
    assert 'class="error"' in page and 'value="Flere bænke ved søen"' in page


WRONG_WORDS = [
    ({"title": ""}, "title"), ({"title": "  "}, "title"),
    ({"title": "x" * 121}, "title"), ({"text": "y" * 5001}, "text"),
    ({"text": "Min mors nummer er 010190-1234"}, "text"), ({"title": "0101901234"}, "title"),
    ({"author_name": "Ida 31 12 85 - 4321"}, "author_name"), ({"title": "Bænk\x07"}, "title"),
    ({"kind": "rumour"}, "kind"),
    ({"kind": ""}, "kind"), ({"theme": "other"}, "theme"), ({"area": "'"}, "area"), ({"text": "a\x00b"}, "text"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "field"), WRONG_WORDS, ids=str)
def test_wrong_words_are_told_beside_the_field(client, told, wrong, field):
    response = client.post("/naale/ny/", told | wrong)
    assert (response.status_code, Pin.objects.count()) == (422, 0)
    anchor = "pin-kind_0" if field == "kind" else f"pin-{field}"
    assert f'href="#{anchor}"' in response.content.decode()


@pytest.mark.parametrize(
    "fine", ["Ring på 86123456", "Sag 2026-00417", "CVR 12345678", "990099-1234", "Bus 1A kl. 08.15"]
)
def test_numbers_that_are_no_personal_numbers_are_let_through(client, told, fine):
    client.post("/naale/ny/", told | {"text": fine, "on_purpose": "on"})
    assert Pin.objects.get().text == fine


@pytest.mark.attack("F07")
def test_what_a_browser_adds_is_ignored(client, told):
    extra = {
        "moderation": "shown",
        "status": "done",
        "municipality": "1",
        "support_count": "9",
        "number": "1",
        "author": "1",
    }
    client.post("/naale/ny/", told | extra)
    pin = Pin.objects.get()
    assert (pin.moderation, pin.status, pin.support_count, pin.author) == ("waiting", "new", 0, None)


def test_a_robot_that_fills_the_trap_stores_nothing(client, told):
    assert client.post("/naale/ny/", told | {"website": "http://spam.example"}).status_code == 422
    assert Pin.objects.count() == 0


def test_without_a_token_nothing_is_stored(told):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post("/naale/ny/", told).status_code == 403
    assert Pin.objects.count() == 0


def test_the_receipt_is_for_its_own_token_only(client, told):
    response = client.post("/naale/ny/", told)
    address = response.headers["Location"]
    assert client.get(address).status_code == 200
    token = re.search(r"kvittering/([^/]+)/", address).group(1)
    assert client.get(f"/naale/kvittering/{token[:-2]}xx/").status_code == 404
    assert client.get("/naale/kvittering/1/").status_code == 404


def test_a_receipt_of_another_municipality_is_none(client, told, fjordby):
    from kortet.municipalities.models import Municipality

    address = client.post("/naale/ny/", told).headers["Location"]
    Municipality.objects.create(code="nabo", name="Nabo Kommune", host="nabo.localhost")
    assert client.get(address, headers={"host": "nabo.localhost"}).status_code == 404


def test_a_place_that_was_found_is_said_back_and_shown_on_the_map(client, told, fjordby):
    for number, place in (("12", spot()), ("125", spot(900))):
        facts = {"text": f"Havnegade {number}", "street": "Havnegade", "number": number, "source": "x"}
        NamedPlace.objects.create(municipality=fjordby, kind="address", point=place, source_id=number, **facts)
    page = client.post("/naale/ny/", {"address": "Havnegade 12", "find": "1"}).content.decode()
    assert "Ved Havnegade 12" in page and 'data-place="10.134063,56.124360"' in page
    assert "Hvilket sted mener du?" not in page
    page = client.post("/naale/ny/", {"address": "Havnegade", "find": "1"}).content.decode()
    assert "Hvilket sted mener du?" in page and 'data-place=""' in page
