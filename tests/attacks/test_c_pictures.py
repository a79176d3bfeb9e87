"""Class C, pictures: clean or refused, within limits of memory and time."""

import io
import json
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile

from kortet.partners.models import Partner
from kortet.pictures.developing import PictureError, develop
from kortet.pictures.models import Picture
from tests.pictures.conftest import folder  # noqa: F401  (a fixture: where the files are)
from tests.pictures.files import SECRET, drawn, picture, png_header
from tests.pictures.test_developing import ALLOWED, tags

attack = pytest.mark.attack
REASONS = {"empty", "heavy", "kind", "pixels", "broken", "hungry", "slow"}
MIB = 1 << 20


def developed(data):
    return develop(io.BytesIO(data), len(data))


def clean_or_refused(data):
    """The reason, or nothing where it became two JPEGs in which exiftool finds no more than a JPEG has to have."""
    try:
        made = developed(data)
    except PictureError as refusal:
        assert refusal.reason in REASONS
        return refusal.reason
    for one in (made.large, made.small):
        assert SECRET.encode() not in one and one.startswith(b"\xff\xd8\xff") and one.endswith(b"\xff\xd9")
    assert tags(made.large, made.small) <= ALLOWED
    return ""


def written_into(data, *asked):
    """The picture with more facts, written by exiftool."""
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed: apt install libimage-exiftool-perl")
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        file.write(data)
        file.flush()
        subprocess.run(["exiftool", "-overwrite_original", "-q", *asked, file.name], check=True)
        return Path(file.name).read_bytes()


@attack("C01", "C02")
def test_a_photograph_with_everything_a_camera_writes_is_clean(tmp_path):
    thumbnail = tmp_path / "uncropped.jpg"
    drawn(160, 120).save(thumbnail, comment=SECRET.encode())
    asked = [
        f"-ThumbnailImage<={thumbnail}",
        f"-IPTC:Caption-Abstract={SECRET}",
        f"-XMP:Creator={SECRET}",
        f"-Comment={SECRET}",
    ]
    asked += [
        f"-SerialNumber={SECRET}",
        "-GPSLatitude=56.12",
        "-GPSLatitudeRef=N",
        f"-MakerNoteUnknownText={SECRET}",
        f"-UserComment={SECRET}",
    ]
    whole = written_into(picture("jpg"), *asked)
    assert tags(whole) >= {
        "EXIF:ThumbnailImage",
        "IPTC:Caption-Abstract",
        "XMP:Creator",
        "EXIF:SerialNumber",
        "EXIF:GPSLatitude",
    }
    assert clean_or_refused(whole) == ""


POLYGLOTS = {
    "a page behind": picture() + b"<html><script>alert(1)</script>",
    "an archive behind": picture() + b"PK\x03\x04" + b"x" * 50,
    "a page in the comment": picture().replace(SECRET.encode(), b"<script>a()</script"),
    "a PDF before": b"%PDF-1.4\n" + picture(),
    "a script before": b"GIF89a/*" + picture() + b"*/=1;alert(1)",
    "a page before": b"<!--" + picture() + b"-->",
}


@attack("C03")
@pytest.mark.parametrize("name", POLYGLOTS)
def test_what_is_something_else_too_is_only_a_picture_afterwards(name):
    reason = clean_or_refused(POLYGLOTS[name])
    assert reason == ("kind" if name.endswith("before") else "")
    if not reason:
        made = developed(POLYGLOTS[name])
        assert not [mark for mark in (b"<script", b"PK\x03\x04", b"%PDF") if mark in made.large + made.small]


def fits():
    return (
        b"SIMPLE  =                    T".ljust(80)
        + b"BITPIX  = 8".ljust(80)
        + b"NAXIS   = 0".ljust(80)
        + b"END".ljust(2640)
    )


def dcx():
    return struct.pack("<II", 987654321, 12) + bytes(4088)


def tiff_beyond():
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<HHHII", 1, 0x0111, 4, 1, 0xFFFFFFFF) + bytes(4)


FOREIGN = {
    "FITS": fits(), "DCX": dcx(), "TIFF": tiff_beyond(),
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%id) (w) file",
    "PSD": b"8BPS\0\1" + bytes(60), "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(60), "BMP": b"BM" + bytes(60),
    "ICO": b"\0\0\1\0\1\0" + bytes(60),
    "SVG": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><use href="http://127.0.0.1:9/"/></svg>',
    "SVG by a mark": b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "WMF": b"\xd7\xcd\xc6\x9a" + bytes(60),
    "a film of HEIC": b"\0\0\0\x18ftyphevc\0\0\0\0hevcmsf1" + bytes(60), "MP4": b"\0\0\0\x18ftypisom" + bytes(60),
    "PDF": b"%PDF-1.7\n",
}  # fmt: skip


