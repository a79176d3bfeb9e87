"""What comes in is developed: of every kind, upright, nothing but pixels. What is none is refused with its reason."""

import io
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from kortet.pictures.developing import MOST_BYTES, PictureError, develop
from tests.pictures.files import KINDS, SECRET, drawn, frames, picture, png_header


def developed(data, head=b""):
    return develop(io.BytesIO(data), len(data), head)


def refused(data):
    with pytest.raises(PictureError) as refusal:
        developed(data)
    return refusal.value.reason


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.attack("C06")
def test_every_kind_becomes_two_clean_jpegs(kind):
    print_ = developed(picture(kind))
    assert (print_.width, print_.height) == (400, 300)
    for data in (print_.large, print_.small):
        image = Image.open(io.BytesIO(data))
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (400, 300))
        assert image.getpixel((200, 10))[0] > 150 and image.getpixel((200, 290))[2] > 150


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.attack("C01", "C02")
def test_no_fact_of_the_file_is_left(kind):
    assert SECRET.encode() in picture(kind) or kind == "heic"
    print_ = developed(picture(kind))
    for data in (print_.large, print_.small):
        assert SECRET.encode() not in data and b"Exif" not in data and b"ICC" not in data and b"sRGB" not in data
    assert tags(print_.large, print_.small) <= ALLOWED


# What a JPEG is, and what exiftool computes from that.
ALLOWED = {
    "SourceFile", "File:FileSize", "File:FileModifyDate", "File:FileAccessDate", "File:FileInodeChangeDate",
    "File:FilePermissions", "File:FileType", "File:FileTypeExtension", "File:MIMEType", "File:ImageWidth",
    "File:ImageHeight", "File:EncodingProcess", "File:BitsPerSample", "File:ColorComponents", "File:YCbCrSubSampling",
    "JFIF:JFIFVersion", "JFIF:ResolutionUnit", "JFIF:XResolution", "JFIF:YResolution", "ExifTool:ExifToolVersion",
    "Composite:ImageSize", "Composite:Megapixels",
}  # fmt: skip


def tags(*files):
    """What exiftool finds in any of these, thumbnails and trailers included."""
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed: apt install libimage-exiftool-perl")
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(files):
            Path(folder, f"{number}.jpg").write_bytes(data)
        told = subprocess.run(["exiftool", "-j", "-G", "-a", "-ee", "-U", folder], capture_output=True, check=True)
    return set().union(*json.loads(told.stdout)) - {"File:FileName", "File:Directory"}


