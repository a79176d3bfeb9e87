import io

import geopandas as gpd
import pyogrio
import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.management import CommandError, call_command
from shapely import LineString, Point, box

from kortet.atlas.basemap_coast import sea
from kortet.municipalities.models import Municipality

NODES = {
    1: (10.00, 56.000),
    2: (10.01, 56.000),
    3: (10.02, 56.000),
    4: (10.00, 56.010),
    5: (10.02, 56.010),
    6: (10.004, 56.004),
    7: (10.006, 56.004),
    8: (10.006, 56.005),
    9: (10.004, 56.005),
    10: (10.01, 56.005),
}
WAYS = {
    (1, 2): {"highway": "residential", "name": "Ågatan", "name:da": "Ågade"},
    (2, 3): {"highway": "residential", "name": "Ågade", "bridge": "viaduct"},
    (1, 4): {"highway": "footway", "footway": "sidewalk"},
    (2, 5): {"highway": "motorway_link", "ref": "E45"},
    (3, 4): {"railway": "subway"},
    (5, 4): {"natural": "coastline"},
    (6, 7, 8, 9, 6): {"building": "yes", "amenity": "library", "name": "Biblioteket", "name:en": "The library"},
}
PLACE = {10: {"place": "town", "name": "Fjordby"}}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.BASEMAP_DIR = tmp_path / "basemaps"
    return settings.BASEMAP_DIR


@pytest.fixture
def extract(tmp_path):
    """A town of ten points in OpenStreetMap's own XML."""

    def tags(told):
        return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in told.items())

    nodes = [f'<node id="{n}" lon="{x}" lat="{y}">{tags(PLACE.get(n, {}))}</node>' for n, (x, y) in NODES.items()]
    ways = [
        f'<way id="{n}">' + "".join(f'<nd ref="{ref}"/>' for ref in refs) + tags(told) + "</way>"
        for n, (refs, told) in enumerate(WAYS.items(), 100)
    ]
    path = tmp_path / "town.osm"
    path.write_text(f'<osm version="0.6">{"".join(nodes)}{"".join(ways)}</osm>', encoding="utf-8")
    return path


def build(source, code, *options):
    out = io.StringIO()
    call_command("build_basemap", source, "--municipality", code, "--minzoom", "14", "--maxzoom", "14", stdout=out)
    return Municipality.objects.get(code=code), out.getvalue()


def test_tags_become_the_words_of_the_schema(fjordby, extract, folder):
    fjordby.outline = None
    fjordby.save()
    town, _told = build(extract, "fjordby")
    path = folder / town.basemap["file"]
    roads = pyogrio.read_dataframe(path, layer="roads")
    found = {
        (row.kind, row.name, row.ref, row.bridge == 1)
        for row in roads.astype(object).fillna("").itertuples(index=False)
    }
    assert found == {
        ("residential", "Ågade", "", False),
        ("residential", "Ågade", "", True),
        ("motorway", "", "E45", False),
    }
    [library] = pyogrio.read_dataframe(path, layer="pois").itertuples(index=False)
    assert (library.kind, library.name, library.name_en) == ("library", "Biblioteket", "The library")
    [place] = pyogrio.read_dataframe(path, layer="places").itertuples(index=False)
    assert (place.kind, place.name, place.rank) == ("town", "Fjordby", 2)
    assert town.basemap["attribution"] == "© OpenStreetMap"


def test_the_municipalitys_outline_is_its_border(fjordby, extract, folder):
    ring = Polygon.from_bbox((562_000, 6_206_000, 564_000, 6_207_500))
    fjordby.outline = MultiPolygon(ring, srid=25832)
    fjordby.save()
    town, _told = build(extract, "fjordby")
    border = pyogrio.read_dataframe(folder / town.basemap["file"], layer="boundary")
    assert set(border.kind) == {"municipality"}


def test_an_extract_of_elsewhere_is_refused(fjordby, extract):
    fjordby.outline = MultiPolygon(Polygon.from_bbox((700_000, 6_100_000, 705_000, 6_105_000)), srid=25832)
    fjordby.save()
    with pytest.raises(CommandError, match="har intet inden for kommunen"):
        build(extract, "fjordby")


BOX = box(0, 0, 1000, 1000)
COASTS = {
    "land on the left of a line going north": ([LineString([(400, 0), (400, 1000)])], box(400, 0, 1000, 1000)),
    "and going south": ([LineString([(400, 1000), (400, 0)])], box(0, 0, 400, 1000)),
    "in pieces": ([LineString([(400, 500), (400, 1000)]), LineString([(400, 0), (400, 500)])], box(400, 0, 1000, 1000)),
    "cut off just inside the edge": ([LineString([(400, 20), (400, 970)])], box(400, 0, 1000, 1000)),
    "cut off outside": ([LineString([(400, -90), (400, 1090)])], box(400, 0, 1000, 1000)),
    "an island": ([LineString(Point(500, 500).buffer(200).exterior.coords[::-1])], None),
    "a strait": (
        [LineString([(300, 0), (300, 1000)]), LineString([(700, 1000), (700, 0)])],
        box(300, 0, 700, 1000),
    ),
}


@pytest.mark.parametrize("case", COASTS)
def test_the_sea_is_on_the_right_of_the_coast(case):
    coast, expected = COASTS[case]
    expected = expected or BOX.difference(Point(500, 500).buffer(200))
    assert sea(coast, BOX).symmetric_difference(expected).area < 1


def test_without_coast_or_with_half_a_coast_there_is_no_sea():
    assert sea([], BOX) is None
    assert sea([LineString([(400, 0), (400, 500)])], BOX) is None


@pytest.mark.real
def test_helsinki_becomes_a_map_with_its_bay_and_its_broken_rings(shared, folder):
    Municipality.objects.create(code="helsinki", name="Helsinki")
    town, told = build(shared / "osm" / "Helsinki.osm.pbf", "helsinki")
    path = folder / town.basemap["file"]
    assert town.basemap["bounds"] == pytest.approx([24.935, 60.164, 24.953, 60.179], abs=0.002)
    assert {"3 × ringe er ikke lukket i kilden", "11 × former uden brugbar geometri er udeladt"} <= {
        line.strip() for line in told.splitlines()
    }
    water = pyogrio.read_dataframe(path, layer="water").to_crs(4326)
    at = gpd.GeoSeries([Point(24.9440, 60.1772), Point(24.9440, 60.1700)], crs=4326)  # Eläintarhanlahti; the station
    assert [bool(water[water.kind == "sea"].covers(spot).any()) for spot in at] == [True, False]
    roads = pyogrio.read_dataframe(path, layer="roads")
    assert {"Mannerheimintie", "Kaisaniemenkatu"} <= set(roads.name)
    assert "subway" not in set(roads.kind)
