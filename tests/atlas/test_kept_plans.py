"""The tiles' question without a filter, whose plan each connection keeps: the same answer, by their own indexes."""

import json

import pytest
from django.contrib.gis.geos import LineString
from django.db import connection

from kortet.atlas import queries
from kortet.atlas.models import TileCell
from kortet.pins.models import Pin
from kortet.places.tiles import Tile
from tests.atlas.squares import tile_of
from tests.conftest import EAST, NORTH, spot


@pytest.fixture
def line(make_pin):
    return make_pin(shape=LineString((EAST, NORTH), (EAST + 900, NORTH + 900), srid=25832))


def told(town, z, *, kept):
    tiles = [tile_of(10.1275 + 0.002 * n, 56.1199 + 0.001 * n, z) for n in range(4)]
    return [TileCell.objects.drawn(Tile(*tile), queries.public(town.pk), kept=kept) for tile in tiles]


def test_the_answer_is_the_same_to_the_letter(fjordby, make_pin, line):
    for number in range(12):
        make_pin(point=spot(37 + 211 * number, 41 + 97 * (number % 7)), title='Både "%s" og %(z)s; $1 {pins}')
    answers = {z: told(fjordby, z, kept=True) for z in range(15, 23)}
    assert answers == {z: told(fjordby, z, kept=False) for z in range(15, 23)}
    assert all(any(f'"{member}"' in answer for z in answers for answer in answers[z]) for member in "ps")


def counted(town, z, *, kept):
    """Groups in the order of their places; PostgreSQL gives them in any."""
    answer = json.loads(TileCell.objects.counted(town.pk, Tile(*tile_of(10.1275, 56.1199, z)), kept=kept))
    return answer | {"c": sorted(answer.get("c", [])), "p": sorted(answer.get("p", []))}


@pytest.mark.usefixtures("line")
def test_groups_are_the_same(fjordby, make_pin):
    for number in range(12):
        make_pin(point=spot(37 + 211 * number, 41 + 97 * (number % 7)), kind=("problem", "proposal")[number % 2])
    waiting = [counted(fjordby, z, kept=True) for z in range(8, 15)]
    assert waiting == [counted(fjordby, z, kept=False) for z in range(8, 15)]
    TileCell.objects.fold()
    folded = [counted(fjordby, z, kept=True) for z in range(8, 15)]
    assert folded == waiting and all("s" in answer for answer in folded[-2:])
    Pin.objects.filter(shape=None).first().delete()
    assert [counted(fjordby, z, kept=True) for z in range(8, 15)] != folded


def test_what_is_hidden_is_gone_at_once_and_what_is_new_is_there(fjordby, make_pin, line):
    make_pin(title="Bænk")
    assert any("Bænk" in answer for answer in told(fjordby, 15, kept=True))
    Pin.objects.update(moderation="hidden", hidden_reason="navn")
    assert set(told(fjordby, 15, kept=True)) == {"{}"}
    make_pin(title="Skov")
    assert any("Skov" in answer for answer in told(fjordby, 15, kept=True))


def test_more_pins_than_the_cap_are_grouped(fjordby, make_pin, monkeypatch):
    monkeypatch.setattr(queries, "PIN_CAP", 1)
    tile = Tile(*tile_of(10.13395, 56.1244, 15))
    make_pin()
    assert TileCell.objects.drawn(tile, queries.public(fjordby.pk), kept=True)
    make_pin()
    assert TileCell.objects.drawn(tile, queries.public(fjordby.pk), kept=True) is None


def test_the_plan_that_is_kept_reads_the_tiles_own_indexes(fjordby, line):
    """With rows enough for an index to pay: nothing but the constants of the text lets the partial indexes be used."""
    facts = {"municipality": fjordby, "kind": "problem", "title": "Hul i vejen", "text": "", "moderation": "shown"}
    places = [spot(11 * n % 2900, 7 * n % 900) for n in range(2000)]
    Pin.objects.bulk_create(
        Pin(point=place, public_point=place, word=f"mange{n}", number=f"1999-{n}", shape=line.shape, **facts)
        for n, place in enumerate(places)
    )
    told(fjordby, 16, kept=True)
    plan = plan_of_the_last(6)
    assert "using pin_in_tile" in plan and "using pin_with_shape" in plan, plan
    assert "$2" in plan, "planned for any tile, not for this one"
    counted(fjordby, 13, kept=True)
    plan = plan_of_the_last(12)
    assert "using atlas_tilecell_pkey" in plan and "using pin_with_shape" in plan, plan


def plan_of_the_last(values):
    """As one text; so many values of the question that was kept last change from tile to tile."""
    name = next(reversed(queries.KEPT[connection.connection].values()))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE pins_pin")
        cursor.execute(f"EXPLAIN (COSTS OFF) EXECUTE {name} ({', '.join(['1'] * values)})")
        return "\n".join(row[0] for row in cursor.fetchall())


def test_a_connection_is_told_once_for_all_zooms_and_another_one_anew(fjordby, line):
    before = told(fjordby, 15, kept=True)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    queries.KEPT.pop(connection.connection)
    assert told(fjordby, 15, kept=True) == before
    assert told(fjordby, 18, kept=True) and len(queries.KEPT[connection.connection]) == 1
