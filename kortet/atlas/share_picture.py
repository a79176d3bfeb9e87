"""What other sites show of a link to a pin (Open Graph, 1200 × 630): the map around it, and its headline."""

from typing import Any

from PIL import Image, ImageDraw

from kortet.lettering import font, lines
from kortet.pins.models import Pin
from kortet.places.map_paint import INK
from kortet.places.map_picture import drawn_map, png
from kortet.places.map_tiles import Sight
from kortet.places.queries import DEGREES
from kortet.places.turned import turned

WIDTH, HEIGHT, BAND, EDGE = 1200, 630, 190, 48
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
