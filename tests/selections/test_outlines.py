"""Outlines from a browser or a file: what is sound is taken as it is, the rest is refused in plain words."""

import json

import geopandas
import pytest
import shapely
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pyproj import Transformer

from kortet.places.outlines import MOST_CORNERS, read_outline, read_outline_file
from kortet.selections.forms import SelectionForm, said_by
from kortet.selections.wanted import Wanted
from tests.conftest import EAST, NORTH

TO_DEGREES = Transformer.from_crs(25832, 4326, always_xy=True)
GLOBE = [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]


def ring(*corners):
    return [list(TO_DEGREES.transform(EAST + x, NORTH + y)) for x, y in corners]


def geojson(*rings, kind="Polygon"):
    return json.dumps({"type": kind, "coordinates": list(rings)})


SQUARE = ((0, 0), (1000, 0), (1000, 1000), (0, 1000), (0, 0))
BOW_TIE = ((0, 0), (1000, 1000), (1000, 0), (0, 1000), (0, 0))


def test_a_drawn_outline_is_exact(fjordby):
    found = read_outline(geojson(ring(*SQUARE)), fjordby)
    assert found.srid == 25832 and found.area == pytest.approx(1_000_000, abs=1)


def test_holes_and_several_parts(fjordby):
    hole = ring((400, 400), (600, 400), (600, 600), (400, 600), (400, 400))
    far = ring((2000, 0), (3000, 0), (3000, 1000), (2000, 1000), (2000, 0))
    found = read_outline(geojson([ring(*SQUARE), hole], [far], kind="MultiPolygon"), fjordby)
    assert found.num_geom == 2 and found.area == pytest.approx(1_960_000, abs=2)


@pytest.mark.attack("A12")
def test_the_whole_globe_is_cut_to_the_town(fjordby):
    found = read_outline(geojson(GLOBE), fjordby)
    west, _south, _east, north = fjordby.outline.extent
    assert found.covers(fjordby.outline) and found.extent[0] > west - 7000 and found.extent[3] < north + 7000
    assert found.num_coords < 100


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (geojson(ring(*BOW_TIE)), "krydser sig selv"),
        (geojson([[0, 0], [1, 0], [1, 1], [0, 0]]), "uden for kommunen"),
        (geojson(ring((0, 0), (0.1, 0), (0.1, 0.1), (0, 0))), "kvadratmeter"),
        (geojson(ring((0, 0), (1000, 0), (1000, 1000), (0, 1000))), "lukket"),
        (geojson([[10, 56], [11, 56], [10, 56], [10, 56]]), "tre hjørner"),
        (geojson([[570000, 6220000], [571000, 6220000], [571000, 6221000], [570000, 6220000]]), "ikke på jorden"),
        (geojson([]), "lukket"),
        (geojson(), "kunne ikke læses"),
        (geojson(kind="MultiPolygon"), "kunne ikke læses"),
        ('{"type":"Polygon","coordinates":null}', "kunne ikke læses"),
        ('{"type":"Polygon","coordinates":[[["a","b"],[1,1],[2,2],["a","b"]]]}', "kunne ikke læses"),
        ('{"type":"Polygon","coordinates":[[[NaN,1],[1,1],[2,2],[NaN,1]]]}', "som tal"),
        ('{"type":"Polygon","coordinates":[[[1e999,1],[1,1],[2,2],[1e999,1]]]}', "som tal"),
        ('{"type":"Polygon","coordinates":[[[true,1],[1,1],[2,2],[true,1]]]}', "som tal"),
        ('{"type":"Polygon","coordinates":[[[1,1,5],[1,2,5],[2,2,5],[1,1,5]]]}', "kunne ikke læses"),
        ('{"type":"Polygon","type":"Polygon","coordinates":[]}', "kunne ikke læses"),
        ('{"type":"LineString","coordinates":[[1,1],[2,2]]}', "Tegn et område"),
        ("[" * 100_000, "kunne ikke læses"),
        ('{"a":' * 5000, "kunne ikke læses"),
        ("null", "Tegn et område"),
        ("x", "kunne ikke læses"),
        ("\0", "kunne ikke læses"),
    ],
)
@pytest.mark.attack("A11", "A18")
def test_what_is_no_outline_is_refused(fjordby, text, why):
    with pytest.raises(ValidationError, match=why):
        read_outline(text, fjordby)


