"""The small map in a watcher's letter: what is watched, and the new pins in it."""

from typing import Any

from kortet.pins.models import Pin
from kortet.places.map_picture import map_picture
from kortet.places.map_tiles import Sight
from kortet.places.queries import DEGREES
from kortet.places.turned import turned
from kortet.watches.models import Watch

WIDTH, HEIGHT = 1024, 512  # shown half as large, so that it is sharp on phones
SIGN, COARSE_METRES = 20, 10


def map_of(watch: Watch, pins: list[Pin]) -> bytes:
    """A PNG of the watched area; nothing where the area is gone."""
    area = watch.boundary or (watch.area.boundary if watch.area else None)
    if area is None:
        return b""
    shown: Any = turned(area.simplify(COARSE_METRES, preserve_topology=True), DEGREES)
    sight = Sight.around(shown.extent, WIDTH, HEIGHT, SIGN)
    places: list[Any] = [turned(pin.public_point, DEGREES) for pin in pins]
    spots = [(place.x, place.y, pin.kind) for place, pin in zip(places, pins, strict=True)]
    largest = max(shown, key=lambda part: part.area) if shown.geom_type == "MultiPolygon" else shown
    return map_picture(watch.municipality, sight, spots, [(x, y) for x, y, *_ in largest.coords[0]])
