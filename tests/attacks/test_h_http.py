"""Class H: redirects, forms from elsewhere, frames, policies, what errors and logs give away."""

import io
import json
import logging
import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from kortet.logs import LineFormatter
from tests.attacks.outputs import PAGES
from tests.test_house import ROUTES

pytestmark = pytest.mark.usefixtures("neighbourhoods")
attack = pytest.mark.attack
ELSEWHERE = [
    "//ond.example",
    "/\\ond.example",
    "https:///ond.example",
    "https://ond.example",
    "javascript:alert(1)",
    "%2f%2fond.example",
    "\\\\ond.example",
    "http:ond.example",
    "////ond.example",
    "/\t/ond.example",
]


@attack("H02")
@pytest.mark.parametrize("to", ELSEWHERE)
def test_nobody_is_sent_elsewhere_after_signing_in(client, mads, to):
    said = {"username": "mads", "password": "en lang adgangskode", "next": to}
    answer = client.post("/log-ind/medarbejder/?next=" + to, said)
    assert answer.status_code == 302 and client.session.get("_auth_user_id") == str(mads.pk)
    assert urlsplit(urljoin("http://testserver/", answer.headers["Location"])).netloc == "testserver"
    assert "ond.example" not in answer.headers["Location"] or answer.headers["Location"].startswith("%")


@attack("H02")
@pytest.mark.parametrize(
    "path", ["//ond.example/naale/ny", "//ond.example/..", "/\\ond.example/om", "//ond.example/en/om"]
)
def test_no_slash_that_is_added_leads_elsewhere(client, path):
    answer = client.get(path)
    assert answer.status_code in (301, 404)
    if answer.status_code == 301:
        assert re.match(r"/(?![/\\])", answer.headers["Location"])


def views(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern.url_patterns)
        else:
            yield pattern.name, pattern.callback


# A mail program's button, with a word that only its owner has; a key in the form itself; reading only.
WITHOUT_TOKEN = {"stop_following", "stop_watching", "stop_authoring", "stop_morning_letter", "open311_requests"}


@attack("H05")
def test_the_addresses_that_ask_for_no_token_are_a_fixed_list():
    exempt = {name for name, view in views(get_resolver().url_patterns) if getattr(view, "csrf_exempt", False)}
    assert {name for name in exempt if not str(name).startswith(("ogc", "catalogue"))} == WITHOUT_TOKEN


ELSEWHERE_SENT = [
    ("application/x-www-form-urlencoded", "title=x", {}),
    ("text/plain", '{"title": "x"}', {"origin": "https://ond.example"}),
]


@attack("H05")
def test_no_address_takes_anything_without_a_token(mads, make_pin, make_event):
    event = make_event(needs_sign_up=True)
    words = defaultdict(lambda: "1", shown=make_pin().word, hidden=make_pin(moderation="waiting").word)
    words |= {"event": event.word, "date": event.occurrences.get().pk}
    client = Client(enforce_csrf_checks=True)
    client.force_login(mads)
    for name, (path, _wanted) in ROUTES.items():
        for kind, said, headers in ELSEWHERE_SENT:
            answer = client.post(path.format_map(words), said, content_type=kind, headers=headers)
            allowed = (200, 403, 404) if name.split(" ")[0] in WITHOUT_TOKEN else (403, 404, 405)
            assert answer.status_code in allowed, (name, answer.status_code)


PAGES_THAT_ACT = [
    "/",
    "/naale/ny/",
    "/admin/",
    "/admin/login/",
    "/log-ind/",
    "/hold-oeje/",
    "/naal/{pin}/stoet/",
    "/arrangementer/ny/",
    "/findesikke",
]


@attack("H06", "H07")
@pytest.mark.parametrize("path", PAGES_THAT_ACT)
def test_no_page_but_the_embedded_map_stands_in_a_frame(client, make_pin, mads, path):
    client.force_login(mads)
    headers = client.get(path.format(pin=make_pin().word)).headers
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy and headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy


@attack("H07")
def test_a_nonce_is_of_one_answer_and_stands_on_no_page_that_is_kept(client, neighbourhoods, pia):
    client.force_login(pia)
    address = f"/admin/places/area/{neighbourhoods[0].pk}/change/"
    found = [re.findall(r"'nonce-([^']+)'", client.get(address).headers["Content-Security-Policy"]) for _ in range(3)]
    assert len({nonce for each in found for nonce in each}) == 3
    for path in ("/", "/om/", "/naale/ny/", "/omraader/bydele/01/"):
        answer = Client().get(path)
        assert "nonce" not in answer.headers["Content-Security-Policy"] and "nonce=" not in answer.content.decode()


