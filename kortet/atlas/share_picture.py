"""What other sites show of a link to a pin (Open Graph, 1200 × 630): the map around it, and its headline."""

from functools import lru_cache
from typing import Any

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from kortet.pins.models import Pin
from kortet.places.map_paint import INK
from kortet.places.map_picture import drawn_map, png
from kortet.places.map_tiles import Sight
from kortet.places.queries import DEGREES
from kortet.places.turned import turned

WIDTH, HEIGHT, BAND, EDGE = 1200, 630, 190, 48
FONT = "vendor/figtree/figtree-latin-wght-normal.woff2"
ZOOM, SIGN = 15.5, 30


def share_picture(pin: Pin) -> bytes:
    """A PNG; the sign stands in the middle of the part of the map that is seen."""
    place: Any = turned(pin.public_point, DEGREES)
    sight = Sight(place.x, place.y, ZOOM, WIDTH, HEIGHT - BAND, SIGN)
    sheet = Image.new("RGB", (WIDTH, HEIGHT), "#fff")
    sheet.paste(drawn_map(pin.municipality, sight, [(place.x, place.y, pin.kind)], None))
    write(ImageDraw.Draw(sheet), pin)
    return png(sheet)


def write(pen: ImageDraw.ImageDraw, pin: Pin) -> None:
    """The band below: the headline, on two lines at most, and whose map it is."""
    top = HEIGHT - BAND
    pen.rectangle((0, top, WIDTH, top + 6), fill=pin.municipality.readable_primary)
    headline, small = font(44, "SemiBold"), font(28, "Regular")
    for n, line in enumerate(lines(pin.title, headline, WIDTH - 2 * EDGE)):
        pen.text((EDGE, top + 26 + n * 52), line, fill=INK, font=headline)
    pen.text((EDGE, HEIGHT - 46), f"{pin.municipality.name} · {pin.place_text}"[:80], fill="#55616a", font=small)


@lru_cache(maxsize=8)
def font(size: int, weight: str) -> ImageFont.FreeTypeFont:
    found = ImageFont.truetype(str(finders.find(FONT)), size)
    found.set_variation_by_name(weight)
    return found


def lines(words: str, letters: ImageFont.FreeTypeFont, width: int, most: int = 2) -> list[str]:
    """The words on so many lines as fit; what is left out is told by an ellipsis."""
    found = [""]
    for word in words.split():
        longer = f"{found[-1]} {word}".strip()
        if letters.getlength(longer) <= width:
            found[-1] = longer
        elif len(found) == most:
            return [*found[:-1], cut(f"{found[-1]} {word}", letters, width)]
        else:
            found.append(cut(word, letters, width))
    return [line for line in found if line]


def cut(line: str, letters: ImageFont.FreeTypeFont, width: int) -> str:
    if letters.getlength(line) <= width:
        return line
    while line and letters.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
