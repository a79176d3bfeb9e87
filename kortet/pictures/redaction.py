"""Black boxes over what a picture should not show: a face, a number plate. The original is kept, for staff alone."""

import io
import math
from typing import NamedTuple, Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ImageDraw
from PIL.JpegImagePlugin import JpegImageFile

from kortet.pictures.sizes import FIRST, encoded, size_at

MOST_BOXES = 20
QUALITY = {"quality": 85, "optimize": True, "progressive": True}


class Box(NamedTuple):
    """A rectangle on a picture, in parts of its width and its height (0 to 1), from the upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def read(cls, *parts: float) -> Self:
        """The part of it that lies on the picture; raises ValidationError where none does."""
        left, top, width, height = parts
        if not all(math.isfinite(part) for part in parts) or width <= 0 or height <= 0:
            raise ValidationError(_("Et felt skal have en bredde og en højde."))
        right, bottom = min(left + width, 1.0), min(top + height, 1.0)
        left, top = max(left, 0.0), max(top, 0.0)
        if right <= left or bottom <= top:
            raise ValidationError(_("Et felt ligger uden for billedet."))
        return cls(left, top, right - left, bottom - top)

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """All pixels that it touches: left, top, right, bottom, the last two included."""
        right = math.ceil((self.left + self.width) * width) - 1
        bottom = math.ceil((self.top + self.height) * height) - 1
        return math.floor(self.left * width), math.floor(self.top * height), right, bottom


def covered(data: bytes, boxes: list[Box]) -> tuple[bytes, bytes]:
    """One of our own clean JPEGs with the boxes on it, in the two sizes that a picture has first."""
    image = JpegImageFile(io.BytesIO(data)).convert("RGB")
    pen = ImageDraw.Draw(image)
    for box in boxes:
        pen.rectangle(box.pixels(*image.size), fill="black")
    small = image.resize(size_at(*image.size, FIRST[1].size), reducing_gap=3)
    return encoded(image, "jpg", QUALITY), encoded(small, "jpg", QUALITY)
