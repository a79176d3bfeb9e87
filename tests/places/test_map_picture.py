"""Pictures of the map: the right thing at the right place, from a base map of our own making."""

import gzip
import io

import mapbox_vector_tile
import pytest
from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from kortet.places.map_picture import map_picture
from kortet.places.map_tiles import Sight

LON, LAT = 10.0, 56.0
Z = 10


def corner_of_tile():
    """The tile that the place lies in, at zoom Z."""
    from math import asinh, pi, radians, tan

    return int((LON + 180) / 360 * 2**Z), int((1 - asinh(tan(radians(LAT))) / pi) / 2 * 2**Z)


def square(west, south, east, north):
    return f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))"


@pytest.fixture
def basemap(settings, tmp_path, fjordby):
    """One tile: a fjord in its western half, a wood with a clearing in the eastern, a road through the south."""
    settings.BASEMAP_DIR = tmp_path
    clearing = "(2800 2800,2800 3300,3300 3300,3300 2800,2800 2800)"
    wood = f"POLYGON((2148 2148,4000 2148,4000 4000,2148 4000,2148 2148),{clearing})"
    layers = [
        {"name": "water", "features": [{"geometry": square(0, 0, 2048, 4096), "properties": {"kind": "fjord"}}]},
        {"name": "landuse", "features": [{"geometry": wood, "properties": {"kind": "forest"}}]},
        {"name": "roads", "features": [{"geometry": "LINESTRING(0 400,4096 400)", "properties": {"kind": "motorway"}}]},
    ]
    tile = mapbox_vector_tile.encode(layers, default_options={"y_coord_down": False})
    with (tmp_path / "a.pmtiles").open("wb") as file:
        writer = Writer(file)
        writer.write_tile(zxy_to_tileid(Z, *corner_of_tile()), gzip.compress(tile))
        facts = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP, "min_zoom": Z, "max_zoom": Z}
        box = {"min_lon_e7": 0, "min_lat_e7": 0, "max_lon_e7": 0, "max_lat_e7": 0, "center_zoom": Z}
        writer.finalize(facts | box | {"center_lon_e7": 0, "center_lat_e7": 0}, {})
    fjordby.basemap = {"kind": "pmtiles", "file": "a.pmtiles"}
    return fjordby


@pytest.fixture
def sight():
    """The middle of the tile, which is 512 pixels wide at zoom Z + 1 of the map."""
    from math import atan, degrees, pi, sinh

    x, y = corner_of_tile()
    lon = (x + 0.5) / 2**Z * 360 - 180
    lat = degrees(atan(sinh(pi * (1 - 2 * (y + 0.5) / 2**Z))))
    return Sight(lon, lat, Z + 1, 512, 512)


def seen(drawn):
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def near(colour, wanted):
    return all(abs(a - b) <= 6 for a, b in zip(colour, bytes.fromhex(wanted), strict=True))


def test_water_wood_clearing_and_road_lie_where_they_are(basemap, sight):
    picture = seen(map_picture(basemap, sight))
    assert picture.size == (512, 512)
    assert near(picture.getpixel((100, 100)), "c6dae3")
    assert near(picture.getpixel((300, 100)), "d5e1c8")
    assert near(picture.getpixel((380, 130)), "f6f4ee")  # the clearing
    assert near(picture.getpixel((100, 462)), "f2d3a0")


def test_signs_stand_at_their_places(basemap, sight):
    spots = [(sight.lon, sight.lat, "proposal"), (sight.lon + 0.1, sight.lat, "problem")]
    picture = seen(map_picture(basemap, sight, spots))
    there = sight.pixel(sight.lon + 0.1, sight.lat)
    assert there[1] == 256 and 380 < there[0] < 410
    assert near(picture.getpixel((256 - 9, 256)), "1d6f42")
    assert near(picture.getpixel((round(there[0]) - 4, 256 + 5)), "b3261e")


def test_what_is_meant_is_outlined(basemap, sight):
    ring = [
        (sight.lon, sight.lat),
        (sight.lon + 0.1, sight.lat),
        (sight.lon + 0.1, sight.lat + 0.05),
        (sight.lon, sight.lat),
    ]
    assert near(seen(map_picture(basemap, sight, outline=ring)).getpixel((320, 256)), "0b5563")


@pytest.mark.parametrize(
    "basemap_of", [{}, {"kind": "raster", "url": "https://example.org"}, {"kind": "pmtiles", "file": "gone.pmtiles"}]
)
def test_without_a_base_map_of_ours_there_is_paper_and_no_request(fjordby, sight, basemap_of):
    fjordby.basemap = basemap_of
    assert near(seen(map_picture(fjordby, sight)).getpixel((100, 100)), "f6f4ee")


def test_a_sight_around_a_box_has_it_all():
    sight = Sight.around((10.0, 56.0, 10.1, 56.02), 512, 256)
    for lon, lat in ((10.0, 56.0), (10.1, 56.02)):
        x, y = sight.pixel(lon, lat)
        assert 0 < x < 512 and 0 < y < 256
    assert Sight.around((10.0, 56.0, 10.0, 56.0), 512, 256).zoom == 18