@attack("C05", "C07")
@pytest.mark.parametrize("name", FOREIGN)
def test_no_other_format_is_opened(name):
    assert clean_or_refused(FOREIGN[name]) == "kind"


@attack("C07")
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["SVG", "SVG by a mark", "EPS", "TIFF"])
def test_a_logo_is_a_picture_or_refused(steward, rowing_club, name):
    file = SimpleUploadedFile("logo.png", FOREIGN[name], content_type="image/png")
    answer = steward.post("/foreninger/roklubben/ret/", {"name": "Roklubben", "reach": "whole", "logo_file": file})
    assert answer.status_code == 422 and "logo_file" in answer.context["form"].errors
    event = {"title": "Fest", "kind": "activity", "day": "2030-05-01", "begins": "19:00", "address": ""}
    file.seek(0)
    answer = steward.post("/foreninger/roklubben/arrangementer/ny/", event | {"picture_file": file})
    assert answer.status_code == 422 and "picture_file" in answer.context["form"].errors
    assert Partner.objects.get().logo is None and not Picture.objects.exists()


# A small process between, because a child's memory counts from that of the process that it came from.
MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=False)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


def darkroom(data):
    """What the process answers that opens pictures, and the most memory that it took, in MiB."""
    words = [sys.executable, "-c", MEASURED, sys.executable, "-E", "-s", "-m", "kortet.pictures.darkroom"]
    done = subprocess.run(words, input=bytes(8) + data, capture_output=True, cwd=configured.BASE_DIR, check=True)
    return json.loads(done.stdout.splitlines()[0]), int(done.stderr.splitlines()[-1]) // 1024


def plain_png(width, height):
    """Grey, with every pixel there: it packs well and unpacks to all of it."""
    rows = zlib.compressobj(1)
    data = b"".join([*(rows.compress(bytes(1 + width)) for _ in range(height)), rows.flush()])

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def text_bomb():
    packed = zlib.compress(bytes(200 * MIB), 9)
    body = b"Comment\0\0" + packed
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    small = png_header(8, 8, bytes(25 * 8))
    return small[:33] + chunk + small[33:]


BOMBS = {
    "60,000 x 60,000": lambda: png_header(60_000, 60_000),
    "13,000 x 13,000": lambda: png_header(13_000, 13_000, bytes(100)),
    "as large as may be": lambda: plain_png(8_000, 6_000),
    "one line of 40 million": lambda: png_header(40_000_000, 1, bytes(1000)),
    "no width": lambda: png_header(0, 10),
    "a text that unpacks to a gigabyte": text_bomb,
}


@attack("C04")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_no_more_memory_than_is_allowed(name):
    told, mib = darkroom(BOMBS[name]())
    assert mib <= 300 and (told.get("refused") in REASONS or told["width"] <= 2560)


@attack("C04")
def test_of_several_frames_only_the_first_is_decoded():
    """A film whose first frame is small and whose second declares what nobody could hold."""
    file = io.BytesIO()
    drawn(40, 30).save(file, "MPO", save_all=True, append_images=[drawn(40, 30)])
    whole = bytearray(file.getvalue())
    second = whole.rindex(b"\xff\xc0")
    whole[second + 5 : second + 9] = struct.pack(">HH", 65_500, 65_500)
    made = developed(bytes(whole))
    assert (made.width, made.height) == (40, 30)


@attack("C06", "C08")
@pytest.mark.parametrize("kind", ["heic", "avif", "webp", "jpg", "png"])
def test_bytes_that_were_turned_are_a_picture_or_none(kind):
    """Some of each kind with bytes changed, cut out or doubled, the same each time."""
    dice, whole = random.Random(f"kortet {kind}"), picture(kind, drawn(80, 60))
    for _ in range(4):
        spoilt = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            spoilt[dice.randrange(12, len(spoilt))] = dice.randrange(256)
        at = dice.randrange(12, len(spoilt))
        spoilt[at:at] = spoilt[at : at + dice.choice([0, 0, 100])]
        assert clean_or_refused(bytes(spoilt)) in REASONS | {""}


@attack("C08")
def test_one_that_takes_for_ever_is_stopped(monkeypatch):
    from kortet.pictures import developing

    monkeypatch.setattr(developing, "SECONDS", 0.05)
    with pytest.raises(PictureError, match="slow"):
        developed(picture())


@attack("C08")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kind"), [("foto.exe", "application/x-msdownload"), ("foto.svg", "image/svg+xml"), ("foto", "text/html")]
)
def test_names_and_content_types_are_not_believed(client, fjordby, name, kind):
    answer = client.post("/billeder/", {"picture": SimpleUploadedFile(name, picture("png"), content_type=kind)})
    assert answer.status_code == 201
    key = answer.json()["key"]
    seen = client.get(f"/billeder/venter/{key}.jpg")
    assert (seen.headers["Content-Type"], seen.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
