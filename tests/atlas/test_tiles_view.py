"""What a map gets when it asks for tiles."""

from datetime import UTC, datetime

import pytest
from django.contrib.gis.geos import LineString
from django.db import connection

from kortet.atlas.models import TileCell
from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from tests.atlas.squares import assert_exact, tile_of
from tests.conftest import EAST, NORTH, spot

HERE = (10.1275, 56.1199)  # degrees of the lower left corner of the squares, about


def address(z, query=""):
    return "/fliser/{}/{}/{}.json".format(*tile_of(10.13395, 56.1244, z)) + query


@pytest.fixture
def scattered(make_pin, green, neighbourhoods):
    """Twelve public pins of all sorts, and two that nobody may see."""
    statuses = Pin.Status.values
    pins = [
        make_pin(
            point=spot(37 + 211 * number, 41 + 97 * (number % 7)),
            kind="problem" if number % 3 else "proposal",
            status=statuses[number % 5],
            theme=green if number % 2 else None,
            title="Flere bænke" if number % 4 else "Ny cykelsti",
            created=datetime(2026, 1 + number % 6, 10, 12, tzinfo=UTC),
        )
        for number in range(12)
    ]
    make_pin(title="Venter", moderation="waiting")
    make_pin(title="Skjult", moderation="hidden", hidden_reason="navn")
    return pins


BAD = [
    "/fliser/23/0/0.json",
    "/fliser/99/0/0.json",
    "/fliser/8/256/0.json",
    "/fliser/8/0/256.json",
    "/fliser/22/4194304/0.json",
    "/fliser/-1/0/0.json",
    "/fliser/1.5/0/0.json",
    "/fliser/8/1e1/0.json",
    "/fliser/٨/0/0.json",
    "/fliser/8/1/1.json%0A",
    "/fliser/8/1/1.json/",
    "/fliser/8/1180591620717411303424/1.json",
    "/fliser/8/1/.json",
    "/fliser/8/%2e%2e/1.json",
]


@pytest.mark.parametrize("path", BAD)
@pytest.mark.attack("A15")
def test_a_tile_off_the_map_is_not_found_without_asking_for_tiles(
    client, fjordby, path, django_assert_max_num_queries, settings
):
    with django_assert_max_num_queries(1) as asked:
        assert client.get(path).status_code == 404
    assert not [query for query in asked.captured_queries if "atlas_" in query["sql"] or "pins_" in query["sql"]]


def test_only_reading_is_answered(client, fjordby):
    assert client.post("/fliser/8/1/1.json").status_code == 405


def test_nothing_is_told_as_nothing(client, fjordby):
    assert [client.get(address(z)).content for z in (0, 8, 14, 15, 22)] == [b"{}"] * 5


def test_one_pin_alone_is_told_with_its_word_at_every_zoom(client, make_pin):
    pin = make_pin(title='Bænk "Åen" </script>\n')
    for z in range(23):
        point = pin.public_point.transform(4326, clone=True)
        path = "/fliser/{}/{}/{}.json".format(*tile_of(point.x, point.y, z))
        lon, lat = round(point.x, 6), round(point.y, 6)
        assert client.get(path).json() == {"p": [[pin.word, "proposal", "new", lon, lat, 'Bænk "Åen" </script>\n']]}


def test_pins_close_together_are_one_group_at_their_mean(client, make_pin):
    pins = [make_pin(point=spot(500 + metres, 500), kind=kind) for metres, kind in [(0, "proposal"), (6, "problem")]]
    places = [pin.public_point.transform(4326, clone=True) for pin in pins]
    ((lon, lat, *counts),) = client.get(address(10)).json()["c"]
    assert counts == [2, 1, 1]
    assert (lon, lat) == pytest.approx((sum(p.x for p in places) / 2, sum(p.y for p in places) / 2), abs=2e-6)


def test_every_zoom_tells_every_public_pin_once(client, scattered):
    assert_exact(client, scattered)
    TileCell.objects.fold()
    assert_exact(client, scattered)


FILTERS = [
    ("kind=problem", {"kind": "problem"}),
    ("status=planned", {"status": "planned"}),
    ("kind=proposal&status=new", {"kind": "proposal", "status": "new"}),
    ("theme=green", {"theme__code": "green"}),
    ("area=02", {"neighbourhood__code": "02"}),
    ("from=2026-02-10&to=2026-03-10", {"created__month__in": [2, 3]}),
    ("q=cykelsti", {"title": "Ny cykelsti"}),
    ("theme=green&kind=problem&area=01", {"theme__code": "green", "kind": "problem", "neighbourhood__code": "01"}),
    ("kind=nonsense&v=1&x=%25s", {}),
]


@pytest.mark.parametrize(("query", "facts"), FILTERS)
def test_filtered_tiles_tell_what_the_filter_asks_for(client, scattered, query, facts):
    pins = Pin.objects.public().filter(**facts)
    assert 0 < len(pins) <= 12
    assert_exact(client, pins, zooms=(0, 11, 14, 16), query=f"?{query}")
    TileCell.objects.fold()
    assert_exact(client, pins, zooms=(5, 13), query=f"?{query}")


def test_a_tile_costs_two_questions_with_one_pin_and_with_three(client, make_pin, django_assert_num_queries):
    for z in (0, 13, 16):  # a connection is told once what it keeps: without lines, with them, pin by pin
        client.get(address(z))
    for pins in (1, 2):
        for number in range(pins):
            make_pin(point=spot(500 + 300 * number))
        for z in (0, 10, 13, 16):
            with django_assert_num_queries(2):
                client.get(address(z))


