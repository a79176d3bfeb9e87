"""What may stand behind an address: hostile answers, closed networks, addresses that are none."""

import gzip
import socket
import time

import pytest
from django.core.exceptions import ValidationError

from kortet.events.feed_address import checked_address, tidy
from kortet.events.feed_run import FeedFetch, run
from kortet.events.feed_words import WORDS, in_words
from kortet.events.models import Event, Feed
from kortet.safe_fetch import NotFetchedError, SafeFetch, Trouble
from tests.events.answers import ics, lay


def drip(request):
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nBEGIN:VCALENDAR")
    for _ in range(40):
        time.sleep(0.1)
        request.wfile.write(b".")


def endless(request):
    request.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
    for _ in range(100):
        request.wfile.write(bytes(1_000_000))


def headers_without_end(request):
    request.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(5000)))


BAD = {
    "a redirect to a private address": ((302, {"Location": "https://169.254.169.254/latest/meta-data"}, b""), "MOVED"),
    "a redirect elsewhere": ((301, {"Location": "https://other.example/"}, b""), "MOVED"),
    "a hundred megabytes that are said": ((200, {"Content-Length": "100000000"}, b"x"), "LARGE"),
    "a hundred megabytes that are not said": (endless, "LARGE"),
    "a drip": (drip, "SLOW"),
    "a gzip bomb": ((200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(10_000_000))), "PACKED"),
    "gzip where nothing is said of it": ((200, {}, gzip.compress(bytes(10_000_000))), "UNREADABLE"),
    "brotli": ((200, {"Content-Encoding": "br"}, b"x"), "PACKED"),
    "less than was said": ((200, {"Content-Length": "500"}, b"BEGIN:VCALENDAR"), "DOWN"),
    "headers without end": (headers_without_end, "DOWN"),
    "no HTTP": (lambda request: request.wfile.write(b"SSH-2.0-x\r\n"), "DOWN"),
    "an error": ((503, {}, ics("a")), "STATUS"),
    "a locked door": ((401, {"WWW-Authenticate": "Basic"}, b""), "STATUS"),
    "nothing": ((204, {}, b""), "STATUS"),
    "a page": ((200, {"Content-Type": "text/html"}, b"<html>Log ind</html>"), "UNREADABLE"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.attack("H01")
def test_what_is_no_good_answer_is_told_and_nothing_stored(make_feed, feed_server, monkeypatch, case):
    monkeypatch.setattr(FeedFetch, "seconds", 1.5)
    feed_server.answer, kind = BAD[case]
    assert not run(make_feed())
    feed = Feed.objects.get()
    assert (feed.problem["kind"], Event.objects.count(), len(feed_server.asked)) == (kind, 0, 1)
    assert len(in_words(feed.problem)) > 20


def test_a_redirect_is_told_and_not_followed(make_feed, feed_server):
    feed_server.answer = (301, {"Location": "https://other.example/ny.ics"}, b"")
    run(make_feed())
    assert "https://other.example/ny.ics" in in_words(Feed.objects.get().problem)


def test_a_certificate_of_somebody_else_is_refused(make_feed, feed_server, monkeypatch):
    from kortet import safe_fetch

    monkeypatch.delenv("SSL_CERT_FILE")
    safe_fetch.trusted.cache_clear()
    lay(feed_server, ics("a"))
    assert not run(make_feed()) and feed_server.asked == []
    assert Feed.objects.get().problem["kind"] == "DOWN"


CLOSED = [
    *(
        "https://127.0.0.1:{port}/",
        "https://169.254.169.254/latest/",
        "https://[::1]:{port}/",
        "https://[::ffff:10.0.0.1]/",
    ),
    *("https://2130706433:{port}/", "https://0x7f.1:{port}/", "https://127.1:{port}/", "https://0177.0.0.1:{port}/"),
    *("https://localhost:{port}/", "https://10.0.0.1/", "https://[fe80::1%25eth0]/", "https://[64:ff9b::7f00:1]/"),
]


@pytest.mark.parametrize("address", CLOSED)
@pytest.mark.attack("H01")
def test_private_addresses_are_refused_when_written_and_when_fetched(make_feed, feed_server, monkeypatch, address):
    monkeypatch.setattr(SafeFetch, "private_allowed", False)
    address = address.format(port=feed_server.server_port)
    with pytest.raises(ValidationError):
        checked_address(address)
    assert not run(make_feed(address=address))
    assert Feed.objects.get().problem["kind"] in ("PRIVATE", "UNKNOWN", "ADDRESS") and feed_server.asked == []


@pytest.mark.attack("H01")
def test_a_name_that_leads_inside_is_refused_when_fetched(make_feed, feed_server, monkeypatch):
    monkeypatch.setattr(SafeFetch, "private_allowed", False)
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", feed_server.server_port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)
    address = f"https://kalender.example:{feed_server.server_port}/k.ics"
    checked_address(address)
    assert not run(make_feed(address=address))
    assert Feed.objects.get().problem["kind"] == "PRIVATE" and feed_server.asked == []


REFUSED = [
    *(
        "http://kor.example/k.ics",
        "file:///etc/passwd",
        "ftp://kor.example/",
        "gopher://x.example/",
        "//kor.example/",
        "",
    ),
    *(
        "https://user:pass@kor.example/",
        "https://@kor.example/",
        "https://",
        "https:///x",
        "https://kor",
        "https://[::1",
    ),
    *(
        "https://kor.example:port/",
        "https://kor.example:99999/",
        "https://kor.example/a\tb",
        "https://kor.example\\@x/",
    ),
    *(
        "https://kor.example/\r\nHost: x",
        "https://printer.local/",
        "https://kor.example/" + "x" * 500,
        "javascript:alert(1)",
    ),
]


@pytest.mark.parametrize("address", REFUSED)
@pytest.mark.attack("H01")
def test_addresses_that_are_none_are_refused_in_words(address):
    with pytest.raises(ValidationError):
        checked_address(tidy(address))


@pytest.mark.parametrize(
    "address", ["http://kor.example/", "file:///etc/passwd", "https://user:pass@kor.example/", "https://@kor.example/"]
)
def test_and_are_not_fetched_either(address):
    with pytest.raises(NotFetchedError) as refused:
        SafeFetch("kor.example").ask(address)
    assert refused.value.trouble is Trouble.ADDRESS


GOOD = {
    "webcal://kor.example/k.ics": "https://kor.example/k.ics",
    " https://kor.example/prøve.ics?a=1&b=2 ": "https://kor.example/pr%C3%B8ve.ics?a=1&b=2",
    "https://calendar.google.com/calendar/ical/a%40b/public/basic.ics": "https://calendar.google.com/calendar/ical/a%40b/public/basic.ics",
    "https://kor.example/a b.ics": "https://kor.example/a%20b.ics",
    "https://8.8.8.8/k.ics": "https://8.8.8.8/k.ics",
}


@pytest.mark.parametrize("said", GOOD)
def test_addresses_as_people_copy_them(said):
    assert tidy(said) == GOOD[said]
    checked_address(tidy(said))


def test_each_trouble_has_words():
    told = {trouble.name for trouble in Trouble} - {"STATUS", "MOVED"}
    assert told <= set(WORDS)
    assert in_words({}) == "" and "503" in in_words({"kind": "STATUS", "status": 503})
