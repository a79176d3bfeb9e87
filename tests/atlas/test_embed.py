"""The map in a frame on other sites: where it may be, and how systems ask for it (oEmbed 1.0)."""

import json
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.usefixtures("neighbourhoods")


@pytest.fixture(autouse=True)
def _host(fjordby, settings):
    fjordby.host = "testserver"
    fjordby.save()
    settings.SITE_ADDRESS = "https://testserver"


def policy(client):
    header = client.get("/indlejret/").headers["Content-Security-Policy"]
    return next(part for part in header.split("; ") if part.startswith("frame-ancestors"))


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (["https://www.fjordby.example", "*.fjordby.example"], "https://www.fjordby.example *.fjordby.example"),
        (["fjordby.example; script-src *", "fjordby.example"], "fjordby.example"),
        (["'self'", "*", 7, "x y"], "'none'"),
        ([], "'none'"),
        ("intranet:8080", "intranet:8080"),
    ],
)
@pytest.mark.attack("H06")
def test_only_on_the_sites_that_are_named(client, fjordby, rule, allowed):
    fjordby.rules |= {"embed_hosts": rule}
    fjordby.save()
    assert policy(client) == f"frame-ancestors {allowed}"


def test_without_a_rule_on_any_site(client):
    assert policy(client) == "frame-ancestors *"


class Frame(HTMLParser):
    def handle_starttag(self, tag, attrs):
        self.tag, self.attrs = tag, dict(attrs)


def asked(client, url, **more):
    answer = client.get("/oembed", {"url": url} | more)
    assert answer.status_code == 200 and answer["Access-Control-Allow-Origin"] == "*" and not answer.cookies
    told = answer.json()
    frame = Frame()
    frame.feed(told["html"])
    return told, frame.attrs


def test_the_map_with_a_filter(client):
    told, frame = asked(client, "https://testserver/?kind=problem&utm=1&q=%22%3E%3Cscript%3E")
    assert (told["version"], told["type"], told["width"], told["height"]) == ("1.0", "rich", 640, 480)
    parts = urlsplit(frame["src"])
    assert (parts.netloc, parts.path, parse_qs(parts.query)) == (
        "testserver",
        "/indlejret/",
        {"kind": ["problem"], "q": ['"><script>']},
    )
    assert "<script" not in told["html"]
    assert client.get(frame["src"].removeprefix("https://testserver")).status_code == 200


def test_a_pin_in_both_languages(client, make_pin):
    pin = make_pin(title='"><b>Bænk')
    told, frame = asked(client, f"https://testserver{pin.get_absolute_url()}")
    assert told["title"] == pin.title and "<b>" not in told["html"]
    assert frame["src"].startswith("https://testserver/indlejret/#16/56.1")
    _told, english = asked(client, f"https://testserver/en{pin.get_absolute_url()}")
    assert english["src"].startswith("https://testserver/en/indlejret/#16/")


def test_no_larger_than_asked_for(client):
    told, frame = asked(client, "https://testserver/", maxwidth="300", maxheight="9999")
    assert (told["width"], told["height"], frame["width"]) == (300, 480, "300")
    assert asked(client, "https://testserver/", maxwidth="x", maxheight="-1")[0]["width"] == 640


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "https://elsewhere.example/",
        "javascript:alert(1)",
        "https://testserver/admin/",
        "https://testserver/om/",
        "http://[",
        "https://testserver@elsewhere.example/",
        "https://testserver/naal/2222222/",
        "https://testserver/\u0665",
    ],
)
def test_other_addresses_are_not_ours_to_tell(client, url):
    assert client.get("/oembed", {"url": url}).status_code == 404


def test_a_hidden_pin_is_none(client, make_pin):
    pin = make_pin(moderation="hidden", hidden_reason="Spam")
    assert client.get("/oembed", {"url": f"https://testserver{pin.get_absolute_url()}"}).status_code == 404


def test_xml_is_not_spoken(client):
    assert client.get("/oembed", {"url": "https://testserver/", "format": "xml"}).status_code == 501


def test_pages_say_where_to_ask(client, make_pin):
    pin = make_pin()
    for path in ("/", "/?kind=problem", pin.get_absolute_url()):
        page = client.get(path).content.decode()
        address = page.partition('type="application/json+oembed" href="')[2].partition('"')[0]
        assert json.loads(client.get(address.removeprefix("https://testserver")).content)["type"] == "rich"
