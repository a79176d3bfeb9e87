"""Class C, bodies and files: what no form sends, names that mean something else, archives that are spoilt."""

import io
import random
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kortet.pictures.models import Picture
from kortet.pins.models import Pin
from tests.pictures.conftest import folder  # noqa: F401  (a fixture: where the files are)
from tests.pictures.files import picture, sent

attack = pytest.mark.attack


def parts(*fields):
    """A multipart body of (headers, content), with the boundary X."""
    return b"".join(b"--X\r\n%s\r\n\r\n%s\r\n" % field for field in fields) + b"--X--\r\n"


FIELD = b'Content-Disposition: form-data; name="%s"'
BODIES = {
    "ten thousand parts": parts(*((FIELD % b"n%d" % n, b"") for n in range(10_000))),
    "a hundred files": parts(*((FIELD % b"pictures" + b'; filename="a.jpg"', b"x") for _ in range(100))),
    "no end": b"--X\r\n" + FIELD % b"title" + b"\r\n\r\n" + b"x" * 100_000,
    "no boundary": b"x" * 1000,
    "a header without end": b"--X\r\nContent-Disposition: " + b"x" * 200_000,
    "a boundary inside": parts((FIELD % b"title", b"--X"), (FIELD % b"title", b"--X--")),
    "the same field twice": parts((FIELD % b"title", b"a"), (FIELD % b"title", b"b")),
    "base64 that is none": parts((FIELD % b"title" + b"\r\nContent-Transfer-Encoding: base64", b"\xff!" * 50)),
    "an encoding that is none": parts((FIELD % b"title" + b"\r\nContent-Type: text/plain; charset=x-none", b"a")),
    "three megabytes of text": parts((FIELD % b"text", b"x" * 3_000_000)),
}


@attack("C09")
@pytest.mark.django_db
@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_no_form_is_refused_and_leaves_nothing(client, neighbourhoods, settings, tmp_path, name):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "temp")
    (tmp_path / "temp").mkdir()
    for address in ("/naale/ny/", "/billeder/"):
        answer = client.generic("POST", address, BODIES[name], content_type="multipart/form-data; boundary=X")
        assert answer.status_code in (400, 413, 422)
    assert not Pin.objects.exists() and not Picture.objects.exists() and list((tmp_path / "temp").iterdir()) == []


@attack("C09")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "x" * 5000,
        "multipart/form-data; boundary=\x00",
    ],
)
def test_a_boundary_that_is_none_is_refused(client, neighbourhoods, kind):
    assert client.generic("POST", "/naale/ny/", b"--x--", content_type=kind).status_code in (400, 403, 422)


NAMES = [
    "../../x.jpg",
    "..\\..\\x.jpg",
    "/etc/passwd",
    "a\r\nSet-Cookie: b=c.jpg",
    "<img src=x onerror=alert(1)>.jpg",
    "\u202egpj.exe",
    "a" * 4000 + ".jpg",
    ".htaccess",
    "con.jpg",
    "%00.jpg",
]


@attack("C10")
@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_a_file_means_nothing(client, neighbourhoods, settings, name):
    assert client.post("/billeder/", {"picture": sent(picture(), name=name)}).status_code == 201
    files = [path.relative_to(settings.MEDIA_ROOT) for path in settings.MEDIA_ROOT.rglob("*.*")]
    assert len(files) == 2 and all(
        re.fullmatch(r"pictures/fjordby/[2-9a-z]{2}/[2-9a-z]{28}/(2560|480)\.jpg", str(path)) for path in files
    )
    refusal = client.post("/naale/ny/", {"title": "Hul", "pictures": [sent(b"none", name=name)]})
    assert (
        refusal.status_code == 422
        and "<img src=x" not in refusal.content.decode()
        and "\u202e" not in refusal.content.decode()
    )
    assert "\r" not in str(refusal.headers) and "Set-Cookie: b" not in str(refusal.headers)


def spoilt_archives():
    """What each reader looks for, packed; the packed bytes are nonsense, turned here and there, or cut off."""
    dice, packed = random.Random(7), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in ("signals.csv", "a.geojson", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "content.xml"):
            archive.writestr(member, dice.randbytes(3000) + b"a" * 3000)
    nonsense, turned = bytearray(packed.getvalue()), bytearray(packed.getvalue())
    for member in archive.infolist():
        begin = member.header_offset + 30 + len(member.filename)
        nonsense[begin : begin + 4] = b"\xff" * 4  # a block of a kind that deflate has not
    for _ in range(40):
        turned[dice.randrange(40, len(turned) - 400)] = dice.randrange(256)
    return [bytes(nonsense), bytes(turned), bytes(turned[:-200])]


@attack("C12")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "name"),
    [
        *(("/indlaes/", f"spoilt.{ending}") for ending in ("zip", "xlsx", "ods")),
        *(("/admin/partners/partner/indlaes/", f"spoilt.{ending}") for ending in ("xlsx", "ods")),
        ("/admin/places/arealayer/indlaes/", "spoilt.zip"),
    ],
)
def test_an_archive_whose_inside_is_spoilt_is_refused(client, neighbourhoods, pia, admin_user, path, name):
    client.force_login(pia if "partner" not in path else admin_user)
    for spoilt in spoilt_archives():
        answer = client.post(path, {"file": SimpleUploadedFile(name, spoilt), "new_code": "a", "name": "r"})
        assert answer.status_code in (200, 422), answer.status_code


@attack("C12")
@pytest.mark.real
@pytest.mark.parametrize("name", ["path_traversal.zip", "zeros_100MiB.zip"])
def test_the_real_nasty_archives_are_refused(shared, client, neighbourhoods, pia, name):
    client.force_login(pia)
    data = (shared / "nasty" / "archives" / name).read_bytes()
    for path in ("/indlaes/", "/admin/places/arealayer/indlaes/"):
        answer = client.post(path, {"file": SimpleUploadedFile(name, data), "new_code": "a"})
        assert answer.status_code in (200, 422)