def test_a_pin_of_another_municipality_is_not_told(client, make_pin, fjordby):
    Municipality.objects.filter(pk=fjordby.pk).update(host="fjordby.localhost")
    other = Municipality.objects.create(code="anden", name="Anden", host="anden.localhost")
    mine, theirs = make_pin(), make_pin(municipality=other)
    seen = {
        host: {pin[0] for z in (0, 10, 14, 16) for pin in client.get(address(z), headers={"host": host}).json()["p"]}
        for host in ("fjordby.localhost", "anden.localhost")
    }
    assert seen == {"fjordby.localhost": {mine.word}, "anden.localhost": {theirs.word}}


def test_a_hidden_pin_is_not_told_even_by_a_counter_that_is_wrong(client, make_pin):
    pin = make_pin(title="Hemmelig")
    TileCell.objects.fold()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE pins_pin DISABLE TRIGGER kortet_pin_changed")
        cursor.execute("UPDATE pins_pin SET moderation = 'waiting'")
        cursor.execute("ALTER TABLE pins_pin ENABLE TRIGGER kortet_pin_changed")
    answers = b"".join(client.get(address(z)).content for z in range(23))
    assert pin.word.encode() not in answers
    assert b"Hemmelig" not in answers


@pytest.mark.attack("A16")
def test_too_many_pins_are_grouped_and_none_is_dropped(client, fjordby):
    pins = [
        Pin(municipality=fjordby, kind="problem", title="Hul", moderation="shown", point=place, public_point=place)
        for place in [spot(500 + number % 40, 500 + number // 40) for number in range(1501)]
    ]
    for number, pin in enumerate(pins):
        pin.number = f"2026-{number:05}"
    Pin.objects.bulk_create(pins)
    tiles = [client.get(address(z)).json() for z in (14, 15)]
    assert [(set(tile), sum(group[2] for group in tile["c"])) for tile in tiles] == [({"c"}, 1501)] * 2
    assert sum(group[2] for group in client.get(address(15, "?q=hul")).json()["c"]) == 1501
    Pin.objects.filter(number="2026-00000").delete()
    assert len(client.get(address(15)).json()["p"]) == 1500


def test_lines_are_told_from_zoom_12_in_every_tile_that_they_reach(client, make_pin):
    line = LineString((EAST, NORTH + 500), (EAST + 500, NORTH + 500.01), (EAST + 4000, NORTH + 500), srid=25832)
    pin = make_pin(shape=line)
    make_pin(shape=line, moderation="waiting")
    assert "s" not in client.get(address(11)).json()
    ends = [end.transform(4326, clone=True) for end in (spot(0), spot(4000))]
    for end in ends:
        ((word, kind, status, title, shape),) = client.get(
            "/fliser/{}/{}/{}.json".format(*tile_of(end.x, end.y, 14))
        ).json()["s"]
        assert (word, kind, status, title, shape["type"]) == (pin.word, "proposal", "new", "Flere bænke", "LineString")
        assert shape["coordinates"] == [[round(end.x, 6), round(end.y, 6)] for end in ends]
    assert "s" not in client.get(address(14, "?kind=problem")).json()


def test_a_shape_is_not_told_where_its_place_is_blurred(client, make_pin):
    make_pin(shape=LineString((EAST, NORTH), (EAST + 900, NORTH + 900), srid=25832))
    Pin.objects.update(public_point=spot(600, 600), is_rough=True, precision="area")
    assert set(client.get(address(14)).json()) == {"p"}


@pytest.mark.attack("A16")
def test_shapes_beyond_the_cap_are_told_as_a_number(client, make_pin):
    zigzag = [(EAST + 300 + step / 10, NORTH + 300 + 50 * (step % 2)) for step in range(4000)]
    for _ in range(4):
        make_pin(shape=LineString(*zigzag, srid=25832))
    here = spot(400, 320).transform(4326, clone=True)
    answer = client.get("/fliser/{}/{}/{}.json".format(*tile_of(here.x, here.y, 17))).json()
    assert (len(answer["s"]), answer["more"]) == (3, 1)


def test_tiles_are_cached_by_content_version(client, make_pin, fjordby):
    make_pin()
    TileCell.objects.fold()
    fjordby.refresh_from_db()
    version = fjordby.content_version
    answer = client.get(address(10))
    assert answer["Cache-Control"] == "public, max-age=30, s-maxage=10"
    assert (answer["Content-Type"], "Set-Cookie" in answer, "Vary" in answer) == ("application/json", False, False)
    assert client.get(address(10, f"?v={version}"))["Cache-Control"] == "public, max-age=86400, s-maxage=10"
    assert client.get(address(10, f"?v={version - 1}"))["Cache-Control"] == "public, max-age=30, s-maxage=10"
    again = client.get(address(10), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    make_pin()
    TileCell.objects.fold()
    assert client.get(address(10), headers={"if-none-match": answer["ETag"]}).status_code == 200


def test_a_signed_in_visitor_gets_the_same_bytes_without_a_cookie(client, make_pin, mads):
    make_pin()
    make_pin(moderation="waiting", author=mads)
    bare = client.get(address(10))
    client.force_login(mads)
    signed = client.get(address(10))
    assert (signed.content, dict(signed.headers)) == (bare.content, dict(bare.headers))
