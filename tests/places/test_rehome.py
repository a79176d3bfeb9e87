"""After a boundary change every row has the area that `covering` names first, wherever it lies."""

import random

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from kortet.pins.models import Pin
from kortet.places import queries
from kortet.places.models import Area, AreaLayer
from tests.conftest import EAST, NORTH, square


def crooked(chance, columns, rows, holes=0):
    """A polygon with crooked sides around a box of the squares' kilometres, perhaps with holes."""
    (west, east), (south, north) = columns, rows
    ring = [(west + t * (east - west) / 9, south + chance.uniform(-0.1, 0.1)) for t in range(10)]
    ring += [(east + chance.uniform(-0.1, 0.1), south + t * (north - south) / 9) for t in range(1, 9)]
    ring += [(east - t * (east - west) / 9, north + chance.uniform(-0.1, 0.1)) for t in range(10)]
    middles = [(west + (n + 1) * (east - west) / (holes + 1), (south + north) / 2) for n in range(holes)]
    inner = [[(x - 0.1, y - 0.1), (x + 0.1, y - 0.1), (x, y + 0.1), (x - 0.1, y - 0.1)] for x, y in middles]
    rings = [[(EAST + 1000 * x, NORTH + 1000 * y) for x, y in one] for one in ([*ring, ring[0]], *inner)]
    found = MultiPolygon(Polygon(*rings), srid=25832)
    assert found.valid
    return found


@pytest.fixture
def layer(fjordby):
    return AreaLayer.objects.create(municipality=fjordby, code="bydele", name="Bydele", is_neighbourhoods=True)


def redraw(layer, boundaries):
    Area.objects.filter(layer=layer, valid_to=None).update(valid_to="2026-01-01")
    for number, boundary in enumerate(boundaries):
        Area.objects.create(layer=layer, code=f"{number:02}", name=f"Nr. {number}", boundary=boundary)


def drop(fjordby, points):
    facts = {"municipality": fjordby, "kind": "problem", "title": "Hul i vejen", "text": "", "moderation": "shown"}
    for point in points:
        Pin.objects.create(point=point, **facts)


def wrong(fjordby):
    """Pins that have another area than the one that `covering` names first."""
    areas = Area.objects.of(fjordby).current()
    return [pin.pk for pin in Pin.objects.all() if pin.neighbourhood_id != first_of(areas.covering(pin.point))]


def first_of(areas):
    found = areas.first()
    return found and found.pk


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("cells", [1, 7, 500])
def test_rows_in_overlaps_holes_gaps_and_on_borders(fjordby, layer, monkeypatch, seed, cells):
    monkeypatch.setattr(queries, "GRID_LEAST", cells)
    monkeypatch.setattr(queries, "GRID_MOST", cells)
    chance = random.Random(seed)
    redraw(layer, [square(column) for column in range(3)])
    borders = [
        crooked(chance, (0, 1.5), (0, 1), holes=2),
        crooked(chance, (1.2, 3), (0, 1)),
        square(0, 1),
        square(2, 1),
    ]
    corners = [Point(*vertex, srid=25832) for polygon in borders[0] for vertex in polygon[0]]
    on_grid = [Point(EAST + 10 * n, NORTH + 1000, srid=25832) for n in range(0, 300, 25)]
    anywhere = [
        Point(EAST + chance.uniform(-900, 4000), NORTH + chance.uniform(-900, 2900), srid=25832) for _ in range(150)
    ]
    drop(fjordby, [*corners, *on_grid, *anywhere])
    redraw(layer, chance.sample(borders, 4))
    moved = AreaLayer.objects.neighbourhoods().rehome(Pin)
    assert wrong(fjordby) == [] and moved > 50
    assert AreaLayer.objects.neighbourhoods().rehome(Pin) == 0


def test_a_layer_without_areas_leaves_everything_nowhere(fjordby, layer):
    redraw(layer, [square(0)])
    drop(fjordby, [Point(EAST + 500, NORTH + 500, srid=25832), Point(EAST + 5000, NORTH + 500, srid=25832)])
    Area.objects.filter(layer=layer).update(valid_to="2026-01-01")
    assert AreaLayer.objects.neighbourhoods().rehome(Pin) == 1
    assert set(Pin.objects.values_list("neighbourhood", flat=True)) == {None}


def test_a_small_area_far_from_the_others_keeps_its_rows(fjordby, layer):
    islands = [square(0, side=30), square(4, 3), square(300, side=30)]
    redraw(layer, [square(-1)])
    drop(fjordby, [Point(EAST + 12, NORTH + 17, srid=25832), Point(EAST + 9012, NORTH + 11, srid=25832)])
    redraw(layer, islands)
    assert AreaLayer.objects.neighbourhoods().rehome(Pin) == 2
    assert wrong(fjordby) == []
