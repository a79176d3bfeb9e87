"""The base map's tiles as features: read from the municipality's own PMTiles file, never from elsewhere."""

import gzip
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import mapbox_vector_tile
from django.conf import settings
from pmtiles.reader import MmapSource, Reader

from kortet.municipalities.models import Municipality

TILE = 512  # pixels of a tile at its own zoom, which the map calls one more
EXTENT = 4096


@dataclass(frozen=True)
class Sight:
    """What a picture shows: its middle in degrees (EPSG:4326), the zoom of the map, its size in pixels.

    `sign` is the radius of a pin's sign in pixels.
    """

    lon: float
    lat: float
    zoom: float
    width: int
    height: int
    sign: int = 13

    @property
    def world(self) -> float:
        """How many pixels the whole world is wide."""
        return 256.0 * 2.0**self.zoom

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place in degrees lies on the picture, from its upper left corner."""
        place, middle = self._projected(lon, lat), self._projected(self.lon, self.lat)
        return place[0] - middle[0] + self.width / 2, place[1] - middle[1] + self.height / 2

    def place(self, x: float, y: float) -> tuple[float, float]:
        """The place in degrees (EPSG:4326) of a point of the picture, counted from its upper left corner."""
        middle = self._projected(self.lon, self.lat)
        east, down = middle[0] + x - self.width / 2, middle[1] + y - self.height / 2
        return east / self.world * 360 - 180, self._latitude(down)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the picture in degrees (EPSG:4326)."""
        (west, north), (east, south) = self.place(0, 0), self.place(self.width, self.height)
        return west, south, east, north

    def _latitude(self, y: float) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / self.world))))

    def _projected(self, lon: float, lat: float) -> tuple[float, float]:
        y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
        return (lon + 180) / 360 * self.world, y * self.world

    @classmethod
    def around(cls, box: tuple[float, ...], width: int, height: int, sign: int = 13) -> "Sight":
        """The closest sight (zoom 18 at most) that has a box (west, south, east, north) in it, with some air."""
        west, south, east, north = box
        lon, lat = (west + east) / 2, (south + north) / 2
        for quarter in range(18 * 4, 5 * 4, -1):
            sight = cls(lon, lat, quarter / 4, width, height, sign)
            left, top = sight.pixel(west, north)
            if left >= width * 0.06 and top >= height * 0.06:
                return sight
        return cls(lon, lat, 5, width, height, sign)


def tiles_of(town: Municipality, sight: Sight) -> Iterator[tuple[float, float, float, dict[str, Any]]]:
    """The tiles that a sight touches: their upper left corner and size in pixels of the picture, and their layers."""
    name = str(town.basemap.get("file", "")) if town.basemap.get("kind") == "pmtiles" else ""
    file = settings.BASEMAP_DIR / name
    if not name or not file.is_file():
        return
    with file.open("rb") as opened:
        reader = Reader(MmapSource(opened))
        head = reader.header()
        zoom = max(head["min_zoom"], min(head["max_zoom"], round(sight.zoom - 1)))
        size = sight.world / 2**zoom
        left, top = sight.pixel(-180, math.degrees(math.atan(math.sinh(math.pi))))
        for x in range(int(-left // size), int((sight.width - left) // size) + 1):
            for y in range(int(-top // size), int((sight.height - top) // size) + 1):
                if packed := reader.get(zoom, x, y):
                    yield left + x * size, top + y * size, size, layers_of(packed)


def layers_of(packed: bytes) -> dict[str, Any]:
    plain = gzip.decompress(packed) if packed[:2] == b"\x1f\x8b" else packed
    found: dict[str, Any] = mapbox_vector_tile.decode(plain, default_options={"y_coord_down": True})
    return found
