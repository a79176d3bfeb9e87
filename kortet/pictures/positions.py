"""Where a picture says that it was taken: offered to the person who sends it, and never kept."""

import contextlib
import math
from typing import Any

from PIL import Image

GPS = 0x8825
NORTH, LATITUDE, EAST, LONGITUDE = 1, 2, 3, 4


def position_in(image: Image.Image) -> list[float] | None:
    """[lng, lat] in degrees (EPSG:4326) of its EXIF block; None where there is none or it is no place on Earth."""
    with contextlib.suppress(Exception):  # the block can hold anything
        told = image.getexif().get_ifd(GPS)
        lng = degrees(told[LONGITUDE], told[EAST], negative="W")
        lat = degrees(told[LATITUDE], told[NORTH], negative="S")
        if abs(lng) <= 180 and abs(lat) <= 90 and (lng, lat) != (0, 0):
            return [round(lng, 6), round(lat, 6)]
    return None


def degrees(parts: Any, side: str, *, negative: str) -> float:
    """Degrees, minutes and seconds as one number; raises ValueError where it is none."""
    whole, minutes, seconds = (float(part) for part in parts)
    found = whole + minutes / 60 + seconds / 3600
    if not math.isfinite(found) or found < 0:
        raise ValueError("no angle")
    return -found if side == negative else found