def test_exiftool_would_have_told_on_the_original():
    assert tags(picture("jpg")) >= {"EXIF:Make", "EXIF:GPSLatitude", "EXIF:SerialNumber", "File:Comment"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright(orientation):
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose that undoes what a reader will do
    image = drawn()
    if orientation > 1:
        image = image.transpose(turns[orientation])
    print_ = developed(picture("jpg", image, orientation=orientation))
    assert (print_.width, print_.height) == (400, 300)
    seen = Image.open(io.BytesIO(print_.large))
    assert seen.getpixel((200, 10))[0] > 150 and seen.getpixel((200, 290))[2] > 150


def test_the_position_is_told_once():
    assert developed(picture(lng=10.1341, lat=56.1203)).position == pytest.approx((10.1341, 56.1203), abs=1e-5)
    assert developed(picture("heic", lng=-9.5, lat=-38.7)).position == pytest.approx((-9.5, -38.7), abs=1e-5)


def test_a_head_tells_the_position_of_a_picture_that_was_made_smaller():
    head = picture(lng=10.1341, lat=56.1203)
    plain = developed(head).large
    assert developed(plain).position is None
    assert developed(plain, head[:3000]).position == pytest.approx((10.1341, 56.1203), abs=1e-5)
    assert developed(plain, b"\xff\xd8\xff junk").position is None


def test_a_large_one_is_made_smaller():
    print_ = developed(picture("jpg", drawn(4000, 3000)))
    assert (print_.width, print_.height) == (2560, 1920)
    assert Image.open(io.BytesIO(print_.small)).size == (480, 360)


def test_see_through_becomes_white_and_sixteen_bits_eight():
    glass, file = Image.new("RGBA", (40, 40), (0, 0, 0, 0)), io.BytesIO()
    glass.save(file, "PNG")
    assert Image.open(io.BytesIO(developed(file.getvalue()).large)).getpixel((5, 5)) == (255, 255, 255)
    grey, file = Image.new("I;16", (40, 40), 32768), io.BytesIO()
    grey.save(file, "PNG")
    assert abs(Image.open(io.BytesIO(developed(file.getvalue()).large)).getpixel((5, 5))[0] - 127) < 4


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
@pytest.mark.attack("C05")
def test_of_a_film_the_first_frame_is_taken(kind):
    assert developed(frames(kind, 300)).width == 16


NONE = {
    "gif": frames("GIF", 200),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "psd": b"8BPS\x00\x01" + bytes(40),
    "tiff": b"II*\x00\xff\xff\xff\xff" + bytes(40),
    "html": b"<html><script>alert(1)</script>",
    "jp2": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(40),
    "avif film": b"\x00\x00\x00\x20ftypavis" + bytes(40),
    "one byte": b"\xff",
}


@pytest.mark.parametrize("name", NONE)
@pytest.mark.attack("C05", "C07")
def test_what_is_no_picture_of_ours_is_refused_before_anything_opens_it(name):
    assert refused(NONE[name]) == "kind"


def test_nothing_and_too_much():
    assert refused(b"") == "empty"
    assert refused(picture() + bytes(MOST_BYTES)) == "heavy"


@pytest.mark.parametrize("size", [(60_000, 60_000), (13_000, 13_000), (7_000, 7_001)])
@pytest.mark.attack("C04")
def test_bombs_are_refused_by_their_header(size):
    assert refused(png_header(*size, bytes(100_000))) == "pixels"


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "heic", "avif"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
@pytest.mark.attack("C06", "C08")
def test_half_a_picture_is_broken(kind, share):
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    whole = picture(kind, noise)
    assert refused(whole[: int(len(whole) * share)]) == "broken"


@pytest.mark.parametrize(
    "tail", [b"<html><script>alert(1)</script>", b"PK\x03\x04hello.txt", b"\xff\xd8\xff" + bytes(99)]
)
@pytest.mark.attack("C03")
def test_what_hangs_on_a_picture_falls_off(tail):
    print_ = developed(picture() + tail)
    assert tail not in print_.large and print_.large.endswith(b"\xff\xd9")


@pytest.mark.real
@pytest.mark.attack("C01", "C05", "C08")
def test_the_nasty_ones_are_developed_or_refused(shared):
    files = sorted((shared / "nasty" / "images").rglob("*.*"))
    told, prints = {}, []
    for file in files:
        try:
            made = developed(file.read_bytes())
            prints += [made.large, made.small]
            told[file.name] = "developed"
        except PictureError as refusal:
            told[file.name] = refusal.reason
    assert tags(*prints) <= ALLOWED
    refusals = {name: reason for name, reason in told.items() if reason != "developed"}
    assert refusals == {
        "broken.png": "broken",
        "decompression_bomb.gif": "kind",
        "decompression_bomb.ico": "kind",
        "truncated_image.png": "broken",
        "truncated_jpeg.jpg": "broken",
    }
    assert len(told) == 24


@pytest.mark.real
def test_the_turned_landscapes_are_all_the_same(shared):
    sizes = {developed(file.read_bytes()).width for file in (shared / "nasty/images/orientation").glob("*.jpg")}
    assert sizes == {1800}


def test_where_somebody_is_being_served_one_waits_and_the_next_is_asked_to_come_again():
    from kortet.pictures import developing

    assert developing.ROOM.acquire(blocking=False)
    assert developing.DOOR.acquire(blocking=False) and developing.DOOR.acquire(blocking=False)
    try:
        assert refused(picture()) == "busy"
    finally:
        for lock in (developing.ROOM, developing.DOOR, developing.DOOR):
            lock.release()
    assert developed(picture()).width == 400
