"""Class B: what people write is text, on every page and in every file, also what staff write."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kortet.events.models import Event
from kortet.municipalities.models import Theme
from kortet.partners.models import Partner
from kortet.pins.models import Comment, Complaint
from kortet.places.models import Area
from tests.attacks.outputs import PAGES, all_parse, body, page_is_ours
from tests.test_house import ROUTES
from tests.worker import work

pytestmark = pytest.mark.usefixtures("neighbourhoods", "site")
attack = pytest.mark.attack
URLENCODED = "application/x-www-form-urlencoded"
EVIL = '"><img src=x onerror=alert(1)></script><b>Bo{{7*7}}'


@pytest.fixture
def evil_town(open_town, make_pin, make_partner, make_event, green, mads):
    """Markup wherever somebody, staff too, can have put it."""
    Theme.objects.filter(pk=green.pk).update(name=EVIL[:60], name_en=EVIL[:60])
    Area.objects.filter(code="01").update(name=EVIL)
    open_town.name, open_town.words = EVIL, {"da": {"neighbourhood": EVIL, "neighbourhoods": EVIL}}
    open_town.save()
    pin = make_pin(title=EVIL, text=EVIL, author_name=EVIL, place_text=EVIL, theme=green, kind="problem")
    pin.answer(EVIL, mads, EVIL)
    Comment.objects.create(pin=pin, text=EVIL, author_name=EVIL, moderation="shown", person="p" * 64)
    Complaint.objects.create(pin=pin, reason="other", text=EVIL, person="p" * 64)
    make_pin(title=EVIL, text=EVIL, author_name=EVIL, moderation="waiting")
    club = make_partner(
        name=EVIL, text=EVIL, address=EVIL, email="post@klub.example", web="https://klub.example/?a=<b", slug="klub"
    )
    make_event(title=EVIL, text=EVIL, place_text=EVIL, price=EVIL, spoken=EVIL, organiser=club, author_name=EVIL)
    return {"pin": pin, "club": club, "event": Event.objects.get()}


@attack("B01", "B03", "B07")
def test_markup_in_any_name_is_shown_as_text_by_every_page(client, evil_town):
    for row in evil_town.values():
        page = body(client, row.get_absolute_url()).decode()
        assert "{{7*7}}" in page_is_ours(page).words.__str__()
    for address in PAGES:
        assert "<b>Bo" not in body(client, address).decode()
    all_parse(client)


@attack("B01", "B06", "B07")
def test_markup_is_text_on_the_pages_of_staff(client, evil_town, mads, pia):
    for who, pages in ((mads, MODERATORS), (pia, PLANNERS)):
        client.force_login(who)
        for address in pages:
            page = body(client, address.format(**{name: row.pk for name, row in evil_town.items()})).decode()
            assert "<img src=x" not in page and "<b>Bo" not in page, address


MODERATORS = [
    "/admin/", "/admin/pins/pin/", "/admin/pins/pin/{pin}/change/", "/admin/pins/pin/{pin}/history/",
    "/admin/pins/comment/", "/admin/pins/complaint/", "/admin/events/event/", "/admin/events/event/{event}/change/",
    "/admin/partners/partner/", "/admin/partners/partner/{club}/change/", "/admin/journal/entry/",
    "/admin/links/handover/", "/admin/municipalities/theme/",
]  # fmt: skip
PLANNERS = [
    "/admin/places/area/",
    "/admin/places/arealayer/",
    "/udtraek/",
    "/indsigt/",
    "/indsigt/hotspots/",
    "/indsigt/rapporter/",
    "/indlaes/",
]


@attack("B01")
def test_markup_in_a_name_is_text_in_letters(client, post, told, open_town):
    client.post("/naale/ny/", told | {"title": EVIL[:100], "author_name": EVIL[:80], "email": "ida@example.org"})
    work()
    [letter] = post.letters
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "<img src=x" not in html and "{{7*7}}" in html and EVIL[:100] in plain.replace("\n", "")


ASKED = ("q", "kind", "theme", "status", "area", "from", "to", "sort", "at", "bbox", "after", "side", "v", "near", "f")
ASKED += (
    "dag",
    "uge",
    "maaned",
    "url",
    "next",
    "lang",
    "filter",
    "limit",
    "svar",
    "sendt",
    "kommentar",
    "copy",
    "month",
)
PAYLOADS = [
    '"><script>alert(1)</script>',
    "'onmouseover='alert(1)",
    "</script><svg onload=alert(1)>",
    "javascript:alert(1)",
]
PUBLIC = sorted({path for path, wanted in ROUTES.values() if wanted and wanted["nobody"] == 200 and "{" not in path})


@attack("B03")
@pytest.mark.parametrize("path", PUBLIC)
def test_no_word_of_an_address_comes_back_as_markup(client, make_pin, green, path):
    make_pin()
    base, _mark, before = path.partition("?")
    for turn in range(2):
        asked = {name: PAYLOADS[(number + 2 * turn) % 4] for number, name in enumerate(ASKED)}
        answer = client.get(f"{base}?{before}&{urlencode(asked)}")
        assert answer.status_code < 500
        if "html" in answer.headers["Content-Type"]:
            page_is_ours(answer.content.decode())


@attack("B04")
def test_other_maps_are_told_plain_text(client, evil_town):
    pin = evil_town["pin"]
    feature = json.loads(body(client, f"/ogc/collections/naale/items/{pin.word}"))["properties"]
    assert (feature["overskrift"], feature["tekst"]) == (EVIL, EVIL)
    tile = json.loads(body(client, "/fliser/16/34612/20366.json"))
    assert {told[5] for told in tile["p"]} == {EVIL}
    partner = json.loads(body(client, "/foreninger.geojson"))
    assert all(each["properties"]["name"] == EVIL for each in partner["features"])
    assert "plain text" in Path("docs/open-data.md").read_text(encoding="utf-8")


LINKS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "vbscript:x",
    "data:text/html,<script>alert(1)</script>", "//ond.example/", "/\\ond.example", "https:///ond.example", "https://",
    "https://fjordby.dk@ond.example/", "https://fjordby.dk:443@ond.example/", "https://ond.example\\@fjordby.dk/",
    "https://a b.example/", "https://x.example/\r\nSet-Cookie: a=b", "https://x.example/\x00", "ftp://x.example/",
    "http://[", "https://x.example:99999/", "https://localhost", "file:///etc/passwd",
]  # fmt: skip


@attack("B05")
@pytest.mark.parametrize("link", LINKS)
def test_a_link_that_runs_or_deceives_is_refused_at_its_field(steward, rowing_club, told, link):
    profile = {"name": "Roklubben", "reach": "whole", "web": link}
    answer = steward.post("/foreninger/roklubben/ret/", profile)
    assert answer.status_code == 422 and "web" in answer.context["form"].errors
    event = {"title": "Fest", "kind": "activity", "day": "2030-05-01", "begins": "19:00", "online_url": link}
    answer = steward.post("/foreninger/roklubben/arrangementer/ny/", event)
    if answer.status_code == 302:  # what was written without a scheme is an address by https
        assert re.fullmatch(r"https?://[a-z0-9.-]+(:\d+)?(/[\x21-\x7e]*)?", Event.objects.get().online_url)
    else:
        assert answer.status_code == 422 and "online_url" in answer.context["form"].errors
    assert Partner.objects.get().web == ""


@attack("B05")
def test_a_link_shows_its_real_host_and_gives_nothing_away(client, steward, rowing_club):
    profile = {"name": "Roklubben", "reach": "whole", "web": "https://fjоrdby.dk/sti"}  # a Cyrillic о
    assert steward.post("/foreninger/roklubben/ret/", profile).status_code == 302
    page = body(client, "/foreninger/roklubben/").decode()
    [link] = re.findall(r'<a href="https://xn--[^>]*>[^<]*</a>', page)
    assert 'rel="nofollow noopener' in link and ">xn--fjrdby-xqf.dk/sti<" in link


@attack("B07")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("words", '["x"]'),
        ("words", '{"da": "x"}'),
        ("words", '{"da": {"neighbourhood": 7}}'),
        ("rules", "[]"),
        ("rules", '{"vertices": "x"}'),
        ("languages", '{"a": 1}'),
        ("primary", "red;}</style>"),
    ],
)
def test_no_word_of_staff_breaks_the_towns_pages(client, admin_client, fjordby, field, value):
    facts = {
        "name": "Fjordby",
        "host": "",
        "languages": '["da", "en"]',
        "words": "{}",
        "rules": "{}",
        "primary": "#0b5563",
        "accent": "#b3541e",
    }
    answer = admin_client.post(f"/admin/municipalities/municipality/{fjordby.pk}/change/", facts | {field: value})
    assert answer.status_code == 200 and field in answer.context["adminform"].errors
    fjordby.refresh_from_db()
    assert client.get("/").status_code == 200


FORMS = [
    "/naale/ny/", "/naal/{pin}/kommenter/", "/naal/{pin}/anmeld/", "/naal/{pin}/foelg/", "/hold-oeje/",
    "/foreninger/ny/",
    "/arrangementer/ny/", "/arrangement/{event}/tilmeld/{date}/", "/foreninger/roklubben/ret/",
    "/foreninger/roklubben/folk/", "/foreninger/roklubben/kalender/", "/foreninger/roklubben/arrangementer/ny/",
    "/arrangement/{event}/ret/", "/arrangement/{event}/datoer/", "/arrangement/{event}/medarrangoerer/",
    "/naal/{pin}/tag-paa/",
]  # fmt: skip
ODD = (b"a\0b", b"\xed\xa0\x80\xff", b"9" * 5000)


def fields_of(page):
    """The names of a page's fields with what stands in them."""
    found = re.findall(r'<(?:input|textarea|select|button)\b[^>]*\bname="([^"]+)"[^>]*>', page)
    values = dict(re.findall(r'<input\b[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"', page))
    return {name: unescape(values.get(name, "")) for name in found}


