import io
import sqlite3

import geopandas as gpd
import pyogrio
import pytest
from django.core.management import CommandError, call_command
from pmtiles.reader import MemorySource, MmapSource, Reader, all_tiles
from shapely import LineString, Point, Polygon, box

from kortet.municipalities.models import Municipality
from tests.conftest import EAST, NORTH

BOW_TIE = Polygon([(EAST, NORTH), (EAST + 400, NORTH + 400), (EAST + 400, NORTH), (EAST, NORTH + 400)])
ROAD = [LineString([(EAST + at, NORTH), (EAST + at + 500, NORTH)]) for at in (0, 500)]
TOWN = {
    "land": [("land", None, box(EAST, NORTH, EAST + 3000, NORTH + 3000))],
    "water": [("lake", "Lillesø", Point(EAST + 2000, NORTH + 2000).buffer(300))],
    "landuse": [("forest", "Storskoven", box(EAST, NORTH + 1000, EAST + 1000, NORTH + 2000)), ("park", None, BOW_TIE)],
    "roads": [("residential", "Ågade", ROAD[0]), ("residential", "Ågade", ROAD[1])],
    "buildings": [
        ("house", None, box(EAST + 10, NORTH + 10, EAST + 18, NORTH + 18)),
        ("public", "Rådhuset", box(EAST + 100, NORTH + 10, EAST + 140, NORTH + 50)),
    ],
    "places": [("town", "Fjordby", Point(EAST + 500, NORTH + 500)), ("lake", "Lillesø", Point(EAST, NORTH))],
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.BASEMAP_DIR = tmp_path / "basemaps"
    return settings.BASEMAP_DIR


@pytest.fixture
def geopackage(tmp_path):
    """Writes a GeoPackage of layers: rows of kind, name, shape in EPSG:25832."""

    def write(layers, name="town.gpkg", crs=25832):
        for layer, rows in layers.items():
            columns = dict(zip(("kind", "name", "geometry"), zip(*rows, strict=True), strict=True))
            table = gpd.GeoDataFrame(columns, crs=crs)
            pyogrio.write_dataframe(table, tmp_path / name, layer=layer, driver="GPKG")
        return tmp_path / name

    return write


QUICK = ("--minzoom", "14", "--maxzoom", "14")


def build(source, *options):
    out = io.StringIO()
    call_command("build_basemap", source, "--municipality", "fjordby", *options, stdout=out)
    return out.getvalue()


def map_of(municipality):
    municipality.refresh_from_db()
    return municipality.basemap


def rows_in(path, layer, zoom):
    """What the tiles of one zoom show of a layer."""
    table = pyogrio.read_dataframe(path, layer=layer, ZOOM_LEVEL=zoom)
    return sorted({(row.kind, getattr(row, "name", None)) for row in table.itertuples(index=False)})


def test_a_geopackage_becomes_the_municipalitys_map(fjordby, geopackage, folder):
    build(geopackage(TOWN), *QUICK, "--attribution", "Fjordby Kommune")
    [file] = folder.iterdir()
    bounds = map_of(fjordby).pop("bounds")
    assert fjordby.basemap == {
        "kind": "pmtiles",
        "file": file.name,
        "minzoom": 14,
        "maxzoom": 14,
        "attribution": "Fjordby Kommune",
        "opening": file.stat().st_size,
    }
    west, south, east, north = bounds
    corners = gpd.GeoSeries(gpd.points_from_xy([EAST, EAST + 3000], [NORTH, NORTH + 3000], crs=25832)).to_crs(4326)
    assert (west, south) == pytest.approx((corners[0].x, corners[0].y), abs=0.001)
    assert (east, north) == pytest.approx((corners[1].x, corners[1].y), abs=0.001)


def test_tiles_hold_the_layers_with_their_names(fjordby, geopackage, folder):
    build(geopackage(TOWN))
    path = folder / map_of(fjordby)["file"]
    layers = {"land", "water", "landuse", "roads", "buildings", "places", "names"}
    assert set(pyogrio.list_layers(path)[:, 0]) == layers
    assert rows_in(path, "roads", 15) == [("residential", "Ågade")]
    assert rows_in(path, "places", 8) == [("town", "Fjordby")]
    assert rows_in(path, "names", 15) == [("forest", "Storskoven"), ("lake", "Lillesø")]


def test_a_street_in_pieces_is_one_line_for_its_name(fjordby, geopackage, folder):
    build(geopackage({"roads": TOWN["roads"]}), "--minzoom", "10", "--maxzoom", "10")
    table = pyogrio.read_dataframe(folder / map_of(fjordby)["file"], layer="roads")
    assert len(table) == 1


def test_large_buildings_come_before_small_ones(fjordby, geopackage, folder):
    build(geopackage(TOWN))
    path = folder / map_of(fjordby)["file"]
    seen = {zoom: [kind for kind, _name in rows_in(path, "buildings", zoom)] for zoom in (13, 14)}
    assert seen == {13: ["public"], 14: ["house", "public"]}
    with path.open("rb") as file:
        assert Reader(MmapSource(file)).header()["min_zoom"] == 8


def test_the_last_zoom_shows_all_however_low_it_is(fjordby, geopackage, folder):
    build(geopackage(TOWN), "--minzoom", "10", "--maxzoom", "12")
    assert {"buildings", "roads"} <= set(pyogrio.list_layers(folder / map_of(fjordby)["file"])[:, 0])


def test_the_opening_holds_the_directory_and_the_lowest_zooms_whole(fjordby, geopackage, folder):
    build(geopackage(TOWN), "--minzoom", "8", "--maxzoom", "12")
    about = map_of(fjordby)
    whole = (folder / about["file"]).read_bytes()
    assert 0 < about["opening"] <= 100_000
    first = Reader(MemorySource(whole[: about["opening"]]))
    low = [(z, x, y, tile) for (z, x, y), tile in all_tiles(MemorySource(whole)) if z <= 10]
    assert low and [first.get(z, x, y) for z, x, y, _tile in low] == [tile for *_place, tile in low]


def test_without_room_for_one_zoom_there_is_no_opening(fjordby, geopackage, folder, monkeypatch):
    monkeypatch.setattr("kortet.atlas.basemap.OPENING", 200)
    build(geopackage(TOWN), *QUICK)
    assert map_of(fjordby)["opening"] == 0


def test_the_same_source_makes_the_same_file(fjordby, geopackage, folder):
    source = geopackage(TOWN)
    build(source, *QUICK)
    first = map_of(fjordby)["file"]
    build(source, *QUICK)
    assert [path.name for path in folder.iterdir()] == [map_of(fjordby)["file"]] == [first]


def test_a_new_map_takes_the_old_ones_place_and_no_others(fjordby, geopackage, folder):
    build(geopackage(TOWN), *QUICK)
    old, version = map_of(fjordby)["file"], fjordby.content_version
    others = {"fjordby-nord-0123456789ab.pmtiles", "fjordby.pmtiles", "fjordby-0123456789ab.pmtiles.bak"}
    for name in others:
        (folder / name).touch()
    told = build(geopackage({"land": TOWN["land"]}, "other.gpkg"), *QUICK)
    new = map_of(fjordby)["file"]
    assert {path.name for path in folder.iterdir()} == others | {new}
    assert new != old
    assert f"Fjernet: {old}" in told
    assert fjordby.content_version == version + 1


def test_out_writes_a_file_and_leaves_the_municipality_alone(fjordby, geopackage, tmp_path, folder):
    build(geopackage(TOWN), *QUICK, "--out", tmp_path / "elsewhere" / "map.pmtiles")
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["map.pmtiles"]
    assert (map_of(fjordby), folder.exists()) == ({}, False)


def test_what_was_mended_or_left_out_is_told(fjordby, geopackage):
    layers = {"landuse": [*TOWN["landuse"], ("park", None, Point(EAST, NORTH))], "mystery": TOWN["land"]}
    told = build(geopackage(layers), *QUICK)
    assert "1 × ugyldige former er rettet" in told
    assert "1 × former af en forkert slags er udeladt" in told
    assert "1 × laget mystery kendes ikke og er udeladt" in told


def test_a_border_is_not_drawn_along_the_coast(fjordby, geopackage, folder):
    west, sea = box(EAST, NORTH, EAST + 2000, NORTH + 2000), box(EAST + 2000, NORTH, EAST + 4000, NORTH + 2000)
    rows = {"boundary": [("municipality", None, west.boundary)], "water": [("sea", None, sea)]}
    build(geopackage(rows), "--minzoom", "10", "--maxzoom", "10")
    border = pyogrio.read_dataframe(folder / map_of(fjordby)["file"], layer="boundary").to_crs(25832)
    assert border.length.sum() == pytest.approx(6000, abs=200)


def plain(path):
    path.write_text("hej")
    return path


def without_layers(path):
    sqlite3.connect(path).execute("CREATE TABLE t (a)")
    return path


REFUSED = {
    "missing": (lambda make, at: at / "nix.gpkg", "findes ikke"),
    "text": (lambda make, at: plain(at / "a.txt"), "hverken en GeoPackage"),
    "no geopackage": (lambda make, at: plain(at / "a.gpkg"), "a.gpkg kan ikke læses"),
    "no extract": (lambda make, at: plain(at / "a.osm.pbf"), "a.osm.pbf kan ikke læses"),
    "no layer": (lambda make, at: without_layers(at / "b.gpkg"), "b.gpkg"),
    "unknown layers": (lambda make, at: make({"roser": TOWN["land"]}), "kan bruges: roser. Filen skal have nogle af"),
    "nothing that fits": (lambda make, at: make({"roads": TOWN["places"]}), "er tom"),
    "no crs": (lambda make, at: make({"land": TOWN["land"]}, crs=None), "intet koordinatsystem"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_source_that_cannot_be_used_is_refused_in_words(case, fjordby, geopackage, tmp_path, folder):
    make, words = REFUSED[case]
    with pytest.raises(CommandError, match=words):
        build(make(geopackage, tmp_path))
    assert (map_of(fjordby), list(folder.glob("*"))) == ({}, [])


@pytest.mark.parametrize("zooms", [("9", "8"), ("-1", "8"), ("8", "17")])
def test_zooms_that_make_no_sense_are_refused(zooms, fjordby, geopackage):
    with pytest.raises(CommandError, match="Zoom går fra 0 til 16"):
        build(geopackage(TOWN), "--minzoom", zooms[0], "--maxzoom", zooms[1])


def test_an_unknown_municipality_is_refused(db, geopackage):
    with pytest.raises(CommandError, match="ingen kommune med koden fjordby"):
        build(geopackage(TOWN))


def test_without_ogr2ogr_the_cure_is_told(fjordby, geopackage, monkeypatch, tmp_path):
    source = geopackage(TOWN)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="gdal-bin"):
        build(source)


def test_when_ogr2ogr_fails_the_old_map_stays(fjordby, geopackage, monkeypatch, tmp_path, folder):
    source = geopackage(TOWN)
    build(source, *QUICK)
    before = map_of(fjordby)
    broken = tmp_path / "bin" / "ogr2ogr"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho 'ERROR 1: no room' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{broken.parent}:/usr/bin:/bin")
    with pytest.raises(CommandError, match="ogr2ogr fejlede: ERROR 1: no room"):
        build(source, *QUICK)
    assert (map_of(fjordby), [path.name for path in folder.iterdir()]) == (before, [before["file"]])


def test_two_municipalities_have_their_own_maps(fjordby, geopackage, folder):
    other = Municipality.objects.create(code="hjerteby", name="Hjerteby", host="hjerteby.example")
    source = geopackage(TOWN)
    build(source, *QUICK)
    call_command("build_basemap", source, "--municipality", "hjerteby", *QUICK, stdout=io.StringIO())
    names = {map_of(fjordby)["file"], map_of(other)["file"]}
    assert {path.name for path in folder.iterdir()} == names
    assert len(names) == 2
