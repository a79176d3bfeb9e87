"""The process that alone opens pictures from outside: `python -m kortet.pictures.darkroom`, with limits on itself.

Standard input: eight bytes with the length of a head, the head, the picture. The head is the beginning of the file that
a browser made the picture from, or empty; only its position is read. Standard output: a line of JSON and the JPEGs that
it tells the lengths of, made from nothing but pixels, upright, in sRGB. Or {"refused": why}. It has no database, no
settings and no secret, so a file that breaks it breaks nothing else.
"""

import contextlib
import io
import json
import resource
import sys
import warnings
from collections.abc import Callable
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, ImageFile
from PIL.AvifImagePlugin import AvifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from kortet.pictures.positions import position_in
from kortet.pictures.signatures import kind_of

MIB = 1024 * 1024
LIMITS = {
    "RLIMIT_AS": 350 * MIB,
    "RLIMIT_CPU": 10,
    "RLIMIT_FSIZE": 16 * MIB,
    "RLIMIT_NOFILE": 32,
    "RLIMIT_CORE": 0,
}
# What each decoder can do within 300 MiB; a JPEG is decoded at a half or less, where that is enough.
MOST_PIXELS = {"jpeg": 50_000_000, "png": 48_000_000, "heic": 36_000_000, "avif": 28_000_000, "webp": 14_000_000}
MUCH = 24_000_000
LARGE, SMALL = 2560, 480  # pixels of the longer side
# By class, not by Image.open: nothing else is tried, and a JPEG with more pictures inside (MPO) is its first one.
OPENERS: dict[str, Callable[[io.BytesIO], Image.Image]] = {
    "jpeg": JpegImageFile,
    "png": PngImageFile,
    "webp": WebPImageFile,
    "heic": pillow_heif.HeifImageFile,
    "avif": AvifImageFile,
}
ORIENTATION = 0x0112
TURNS = {
    2: [Image.Transpose.FLIP_LEFT_RIGHT],
    3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM],
    5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_270],
    7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_90],
}


class RefusalError(Exception):
    """Why a picture is not taken: `kind`, `pixels`, `broken` or `hungry`."""


def main() -> None:
    limit()
    head = sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(8), "big"))
    try:
        told, prints = develop(sys.stdin.buffer.read(), head)
    except RefusalError as refusal:
        told, prints = {"refused": str(refusal)}, []
    except MemoryError:
        told, prints = {"refused": "hungry"}, []
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + b"".join(prints))


def limit() -> None:
    """No more memory, seconds of processor, bytes written and files than these; a warning is an error."""
    for name, most in LIMITS.items():
        resource.setrlimit(getattr(resource, name), (most, most))
    warnings.simplefilter("error")
    Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    options = pillow_heif.options
    options.DECODE_THREADS, options.THUMBNAILS, options.DEPTH_IMAGES, options.AUX_IMAGES = 1, False, False, False


def develop(data: bytes, head: bytes) -> tuple[dict[str, Any], list[bytes]]:
    image = opened(data)
    position = position_of(head) if head else position_in(image)
    large = upright(image)
    prints = [jpeg(large, 85), jpeg(shrunk(large, SMALL), 80)]
    told = {"width": large.width, "height": large.height, "prints": [len(one) for one in prints]}
    return told | {"position": position}, prints


def position_of(head: bytes) -> list[float] | None:
    with contextlib.suppress(RefusalError):
        return position_in(opened(head))
    return None


def opened(data: bytes) -> Image.Image:
    """The picture with its header read and nothing decoded, if it is of a known kind and not too large."""
    kind = kind_of(data[:64])
    if not kind:
        raise RefusalError("kind")
    try:
        image = OPENERS[kind](io.BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:  # the readers raise anything
        raise RefusalError("broken") from error
    if image.width * image.height > MOST_PIXELS[kind]:
        raise RefusalError("pixels")
    return image


def upright(image: Image.Image) -> Image.Image:
    """The pixels as a person sees them: at most LARGE, RGB in sRGB, turned."""
    turns = TURNS.get(orientation_of(image), [])
    profile = image.info.get("icc_profile")
    try:
        image.draft(None, (LARGE, LARGE))  # a JPEG is decoded at a half, a quarter or an eighth, where that is enough
        small = shrunk(image, LARGE)
    except MemoryError:
        raise
    except Exception as error:  # the decoders raise anything, also where they found no memory
        raise RefusalError("hungry" if image.width * image.height > MUCH else "broken") from error
    flat = in_srgb(on_white(small), profile)
    for turn in turns:
        flat = flat.transpose(turn)
    return Image.frombytes("RGB", flat.size, flat.tobytes())


def orientation_of(image: Image.Image) -> int:
    with contextlib.suppress(Exception):  # a broken block of facts is no broken picture
        return int(image.getexif().get(ORIENTATION, 1))
    return 1


def shrunk(image: Image.Image, most: int) -> Image.Image:
    """Shrunk until its longer side is at most so long; a palette and sixteen bits are made plain first."""
    image.load()
    scale = most / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    plain = in_eight_bits(image)
    return plain if scale >= 1 else plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=2)


def in_eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("P", "PA") or "transparency" in image.info:
        return image.convert("RGBA")
    return image if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK") else image.convert("RGB")


def on_white(image: Image.Image) -> Image.Image:
    """Without transparency: what is see-through is white."""
    if image.mode not in ("RGBA", "LA"):
        return image
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image.convert("RGBA"))
    return white.convert("RGB")


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """By its colour profile, where it has one that can be read; the profile itself is not kept."""
    if profile:
        with contextlib.suppress(Exception):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if turned is not None:
                return turned
    return image.convert("RGB")


def jpeg(image: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    return file.getvalue()


if __name__ == "__main__":
    main()
