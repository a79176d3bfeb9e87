"""Maps of drawn places as pictures: cells on the base map, or a heat map that is made of nothing but those cells."""

import json
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from kortet.figures.drawing import FILLS, STEPS, Drawing
from kortet.findings.map_drawing import box_of
from kortet.municipalities.models import Municipality
from kortet.places.map_picture import drawn_map, png, polygons
from kortet.places.map_tiles import Sight

WIDE, HIGH = 960, 640
SMOOTH = 18  # pixels
# From little to much.
HEAT = [(0, (255, 236, 160)), (110, (253, 174, 97)), (180, (227, 74, 51)), (255, (140, 15, 30))]


def map_picture_of(town: Municipality, drawing: Drawing) -> bytes:
    shaded = [(json.loads(one.drawn), FILLS[one.step]) for one in drawing.shapes]
    return png(drawn_map(town, sight_of(drawing), (), None, shaded))


def heat_picture(town: Municipality, drawing: Drawing) -> bytes:
    """The steps of the cells, smoothed and coloured: hot where most people are."""
    sight = sight_of(drawing)
    base = drawn_map(town, sight, (), None)
    heat = smoothed(drawing, sight)
    colours = Image.merge("RGB", [heat.point(ramp(channel)) for channel in range(3)])
    return png(Image.composite(colours, base, heat.point([min(190, n * 2) for n in range(256)])))


def sight_of(drawing: Drawing) -> Sight:
    return Sight.around(box_of([one.drawn for one in drawing.shapes]), WIDE, HIGH)


def smoothed(drawing: Drawing, sight: Sight) -> Image.Image:
    """Grey from 0 to 255, a cell as bright as its step."""
    grey = Image.new("L", (sight.width, sight.height))
    for one in drawing.shapes:
        for rings in polygons(json.loads(one.drawn)):
            mask = Image.new("L", grey.size)
            for n, ring in enumerate(rings):
                corners = [sight.pixel(lon, lat) for lon, lat in ring]
                ImageDraw.Draw(mask).polygon(corners, fill=0 if n else 255 * one.step // STEPS)
            grey = ImageChops.lighter(grey, mask)
    return grey.filter(ImageFilter.GaussianBlur(SMOOTH))


def ramp(channel: int) -> list[int]:
    """The colours between those of HEAT, in one of red, green and blue."""
    told = []
    for n in range(256):
        (low, begin), (high, end) = next(pair for pair in pairwise(HEAT) if n <= pair[1][0])
        share = (n - low) / (high - low)
        told.append(round(begin[channel] + share * (end[channel] - begin[channel])))
    return told
