"""Hostile words: shown as text or refused with a clear error, never an error of ours, and every output still parses."""

import json
import re
import unicodedata
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from django.contrib.gis.geos import Polygon

from kortet.pins.models import Comment, Complaint, Pin
from kortet.watches.models import Watch
from tests.conftest import EAST, NORTH, spot

SCRIPTS = re.compile(r"<script[^>]*>")
BROUGHT = {
    "iframe",
    "object",
    "embed",
    "base",
    "style",
    "video",
    "audio",
    "math",
    "frameset",
    "bgsound",
    "applet",
    "font",
}
LEADING = {"href", "src", "action", "formaction", "srcset", "content"}
DOING = re.compile(r"\s*(javascript|vbscript|data:text)", re.IGNORECASE)
URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture
def town(fjordby, neighbourhoods):
    """A municipality that shows first, so that what is accepted is public at once, and somebody who watches it."""
    fjordby.rules = {"moderation": "after"}
    fjordby.save()
    ring = Polygon.from_bbox((EAST, NORTH, EAST + 1000, NORTH + 1000))
    ring.srid = 25832
    Watch.objects.create(
        municipality=fjordby, boundary=ring, place_text="Vest", email="a@example.org", confirmed="2020-01-01T00:00Z"
    )
    return fjordby


@pytest.fixture
def pin(make_pin, town):
    return make_pin()


@pytest.fixture
def strings(shared):
    return [text for text in json.loads((shared / "nasty/text/blns.json").read_text(encoding="utf-8")) if text.strip()]