def round_ring(corners, metres=900):
    shape = shapely.Point(EAST + 500, NORTH + 500).buffer(metres, quad_segs=corners // 4)
    return [list(place) for place in zip(*TO_DEGREES.transform(*shape.exterior.coords.xy), strict=True)]


@pytest.mark.attack("A12")
def test_a_million_corners_are_refused_at_once(fjordby):
    text = geojson([[round(x, 5), round(y, 5)] for x, y in round_ring(1_000_000)])
    with pytest.raises(ValidationError, match="for stor"):
        read_outline(text, fjordby)
    many = geojson([[round(x, 5), round(y, 5)] for x, y in round_ring(MOST_CORNERS + 100)])
    with pytest.raises(ValidationError, match="hjørner"):
        read_outline(many, fjordby)


@pytest.fixture
def file_of(tmp_path):
    def file_of(shape, name, crs=25832):
        path = tmp_path / name
        shapes = shape if isinstance(shape, list) else [shape]
        frame = geopandas.GeoDataFrame({"n": range(len(shapes))}, geometry=shapes, crs=crs)
        frame.to_file(path)
        return path

    return file_of


def metres(*corners):
    return shapely.Polygon([(EAST + x, NORTH + y) for x, y in corners])


@pytest.mark.parametrize("name", ["o.gpkg", "o.geojson", "o.shp.zip"])
def test_a_file(fjordby, file_of, name):
    far = metres((2000, 0), (3000, 0), (3000, 1000), (2000, 1000))
    path = file_of([metres(*SQUARE), far], name)
    found = read_outline_file(path, fjordby)
    assert found.num_geom == 2 and found.area == pytest.approx(2_000_000, abs=2)


@pytest.mark.parametrize(
    ("shape", "name", "crs", "why"),
    [
        (metres(*BOW_TIE), "o.gpkg", 25832, "krydser sig selv"),
        (shapely.Point(EAST, NORTH), "o.gpkg", 25832, "er ikke et område"),
        (metres(*SQUARE), "o.gpkg", 32760, "uden for Europa"),
        (shapely.box(-180, -90, 180, 90), "o.geojson", 4326, "uden for Europa"),
        (metres(*SQUARE), "o.shp", None, "koordinatsystem"),
        (shapely.Point(EAST, NORTH).buffer(900, quad_segs=2000), "o.gpkg", 25833, "uden for kommunen"),
    ],
)
def test_a_file_that_is_no_outline_is_refused(fjordby, file_of, shape, name, crs, why):
    with pytest.raises(ValidationError, match=why) as told:
        read_outline_file(file_of(shape, name, crs), fjordby)
    assert "--" not in str(told.value)


def test_a_file_of_many_corners_is_simplified_by_a_metre(fjordby, file_of):
    shape = shapely.Point(EAST + 500, NORTH + 500).buffer(900, quad_segs=20_000)
    found = read_outline_file(file_of(shape, "o.gpkg"), fjordby)
    assert found.num_coords < MOST_CORNERS and found.area == pytest.approx(shape.area, rel=0.002)


def comb(teeth):
    return metres((0, -10), *((i * 0.01, 0 if i % 2 else 3000 + i % 7) for i in range(teeth)), (teeth * 0.01, -10))


@pytest.mark.parametrize("teeth", [1_000_000, 90_000])
def test_a_comb_of_many_corners_is_refused_and_ends_no_process(fjordby, file_of, teeth):
    with pytest.raises(ValidationError, match="hjørner"):
        read_outline_file(file_of(comb(teeth), "o.gpkg"), fjordby)


def form(fjordby, file=None, **said):
    return SelectionForm(said, {"outline_file": file} if file else {}, municipality=fjordby)


def test_a_file_goes_on_as_a_drawing(fjordby, neighbourhoods, file_of):
    upload = SimpleUploadedFile("o.gpkg", file_of(metres(*SQUARE), "o.gpkg").read_bytes())
    first = form(fjordby, upload)
    assert first.is_valid(), first.errors
    second = form(fjordby, outline=first.outline_json)
    assert second.is_valid() and second.wanted.outline.equals_exact(first.wanted.outline, 0.001)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("kind", {"kind": ["x"]}),
        ("theme", {"theme": ["x"]}),
        ("status", {"status": ["x"]}),
        ("area", {"area": ["bydele/99"]}),
        ("from", {"from": "i går"}),
        ("to", {"to": "31-02-2026x"}),
        ("to", {"from": "2026-02-01", "to": "2026-01-01"}),
        ("partner", {"partner": "x"}),
        ("q", {"q": "x" * 101}),
        ("outline", {"outline": geojson(ring(*BOW_TIE))}),
        ("outline_crs", {"outline_crs": "25832; DROP"}),
    ],
)
def test_what_is_wrong_is_told_at_its_field(fjordby, neighbourhoods, field, said):
    asked = form(fjordby, **said)
    assert not asked.is_valid() and list(asked.errors) == [field]


@pytest.mark.parametrize("name", ["o.exe", "o", "o.pdf"])
def test_a_file_of_another_kind(fjordby, name):
    asked = form(fjordby, SimpleUploadedFile(name, b"x"))
    assert list(asked.errors) == ["outline_file"]


def test_the_form_says_again_what_was_kept(fjordby, neighbourhoods, green, rowing_club):
    said = {"kind": ["problem"], "theme": ["green"], "area": ["bydele/01", "bydele/02"], "from": "2026-01-01"}
    said |= {"q": "cykel", "partner": rowing_club.slug, "outline": geojson(ring(*SQUARE)), "status": ["new", "done"]}
    first = form(fjordby, **said)
    assert first.is_valid(), first.errors
    kept = Wanted.read(fjordby, first.wanted.words, first.wanted.outline)
    second = SelectionForm(said_by(kept), municipality=fjordby)
    assert second.is_valid() and second.wanted.words == first.wanted.words == kept.words
    assert second.wanted.outline.equals_exact(first.wanted.outline, 0.001)
