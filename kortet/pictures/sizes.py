"""The sizes and formats that a kept picture is shown in, made by the worker from our own clean JPEG."""

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

LARGE = 2560  # pixels of the longer side
SIZES = (160, 480, 960, 1600)
FORMATS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 55, "speed": 7, "max_threads": 1},
    "webp": {"quality": 74, "method": 4},
    "jpg": {"quality": 78, "optimize": True, "progressive": True},
}
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
NAMES = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}


class Print(NamedTuple):
    """One file of a picture: the longer side in pixels (at most), and the format."""

    size: int
    format: str

    def __str__(self) -> str:
        return f"{self.size}.{self.format}"


FIRST = (Print(LARGE, "jpg"), Print(480, "jpg"))  # made when the picture comes


def steps_of(width: int, height: int) -> list[int]:
    """The sizes that are smaller than the picture, and the smallest that is not: nothing is blown up."""
    longer = max(width, height)
    return [size for place, size in enumerate(SIZES) if place == 0 or SIZES[place - 1] < longer]


def prints_of(width: int, height: int) -> list[Print]:
    """All files of a picture of that size."""
    made = [Print(size, name) for size in steps_of(width, height) for name in FORMATS]
    return list(dict.fromkeys([*FIRST, *made]))


def size_at(width: int, height: int, size: int) -> tuple[int, int]:
    """Width and height with the longer side at most `size`."""
    scale = min(1, size / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def made_of(data: bytes) -> Iterator[tuple[Print, bytes]]:
    """The smaller files of a clean JPEG, one after the other."""
    image: Image.Image = JpegImageFile(io.BytesIO(data))
    image.load()
    for size in reversed(steps_of(*image.size)):
        smaller = image.resize(size_at(*image.size, size), Image.Resampling.LANCZOS, reducing_gap=3)
        for name, options in FORMATS.items():
            if Print(size, name) not in FIRST:
                yield Print(size, name), encoded(smaller, name, options)


def encoded(image: Image.Image, name: str, options: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    image.save(file, NAMES[name], **options)
    return file.getvalue()
