"""Figures and hot spots against geopandas, scikit-learn and shapely, which know nothing of PostGIS."""

from collections import Counter

import geopandas
import numpy
import pytest
import shapely
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Point
from django.core.management import call_command
from django.http import QueryDict
from sklearn.cluster import DBSCAN
from sklearn.neighbors import KDTree

from kortet.figures.queries import cells, count_by_area, hot_spots
from kortet.figures.reach import Reach
from kortet.insight.choice import Choice
from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from kortet.places.models import Area, AreaLayer
from tests.conftest import EAST, NORTH
from tests.journeys.test_zurich import joined, reports

CORNER = numpy.array([EAST, NORTH])


def places():
    """Row numbers of all pins and where they lie, metres."""
    rows = [(pk, at.x, at.y) for pk, at in Pin.objects.order_by("pk").values_list("pk", "public_point")]
    return numpy.array([pk for pk, _x, _y in rows]), numpy.array([(x, y) for _pk, x, y in rows])


def same_clusters(eps, least):
    """Compares all hot spots with scikit-learn's; returns how many there are.

    Core points must be in the same clusters. A border point (near a core point, without enough neighbours itself) may
    belong to any cluster that has a core point within eps of it: which one depends on the order of the rows.
    """
    pks, at = places()
    found = hot_spots(Pin.objects.all(), eps=eps, least=least)
    ours = numpy.full(len(pks), -1)
    for number, spot in enumerate(found):
        ours[numpy.searchsorted(pks, spot.pins)] = number
        assert len(spot.pins) == spot.pins_in_it
    theirs = DBSCAN(eps=eps, min_samples=least).fit(at)
    core = numpy.zeros(len(pks), bool)
    core[theirs.core_sample_indices_] = True
    pairs = set(zip(ours[core].tolist(), theirs.labels_[core].tolist(), strict=True))
    assert len(pairs) == len(found) == theirs.labels_.max() + 1
    assert len({a for a, _b in pairs}) == len({b for _a, b in pairs}) == len(pairs)
    assert ((ours == -1) == (theirs.labels_ == -1)).all()
    tree, cores = KDTree(at[core]), ours[core]
    for number in numpy.flatnonzero(~core & (ours >= 0)):
        near = tree.query_radius(at[number : number + 1], eps + 1e-9)[0]
        assert ours[number] in cores[near]
    for number, spot in enumerate(found):
        hull = shapely.MultiPoint(at[ours == number]).convex_hull
        assert spot.square_metres == pytest.approx(hull.area, rel=1e-9, abs=1e-6)
    return len(found)


@pytest.fixture
def helsinki_like(fjordby):
    """3,000 pins: streets where every pin is exactly 10 m from the next, squares where many lie at one spot, and
    scattered ones; 40 areas without gaps between them (Voronoi), which are no neighbourhoods."""
    chance = numpy.random.default_rng(2026)
    streets = [(x * 10, y * 400) for y in range(6) for x in range(120)]
    crowds = numpy.vstack([chance.normal(chance.uniform(200, 3800, 2), 25, (90, 2)) for _ in range(12)])
    crowded = numpy.repeat(chance.uniform(0, 4000, (40, 2)), 8, axis=0)
    scattered = chance.uniform(0, 4000, (3000 - len(streets) - len(crowds) - len(crowded), 2))
    at = numpy.vstack([streets, crowds, crowded, scattered]) + CORNER
    layer = AreaLayer.objects.create(municipality=fjordby, code="omraader", name="Områder")
    seeds = shapely.MultiPoint(chance.uniform(-100, 4100, (40, 2)) + CORNER)
    frame = shapely.box(EAST - 500, NORTH - 500, EAST + 3500, NORTH + 4500)  # the east is in no area
    for number, cell in enumerate(shapely.voronoi_polygons(seeds, extend_to=frame).geoms):
        boundary = MultiPolygon(GEOSGeometry(cell.intersection(frame).wkt), srid=25832)
        Area.objects.create(layer=layer, code=f"{number:02}", name=f"Område {number}", boundary=boundary)
    facts = {"municipality": fjordby, "kind": "proposal", "title": "x", "moderation": "shown"}
    spots = [Point(*xy, srid=25832) for xy in at.tolist()]
    Pin.objects.bulk_create(
        Pin(**facts, number=f"2026-{n}", point=one, public_point=one) for n, one in enumerate(spots)
    )
    return layer


