"""The poison pill (I7): after every input that was accepted, all that others read still parses."""

import json
from urllib.parse import urlencode

import pytest

from kortet.events.models import Event
from kortet.letters.models import Letter
from kortet.pins.models import Comment, Pin
from tests.attacks.outputs import all_parse, body, page_is_ours
from tests.worker import work

pytestmark = [pytest.mark.usefixtures("open_town", "site")]
URLENCODED = "application/x-www-form-urlencoded"
WORDS = {
    "markup": '"><img src=x onerror=alert(1)></script><script>alert(1)</script>',
    "XML": "]]> <!DOCTYPE x [<!ENTITY a 'b'>]> &a; <?x?>",
    "a formula": '=HYPERLINK("http://ond.example";"x")',
    "a calendar's line": "Fest\r\nATTENDEE:mailto:x@y.example\r\nEND:VEVENT",
    "turned round": "Hej \u202egro.live\u202c \u2028 \u2029 \x85",
    "half a letter": "a\ud800b",
    "beyond the plane": "🌳" * 100,
    "braces": "{{ x }}{% y %}${z}#{w}%s%(x)s\\",
    "control": "bel\x07 esc\x1b[31m",
    "NUL": "a\0b",
    "not a character": "a\uffffb\ufdd0",
    "JSON": '\\u0000\\ud800","x":NaN,Infinity',
}


def send(client, address, **said):
    """As a browser that sends any bytes: half letters as they are."""
    client.cookies.clear()
    raw = urlencode({name: str(value).encode("utf-8", "surrogatepass") for name, value in said.items()})
    return client.post(address, raw, content_type=URLENCODED)


@pytest.fixture
def everywhere(client, told, key, steward, rowing_club, post):
    """Says words wherever somebody may: pin, report, comment, event, association; how each was answered."""

    def say(words):
        short = words[:100]
        pin = send(
            client,
            "/naale/ny/",
            **told | {"title": short, "text": words, "author_name": short[:80], "email": "ida@example.org"},
        )
        said = {"api_key": key, "service_code": "green", "description": words, "lat": told["lat"], "long": told["lng"]}
        report = send(client, "/open311/v2/requests.json", **said)
        answers = [pin.status_code, report.status_code]
        if shown := Pin.objects.first():
            answers.append(
                send(client, f"/naal/{shown.word}/kommenter/", text=words, author_name=short[:80]).status_code
            )
        event = {"title": short, "kind": "activity", "day": "2030-05-01", "begins": "19:00", "ends": "21:00"}
        event |= {"text": words, "price": short, "spoken": short[:80], "lng": told["lng"], "lat": told["lat"]}
        answers.append(
            steward.post(
                "/foreninger/roklubben/arrangementer/ny/",
                urlencode({n: v.encode("utf-8", "surrogatepass") for n, v in event.items()}),
                content_type=URLENCODED,
            ).status_code
        )
        profile = {"name": "Roklubben", "text": words, "reach": "whole"}
        answers.append(
            steward.post(
                "/foreninger/roklubben/ret/",
                urlencode({n: v.encode("utf-8", "surrogatepass") for n, v in profile.items()}),
                content_type=URLENCODED,
            ).status_code
        )
        return answers

    return say


@pytest.mark.attack("B01", "D06", "B09")
def test_after_all_of_it_everything_parses(client, everywhere, open_town, post, rowing_club):
    answers = {name: everywhere(words) for name, words in WORDS.items()}
    assert {answer for each in answers.values() for answer in each} <= {201, 302, 400, 422}
    assert Pin.objects.count() >= 8 and Comment.objects.count() >= 8 and Event.objects.count() >= 8
    work()
    all_parse(client, open_town)
    for row in [*Pin.objects.all(), *Event.objects.all(), rowing_club]:
        page_is_ours(body(client, row.get_absolute_url()).decode())
    for pin in Pin.objects.all():
        assert json.loads(body(client, f"/ogc/collections/naale/items/{pin.word}"))["properties"]["tekst"] == pin.text
    letters_are_whole(post)


def letters_are_whole(post):
    """Each went to one recipient, on one line of subject, and its HTML holds nothing that somebody wrote."""
    assert post.letters and not Letter.objects.waiting().exists()
    for letter, recipients in zip(post.letters, post.recipients, strict=True):
        assert recipients == [letter["To"]] and "\n" not in letter["Subject"]
        html = letter.get_body(("html",)).get_content()
        assert "<script" not in html and "<img src=x" not in html and "ond.example" not in str(letter["From"])