@attack("B09")
@pytest.mark.parametrize("path", FORMS)
def test_no_field_of_any_form_breaks(steward, rowing_club, make_pin, make_event, told, path):
    event = make_event(organiser=rowing_club, needs_sign_up=True)
    address = path.format(pin=make_pin().word, event=event.word, date=event.occurrences.get().pk)
    page = body(steward, address).decode()
    fields = fields_of(page[page.index('id="main"') :])
    filled = fields | {name: value for name, value in told.items() if name in fields}
    for name in fields:
        for odd in ODD:
            raw = urlencode({each: value.encode() for each, value in filled.items()} | {name: odd})
            answer = steward.post(address, raw, content_type=URLENCODED)
            assert answer.status_code in (200, 302, 400, 403, 404, 422), (name, odd[:20])


@attack("B10")
def test_no_page_listens_to_the_page_around_it():
    # What speaks with a worker of its own or over a port that only it has, and the worker.
    workers = ("worker.js", "proof-of-work.js", "basemap.js", "painter-port.js")
    scripts = [path.read_text(encoding="utf-8") for path in Path("static").rglob("*.js") if path.name not in workers]
    assert not [
        text for text in scripts if re.search(r"""addEventListener\(\s*["']message|onmessage|postMessage""", text)
    ]


@attack("B10")
def test_no_id_and_no_name_is_what_somebody_wrote(client, make_pin, make_event, make_partner, open_town):
    words = "documentlocation"
    pin = make_pin(title=words, text=words, author_name=words)
    club = make_partner(name=words)
    for row in (pin, club, make_event(title=words, organiser=club)):
        page = body(client, row.get_absolute_url()).decode()
        assert words in page
        assert not [found for found in re.findall(r'\b(?:id|name)="([^"]*)"', page) if words in found]


@attack("B10", "H06")
def test_the_embedded_map_cannot_send_anything(client, make_pin, ida):
    make_pin()
    client.force_login(ida)
    answer = client.get("/indlejret/")
    page = answer.content.decode()
    assert 'method="post"' not in page.lower() and "csrf" not in page and "ida" not in page and not answer.cookies
    assert client.post("/indlejret/", {"q": "x"}).status_code in (403, 405)