class Sources(HTMLParser):
    """Where a page fetches scripts, styles, fonts and pictures from."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag in ("script", "img", "source", "iframe", "video") or (
            tag == "link" and named.get("rel") in ("stylesheet", "preload")
        ):
            self.found += [value for name, value in named.items() if name in ("src", "href") and value]


@attack("H07")
@pytest.mark.parametrize("path", PAGES)
def test_no_page_fetches_from_anybody_else(client, path):
    answer = client.get(path)
    if "html" in answer.headers["Content-Type"]:
        sources = Sources()
        sources.feed(answer.content.decode())
        assert not [source for source in sources.found if re.match(r"(?:\w+:)?//", source)]


HIDDEN = [
    "/.git/config",
    "/.env",
    "/.kortet/environment",
    "/media/../kortet/settings.py",
    "/static/../kortet/settings.py",
    "/static/..%2f..%2fpyproject.toml",
    "/static/%2e%2e/%2e%2e/pyproject.toml",
    "/media/",
    "/static/",
    "/metrics",
    "/debug",
    "/__debug__/",
    "/server-status",
    "/phpinfo.php",
    "/backup.sql",
    "/kortet/settings.py",
    "/manage.py",
    "/logos/x.png",
    "/billeder/../../etc/passwd",
]


@attack("H09")
@pytest.mark.parametrize("path", HIDDEN)
def test_nothing_but_pages_is_served(client, path):
    answer = client.get(path)
    assert answer.status_code in (400, 403, 404)
    assert b"Traceback" not in answer.content and b"DATABASE" not in answer.content and b"SECRET" not in answer.content


@attack("H09")
def test_an_error_of_ours_tells_nothing(client, monkeypatch, make_pin):
    def broken(*_words):
        raise RuntimeError("hemmelig-4711 postgresql://user:password@host/db")

    monkeypatch.setattr("kortet.pins.filters.PinFilter.apply", broken)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500 and b"4711" not in answer.content and b"RuntimeError" not in answer.content
    assert not {"Server", "X-Powered-By", "X-Django-Version"} & set(answer.headers)


@attack("H09")
def test_debugging_is_off_and_production_wants_its_secrets():
    assert not configured.DEBUG
    said = Path("scripts/steps/check_production.py").read_text(encoding="utf-8")
    assert all(name in said for name in ("SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL")) and "check_production" in Path(
        "scripts/check"
    ).read_text(encoding="utf-8")
    call_command("check", deploy=False, stdout=io.StringIO())


@pytest.fixture
def lines():
    """What the log has, as it is written."""
    written, formatter = [], LineFormatter()

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(formatter.format(record))

    handler, root = Kept(level=logging.DEBUG), logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


FORGING = [
    '/naal/x%0a{"level":"error"}/',
    "/naal/%1b[31m/",
    "/naal/\u2028x/",
    "/naal/" + "x" * 5000 + "/",
    "/\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
]


@attack("H10")
@pytest.mark.parametrize("path", FORGING, ids=range(len(FORGING)))
def test_no_visitor_writes_a_line_of_the_log(client, lines, path):
    odd = {"user-agent": "x\x1b[31m\u2028{", "referer": "https://x.example/?cpr=010190-1234", "x-evil": "y" * 100_000}
    answer = client.get(path + "?cpr=010190-1234&token=hemmelig-4711", headers=odd)
    assert answer.status_code in (400, 404) and lines
    for line in lines:
        assert "\n" not in line and line.isascii() and len(line) < 10_000
        json.loads(line)
        assert "4711" not in line and "1234" not in line and "\x1b" not in line


@attack("H10")
def test_no_word_that_only_its_owner_has_is_logged(client, lines):
    secrets = ["a" * 28, "MTIzNDU2:1abCdE:" + "x" * 43]
    for secret in secrets:
        for path in (
            f"/foelger/{secret}/",
            f"/log-ind/{secret}/",
            f"/naale/kvittering/{secret}/",
            f"/invitation/{secret}/",
        ):
            client.get(path)
    assert lines and not [
        line for line in lines for secret in secrets if secret in line or secret.rpartition(":")[2] in line
    ]
