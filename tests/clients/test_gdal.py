"""GDAL reads the open data as layers: Debian's 3.6 and the one inside pyogrio's wheel."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyproj import Transformer

from tests.clients.conftest import PINS
from tests.conftest import EAST, NORTH

READER = str(Path(__file__).parent / "pyogrio_reads.py")
LAYERS = {
    "naale": "Point",
    "naale-linjer": "LineString",
    "naale-flader": "",  # GDAL learns the kind from the first row
    "arrangementer": "Point",
    "foreninger": "",
    "omraader-bydele": "MultiPolygon",
}


def ogr(*words):
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0 and "ERROR" not in done.stderr, done.stderr
    return done.stdout


def features(address, layer, *words):
    """A layer as Debian's ogr2ogr writes it."""
    said = ogr("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", f"OAPIF:{address}", layer, *words)
    return json.loads(said)["features"]


def test_debians_gdal_finds_the_layers(address):
    told = ogr("ogrinfo", "-ro", f"OAPIF:{address}")
    for layer, shape in LAYERS.items():
        found = [line for line in told.splitlines() if f": {layer} " in line]
        assert len(found) == 1 and found[0].replace(" ", "").endswith(f"({shape})" if shape else ")"), told


def test_debians_gdal_reads_every_row(address):
    found = features(address, "naale")
    assert len({each["properties"]["id"] for each in found}) == len(found) == PINS + 1
    assert "Nål æøå 249" in {each["properties"]["overskrift"] for each in found}
    paged = features(address, "naale", "-oo", "PAGE_SIZE=7")
    assert [each["properties"]["id"] for each in paged] == [each["properties"]["id"] for each in found]


def test_debians_gdal_asks_for_a_part(address):
    west, south = Transformer.from_crs(25832, 4326, always_xy=True).transform(EAST, NORTH)
    east, north = Transformer.from_crs(25832, 4326, always_xy=True).transform(EAST + 1000, NORTH + 1000)
    box = [str(each) for each in (west, south, east, north)]
    in_degrees = ("-spat", *box, "-spat_srs", "EPSG:4326")  # else in the layer's CRS, which GDAL 3.10 has in metres
    assert 100 < len(features(address, "naale", *in_degrees)) < PINS
    assert len(features(address, "naale", "-where", "slags = 'problem'")) == PINS / 5
    since = features(address, "naale", "-where", "sat >= '2026/03/11 00:00:00+00'")
    assert len(since) == PINS - 240 + 1


def test_debians_gdal_reads_the_others(address):
    assert [each["properties"]["navn"] for each in features(address, "omraader-bydele")] == ["Vest", "Midt", "Øst"]
    assert [each["geometry"] for each in features(address, "foreninger")] == [None]
    assert len(features(address, "arrangementer")) == len(features(address, "naale-linjer")) == 1


def frame(address, layer, **asked):
    """A layer as the wheel's GDAL gives it: version, EPSG code, types, and [name, x, y] of each row.

    In a process of its own: while it waits for an answer it lets no other thread of its process run, ours neither.
    """
    said = json.dumps({"path": f"OAPIF:{address}", "layer": layer} | asked)
    done = subprocess.run([sys.executable, READER, said], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_wheels_gdal_reads_in_metres(address):
    """It asks for the CRS that the data is stored in, so that places are exact to the millimetre."""
    told = frame(address, "naale")
    assert told["version"] >= [3, 12] and told["crs"] == 25832 and len(told["rows"]) == PINS + 1
    assert ["Nål æøå 4", EAST + 104, NORTH + 500] in told["rows"]
    assert told["types"]["sat"].startswith("datetime64") and told["types"]["stoetter"] == "int32"


def test_the_wheels_gdal_asks_for_a_part(address):
    assert len(frame(address, "naale", where="slags = 'problem'")["rows"]) == PINS / 5
    inside = frame(address, "naale", bbox=[EAST, NORTH, EAST + 1000, NORTH + 1000])["rows"]
    assert 100 < len(inside) < PINS and all(EAST <= x <= EAST + 1000 for _name, x, _y in inside)


@pytest.mark.parametrize(
    ("layer", "rows"), [("foreninger", 1), ("arrangementer", 1), ("omraader-bydele", 3), ("naale-flader", 0)]
)
def test_the_wheels_gdal_reads_the_others(address, layer, rows):
    assert len(frame(address, layer)["rows"]) == rows


def test_a_vector_tile_opens_in_gdal(address, tmp_path):
    """One tile of everything around the town, read by Debian's MVT driver."""
    import urllib.request

    tile = tmp_path / "tile.mvt"
    tile.write_bytes(urllib.request.urlopen(f"{address}/tiles/WebMercatorQuad/12/1272/2163").read())
    told = ogr("ogrinfo", "-ro", "-al", "-so", str(tile))
    for layer in ("naale", "arrangementer", "omraader-bydele"):
        assert f"Layer name: {layer}" in told
