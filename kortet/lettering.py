"""Words in pictures that we draw: the letters of our pages, and where a line ends."""

from functools import lru_cache

from django.contrib.staticfiles import finders
from PIL import ImageFont

FONT = "vendor/figtree/figtree-latin-wght-normal.woff2"


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
