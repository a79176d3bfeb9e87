"""A map of figures as a picture (PNG), drawn by us, for paper and for programs that know no map."""

import json
from typing import Any

from kortet.figures.drawing import FILLS, Colour, Drawing, Shape
from kortet.municipalities.models import Municipality
from kortet.places.map_picture import drawn_map, png
from kortet.places.map_tiles import Sight

HULL: Colour = (179, 84, 30, 90)


def drawn_picture(
    town: Municipality,
    box: tuple[float, ...],
    drawing: Drawing,
    hulls: list[Shape],
    signs: list[dict[str, Any]],
    width: int,
    height: int,
) -> bytes:
    """What lies in a box (west, south, east, north in EPSG:4326); more signs are drawn smaller."""
    sight = Sight.around(box, width, height, sign=sign_size(len(signs)))
    shaded = [(json.loads(one.drawn), FILLS[one.step]) for one in drawing.shapes]
    shaded += [(json.loads(one.drawn), HULL) for one in hulls]
    spots = [(one["at"][0], one["at"][1], one["kind"]) for one in signs]
    return png(drawn_map(town, sight, spots, None, shaded))


def sign_size(signs: int) -> int:
    """The radius of a sign in pixels, so that the map is still seen."""
    return 13 if signs < 60 else 8 if signs < 400 else 4
