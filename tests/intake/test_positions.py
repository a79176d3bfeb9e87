import json

import pytest
from django.contrib.gis.geos import GEOSGeometry

from kortet.intake.positions import Positions, crs_named, number
from kortet.intake.refusals import IntakeError, RowRefusedError
from kortet.municipalities.models import Municipality
from tests.conftest import EAST, NORTH, spot

XY = ("x", "y")


@pytest.fixture
def positions(fjordby):
    return Positions("EPSG:25832", fjordby)


@pytest.fixture
def degrees(fjordby):
    return Positions("EPSG:4326", fjordby)


def why(call, *args):
    with pytest.raises(RowRefusedError) as refused:
        call(*args)
    return refused.value.reason


@pytest.mark.parametrize("crs", ["EPSG:25832", "EPSG:4326", "EPSG:3857", "EPSG:25833", "epsg:3035"])
@pytest.mark.attack("A05")
def test_every_crs_comes_home_within_a_centimetre(fjordby, crs):
    there = spot().transform(int(crs[5:]), clone=True)
    place = Positions(crs, fjordby).of_numbers(XY, (there.x, str(there.y)))
    assert abs(place.x - EAST - 500) < 0.01
    assert abs(place.y - NORTH - 500) < 0.01


@pytest.mark.parametrize(
    "crs", ["", "25832", "EPSG:999999", "urn:x", "/etc/passwd", "EPSG:25832 ", "+proj=longlat", "EPSG:5773"]
)
def test_only_numbers_of_epsg_are_coordinate_systems(crs):
    with pytest.raises(IntakeError, match="koordinatsystem"):
        crs_named(crs)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("7", 7), (" -7.5 ", -7.5), ("7,5", 7.5), (7, 7), ("1e3", 1000), (".5", 0.5), ("0569999,99", 569999.99)],
)
def test_numbers(said, meant):
    assert number("x", said) == meant


@pytest.mark.parametrize(
    "said",
    [
        *("NaN", "nan", "Infinity", "-inf", "1e400", "1_000", "1.000,5", "١٢", "0x10", "", "7 8", "9" * 61, "5°"),
        True,
        [7],
        {},
        None,
    ],
)
def test_what_is_no_number_is_told(said):
    assert "tal" in why(number, "x", said)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e308 * 10])
def test_numbers_of_json_that_are_none(positions, value):
    assert "som ikke er et tal" in why(positions.of_numbers, XY, (value, 7))


@pytest.mark.attack("A04", "A05")
def test_what_is_wrong_with_a_place_is_said(positions, degrees):
    here = spot().transform(4326, clone=True)
    assert why(positions.of_numbers, XY, (0, "0.0")) == "er (0, 0), som ikke er et sted"
    assert why(degrees.of_numbers, XY, (here.y, here.x)).startswith("har akserne byttet om")
    assert why(positions.of_numbers, XY, (NORTH, EAST)).startswith("har akserne byttet om")
    assert why(positions.of_numbers, XY, (here.x, here.y)) == "ligner grader, men læses som EPSG:25832"
    assert why(degrees.of_numbers, XY, (EAST, NORTH)) == "ligner meter, men læses som EPSG:4326"
    assert why(positions.of_numbers, XY, (EAST + 20_500, NORTH)) == "ligger 12,5 km uden for kommunen"
    assert "uden for kommunen" in why(degrees.of_numbers, XY, (-74, 40))
    assert why(degrees.of_numbers, XY, (10, 90.5)) != ""


def test_a_municipality_without_an_outline_takes_what_the_database_can_hold():
    positions = Positions("EPSG:4326", Municipality(code="x", name="X"))
    assert positions.of_numbers(XY, (9.9, 57.0)).shape is None
    assert why(positions.of_numbers, XY, (57.0, 9.9)).startswith("har akserne byttet om")
    assert why(positions.of_numbers, XY, (-150, -60)) == "er intet sted i Europa"


LINE = {"type": "LineString", "coordinates": [[EAST, NORTH], [EAST + 100, NORTH]]}
RING = [[EAST, NORTH], [EAST + 90, NORTH], [EAST + 90, NORTH + 90], [EAST, NORTH]]
AREA = {"type": "Polygon", "coordinates": [RING]}


@pytest.mark.parametrize(
    "said",
    [
        LINE,
        json.dumps(LINE),
        {"type": "Feature", "geometry": LINE},
        f"LINESTRING({EAST} {NORTH}, {EAST + 100} {NORTH})",
    ],
)
def test_a_line_is_anchored_halfway(positions, said):
    place = positions.of_geometry("g", said)
    assert (place.x, place.y) == (EAST + 50, NORTH)
    assert GEOSGeometry(place.shape).equals(GEOSGeometry(json.dumps(LINE)))


def test_an_area_is_anchored_inside_and_heights_are_left_out(positions):
    high = {"type": "MultiPolygon", "coordinates": [[[[*corner, 7] for corner in RING]]]}
    for said in (AREA, high):
        place = positions.of_geometry("g", said)
        shape = GEOSGeometry(place.shape)
        assert shape.contains(spot(place.x - EAST, place.y - NORTH))
        assert not shape.hasz


def test_a_point_has_no_shape_and_nothing_is_nothing(positions):
    assert positions.of_geometry("g", {"type": "Point", "coordinates": [EAST, NORTH, 5]}) == (EAST, NORTH, None)
    empty = ({"type": "LineString", "coordinates": []}, {"type": "Polygon", "coordinates": [[]]})
    for nothing in (None, "null", {"type": "Feature", "geometry": None}, *empty):
        assert positions.of_geometry("g", nothing) is None


BOW_TIE = [[EAST, NORTH], [EAST + 9, NORTH + 9], [EAST + 9, NORTH], [EAST, NORTH + 9], [EAST, NORTH]]


@pytest.mark.parametrize(
    "said",
    [
        {"type": "Polygon", "coordinates": [BOW_TIE]},
        {"type": "Polygon", "coordinates": [RING[:3]]},
        {"type": "Polygon", "coordinates": RING},
        {"type": "LineString", "coordinates": [RING[0]]},
        {"type": "LineString", "coordinates": [[EAST, NORTH], [float("nan"), NORTH]]},
        {"type": "LineString", "coordinates": [["1", "x"], [2, 3]]},
        {"type": "LineString", "coordinates": [RING[0]] * 3},
        {"type": "LineString", "coordinates": [[EAST + n / 9, NORTH] for n in range(2001)]},
        {"type": "Point", "coordinates": [EAST]},
        {"type": "Point", "coordinates": "12"},
        {"type": "Point"},
        {"type": "MultiPoint", "coordinates": [[EAST, NORTH]]},
        {"type": "GeometryCollection", "geometries": []},
        {"type": "Point", "coordinates": [[[[[[[[EAST, NORTH]]]]]]]]},
        {"type": "LineString", "coordinates": [[10, 56], [10.1, 56]]},
        "GEOMETRYCOLLECTION(" * 200_000,
        "MULTIPOINT((1 1))",
        "LINESTRING(1 1",
        "POINT(1 1) junk",
        "POINT EMPTY",
        "[" * 5000,
        "somewhere",
        7,
        [EAST, NORTH],
    ],
    ids=str,
)
@pytest.mark.attack("A08", "A10", "A11")
def test_what_is_no_sound_geometry_is_told(positions, said):
    assert why(positions.of_geometry, "g", said)