def test_counts_of_areas_are_geopandas(helsinki_like):
    _pks, at = places()
    points = geopandas.GeoDataFrame(geometry=shapely.points(at), crs=25832)
    rows = [(area.code, shapely.from_wkt(area.boundary.wkt)) for area in helsinki_like.areas.all()]
    areas = geopandas.GeoDataFrame(rows, columns=["code", "geometry"], crs=25832)
    pairs = points.sjoin(areas, predicate="intersects")
    theirs = Counter(pairs.groupby(level=0)["code"].min())
    codes = dict(helsinki_like.areas.values_list("pk", "code"))
    ours = count_by_area(Pin.objects.all(), helsinki_like)
    outside = ours.pop(None)
    assert {codes[pk]: n for pk, n in ours.items()} == theirs
    assert outside == 3000 - theirs.total() > 100


def test_hot_spots_are_scikit_learns(helsinki_like):
    for eps, least in [(10, 3), (10, 4), (25, 5), (60, 12), (9, 3)]:
        assert same_clusters(eps, least) >= 5, (eps, least)


def test_cells_are_numpys_and_shapelys(helsinki_like):
    _pks, at = places()
    for side in (100, 333):
        compare_cells(at, side)


def compare_cells(at, side):
    squares = cells(Pin.objects.all(), shape="square", side=side)
    columns = Counter(map(tuple, numpy.floor(at / side).astype(int).tolist()))
    assert {(one.i, one.j): one.pins_in_it for one in squares} == columns
    hexagons = cells(Pin.objects.all(), shape="hexagon", side=side)
    ring = numpy.array(
        [(1, 0), (0.5, 3**0.5 / 2), (-0.5, 3**0.5 / 2), (-1, 0), (-0.5, -(3**0.5) / 2), (0.5, -(3**0.5) / 2)]
    )
    drawn = [shapely.Polygon(ring * side + (one.x, one.y)) for one in hexagons]
    points = shapely.points(at)
    inside = [int(shapely.contains_properly(hexagon, points).sum()) for hexagon in drawn]
    touching = [int(shapely.intersects(hexagon.buffer(1e-6), points).sum()) for hexagon in drawn]
    assert sum(one.pins_in_it for one in hexagons) == len(at)
    for one, least, most in zip(hexagons, inside, touching, strict=True):
        assert least <= one.pins_in_it <= most


@pytest.fixture
def zurich(shared):
    call_command("add_municipality", "zurich", "Stadt Zürich", "--bbox", "8.4", "47.3", "8.7", "47.5")
    borders = shared / "boundaries" / "zurich"
    load = {"municipality": "zurich", "name": "name"}
    call_command(
        "load_areas",
        str(borders / "zurich_districts.gpkg"),
        layer="kreise",
        code="gvznummer",
        neighbourhoods=True,
        **load,
    )
    call_command("load_areas", str(borders / "zurich-city.geojson"), layer="quartiere", code="name", **load)
    source = shared / "reports" / "zurich" / "reports_cleaned.csv"
    call_command("import_pins", str(source), municipality="zurich", mapping="zurich")
    return Municipality.objects.get()


@pytest.mark.long
@pytest.mark.real
def test_zurichs_62_245_reports(shared, zurich):
    borders, points = shared / "boundaries" / "zurich", reports(shared)
    for code, file, key in (
        ("kreise", "zurich_districts.gpkg", "gvznummer"),
        ("quartiere", "zurich-city.geojson", "name"),
    ):
        layer = AreaLayer.objects.get(code=code)
        codes = dict(layer.areas.values_list("pk", "code"))
        ours = Counter({codes.get(pk): n for pk, n in count_by_area(Pin.objects.all(), layer).items()})
        theirs = joined(points, geopandas.read_file(borders / file), key)
        ours.pop(None, None)
        assert ours == theirs, code
    assert same_clusters(30, 25) > 20
    assert same_clusters(15, 8) > 100
    by_hand(zurich)


def by_hand(zurich):
    """Nobody is known to have written the reports, so each is one voice.

    The largest district: if it had 50,000 inhabitants, its reports would be n / 50,000 × 1,000 per 1,000.
    """
    layer = AreaLayer.objects.get(code="kreise")
    layer.areas.update(population=50_000)
    reach = Reach(Choice(zurich, QueryDict("layer=kreise")).pins, layer)
    counts = count_by_area(Pin.objects.all(), layer)
    row, area = max(enumerate(reach.areas), key=lambda one: counts.get(one[1].pk, 0))
    assert reach.voices(row) == counts[area.pk]
    assert reach.rate(row) == pytest.approx(counts[area.pk] / 50)