class Reader(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.words = [], set(), []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes |= set(attributes)

    def handle_data(self, text):
        self.words.append(text)


def read(page):
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def only_ours(page):
    """No script, frame, handler or address that the words brought with them."""
    reader = read(page)
    assert not BROUGHT & set(reader.tags)
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    assert all("src=" in tag for tag in SCRIPTS.findall(page))
    assert not [value for name, value in reader.attributes if name in LEADING and DOING.match(value or "")]
    return reader


def strict(text):
    """JSON that a browser takes as well: no NaN, no Infinity."""
    return json.loads(text, parse_constant=pytest.fail)


def outputs_parse(client, pins):
    for pin in pins:
        for side in range(1, 2 + pin.comments.filter(reply_to=None).count() // 50):
            only_ours(client.get(f"/naal/{pin.word}/?side={side}").content.decode())
    for address in ("/", "/soeg/?q=a", "/omraader/", "/omraader/bydele/01/", "/en/"):
        answer = client.get(address)
        assert answer.status_code == 200
        only_ours(answer.content.decode())
    for tile in ("12/2163/1273", "16/34611/20374", "0/0/0"):
        strict(client.get(f"/fliser/{tile}.json").content)
    strict(client.get("/omraader/bydele.geojson").content)
    ElementTree.fromstring(client.get(Watch.objects.get().feed_url).content)


def kept(text):
    """What of a text has to be kept: all but marks that turn letters round or have no width, and spaces at the ends."""
    gone = {0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    return "".join(letter for letter in text.replace("\r\n", "\n") if ord(letter) not in gone).strip()


def bad(text):
    """What may be refused: control characters, nothing to see, too long."""
    shown = [letter for letter in kept(text) if unicodedata.category(letter)[0] not in "CZM" and letter != "\u2800"]
    control = [letter for letter in kept(text) if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t"]
    return bool(control) or not shown or any(ord(letter) & 0xFFFE == 0xFFFE for letter in text)


def squeezed(text):
    return "".join(text.split())


@pytest.mark.real
@pytest.mark.attack("B01", "B09")
def test_nasty_words_in_comments_are_text_or_refused(client, pin, strings):
    refused = []
    for text in strings:
        client.cookies.clear()  # another person each time
        answer = client.post(f"/naal/{pin.word}/kommenter/", {"text": text, "author_name": kept(text)[:80]})
        assert answer.status_code in (302, 422), text
        if answer.status_code == 422:
            assert answer.context["form"].errors.keys() & {"text", "author_name"}
            only_ours(answer.content.decode())
            refused.append(text)
        else:
            assert Comment.objects.latest("pk").text == kept(text)
        Comment.objects.filter(created__year__gt=2020).update(created="2020-01-01T00:00Z")  # no flood
    told = [text for text in refused if not bad(text) and not heaped(text)]
    assert told == []
    assert Comment.objects.count() == len(strings) - len(refused) > 450
    outputs_parse(client, [pin])
    pages = [client.get(f"/naal/{pin.word}/?side={side}").content.decode() for side in range(1, 12)]
    said = squeezed(unescape("".join(word for page in pages for word in only_ours(page).words)))
    missing = [text for text in Comment.objects.values_list("text", flat=True) if squeezed(unescape(text)) not in said]
    assert missing == []


def heaped(text):
    """Accents heaped upon a letter until they cover the lines around it."""
    marks = "".join("m" if unicodedata.category(letter) in ("Mn", "Me") else " " for letter in text)
    return "m" * 9 in marks


@pytest.mark.real
@pytest.mark.attack("B06")
def test_nasty_words_in_reports_are_kept_from_the_public(client, mads, pin, strings):
    for text in strings:
        client.cookies.clear()  # another person each time
        answer = client.post(f"/naal/{pin.word}/anmeld/", {"reason": "other", "text": text})
        assert answer.status_code in (200, 422), text
        Complaint.objects.filter(created__year__gt=2020).update(created="2020-01-01T00:00Z")
    assert Complaint.objects.count() > 450
    outputs_parse(client, [pin])
    client.force_login(mads)
    for complaint in Complaint.objects.all()[::25]:
        page = client.get(f"/admin/pins/complaint/{complaint.pk}/change/")
        assert page.status_code == 200 and complaint.text.strip()[:3] in unescape(page.content.decode())
    assert client.get("/admin/pins/complaint/").status_code == 200


@pytest.mark.real
@pytest.mark.attack("B02", "B09")
def test_nasty_words_in_pins_are_text_or_refused(client, town, strings):
    here = spot().transform(4326, clone=True)
    place = {"lng": f"{here.x:.6f}", "lat": f"{here.y:.6f}", "kind": "problem"}
    stored = 0
    for text in strings:
        said = place | {"title": text[:120], "text": text, "author_name": text[:80]}
        answer = client.post("/naale/ny/", said)
        assert answer.status_code in (302, 422), text
        if answer.status_code == 302:
            stored += 1
            pin = Pin.objects.latest("pk")
            assert (pin.title, pin.text) == (kept(text[:120]).replace("\n", " ").replace("\t", " "), kept(text))
            if stored % 20 == 0:
                outputs_parse(client, [pin])
    assert Pin.objects.count() == stored > 400
    outputs_parse(client, Pin.objects.all()[::40])


CLASS_B = {
    "turned round": ("Hej \u202egro.live\u202c", 302),
    "without width": ("Kø\u200bb nu", 302),
    "NUL": ("a\x00b", 422),
    "one megabyte": ("x" * 1_000_000, 422),
    "half a letter": ("a\ud800b", 302),
    "only spaces": (" \u00a0\u2003\t\n", 422),
    "only marks without width": ("\u200b\u200d\u2060", 422),
    "heaped accents": ("Z" + "\u0335\u0321\u0344" * 20, 422),
    "not a character": ("a\uffff", 422),
    "a line separator": ("a\u2028b", 302),
    "template braces": ("{{ settings.SECRET_KEY }}{% debug %}", 302),
    "a family": ("👨‍👩‍👧‍👦", 302),
}


@pytest.mark.parametrize("name", CLASS_B)
@pytest.mark.parametrize("where", ["kommenter", "anmeld"])
@pytest.mark.attack("B09")
def test_class_b(client, pin, name, where):
    text, wanted = CLASS_B[name]
    body = urlencode({"text": text.encode("utf-8", "surrogatepass"), "author_name": "Bo", "reason": "other"})
    answer = client.post(f"/naal/{pin.word}/{where}/", body, content_type=URLENCODED)
    empty_is_fine = where == "anmeld" and name.startswith("only")
    assert answer.status_code == (200 if where == "anmeld" and (wanted == 302 or empty_is_fine) else wanted)
    for stored in [*Comment.objects.all(), *Complaint.objects.all()]:
        assert not re.search("[\u202e\u200b\u2028\x00]", stored.text)
    outputs_parse(client, [pin])


def test_the_longest_that_fits_is_kept_whole(client, pin):
    client.post(f"/naal/{pin.word}/kommenter/", {"text": "æ" * 2000})
    assert Comment.objects.get().text == "æ" * 2000


def test_a_body_of_three_megabytes_is_refused(client, pin):
    answer = client.post(f"/naal/{pin.word}/kommenter/", {"text": "x" * 3_000_000})
    assert answer.status_code in (400, 413, 422)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("word", ['"><script>alert(1)</script>', "\x00", "a\ud800", "' OR 1=1--", "\x1b"])
@pytest.mark.parametrize("address", ["{}kommenter/?svar=", "{}kommenter/?sendt=", "{}anmeld/?kommentar=", "{}?side="])
@pytest.mark.attack("B03")
def test_words_in_the_address_come_back_as_text(client, pin, address, word):
    answer = client.get(address.format(f"/naal/{pin.word}/") + quote(word.encode("utf-8", "surrogatepass")))
    assert answer.status_code in (200, 400, 404)
    assert "<script>alert" not in answer.content.decode()
    assert client.get(f"/naal/{quote(word.encode('utf-8', 'surrogatepass'))}/kommenter/").status_code in (400, 404)
