"""Feeds: fetched when they are due, kept up to date, and safe against what may stand behind an address."""

import gzip
import socket
import time
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kortet.events import tasks
from kortet.events.feed_address import checked_address, tidy
from kortet.events.feed_run import FeedFetch, rehearsed, run
from kortet.events.feed_words import WORDS, in_words
from kortet.events.models import Event, Feed
from kortet.events.ordering import order_feed
from kortet.safe_fetch import NotFetchedError, SafeFetch, Trouble
from tests.worker import work

LAYERS = {"Content-Type": "text/calendar"}


def ics(*uids, title="Korprøve", start="20300104T190000"):
    parts = [f"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\nDTSTART:{start}\r\nEND:VEVENT\r\n" for uid in uids]
    return "".join(["BEGIN:VCALENDAR\r\n", *parts, "END:VCALENDAR\r\n"]).encode()


def lay(server, content, status=200, **headers):
    server.answer = (status, {**LAYERS, **{name.replace("_", "-"): value for name, value in headers.items()}}, content)


def test_a_feed_is_fetched_and_says_how_it_went(make_feed, feed_server, rowing_club, client):
    feed = make_feed(organiser=rowing_club)
    lay(feed_server, ics("a", "b"))
    assert run(feed)
    feed.refresh_from_db()
    assert (feed.outcome["new"], feed.failures, feed.problem) == (2, 0, {}) and feed.succeeded is not None
    assert set(Event.objects.values_list("organiser", "source")) == {(rowing_club.pk, feed.source)}
    assert timedelta(hours=23) < feed.next_try - timezone.now() <= timedelta(days=1)
    [(path, headers)] = feed_server.asked
    assert (path, headers["Accept-Encoding"], "text/calendar" in headers["Accept"]) == ("/k", "identity", True)
    assert "Korprøve" in client.get("/foreninger/roklubben/").content.decode()


def test_what_is_unchanged_is_asked_for_and_not_read_again(make_feed, feed_server):
    feed = make_feed()
    lay(feed_server, ics("a"), ETag='"v1"', Last_Modified="Mon, 01 Feb 2027 18:00:00 GMT")
    run(feed)
    lay(feed_server, b"", status=304)
    assert run(Feed.objects.get())
    told = feed_server.asked[1][1]
    assert (told["If-None-Match"], told["If-Modified-Since"]) == ('"v1"', "Mon, 01 Feb 2027 18:00:00 GMT")
    assert (Feed.objects.get().outcome["new"], Feed.objects.get().failures) == (1, 0)


def test_304_to_who_did_not_ask_is_a_fault(make_feed, feed_server):
    lay(feed_server, b"", status=304)
    assert not run(make_feed())
    assert Feed.objects.get().problem["kind"] == "STATUS"


def test_what_disappears_is_called_off_only_on_request_and_from_a_whole_calendar(make_feed, feed_server):
    kept, strict = make_feed(), make_feed(cancel_missing=True, address=make_feed().address + "2")
    for feed in (kept, strict):
        for content in (ics("a", "b"), ics("b"), b"<html>Vi flytter</html>", ics(), ics("b")[:40]):
            lay(feed_server, content)
            run(feed)

    def seen(feed):
        return dict(Event.objects.filter(source=feed.source).values_list("source_id", "status"))

    assert seen(kept) == {"a": "public", "b": "public"}
    assert seen(strict) == {"a": "cancelled", "b": "public"}


def test_failures_wait_longer_and_longer_and_after_ten_it_rests(make_feed, feed_server, rowing_club, rikke, post, site):
    feed, waits = make_feed(organiser=rowing_club), []
    lay(feed_server, b"", status=500)
    for _time in range(10):
        assert not run(feed)
        waits.append(round((feed.next_try - feed.tried).total_seconds() / 3600))
    assert waits == [1, 2, 4, 8, 16, 32, 48, 48, 48, 48]
    assert Feed.objects.get().rests and not Feed.objects.running().exists()
    work()
    work()
    [letter] = post.letters
    assert letter["To"] == "rikke@roklubben.example" and letter["Subject"] == "Vi kan ikke hente jeres kalender"
    feed.revive()
    lay(feed_server, ics("a"))
    assert run(Feed.objects.get()) and Feed.objects.get().failures == 0


def test_the_worker_takes_what_is_due_and_only_once_at_a_time(make_feed, feed_server, make_partner):
    lay(feed_server, ics("a"))
    due = make_feed()
    later = timezone.now() + timedelta(hours=1)
    make_feed(name="senere", address="https://a.example/1", next_try=later)
    make_feed(name="slukket", address="https://a.example/2", active=False)
    make_feed(name="hviler", address="https://a.example/3", failures=10)
    paused = make_partner(name="Pause", state="suspended", state_reason="x")
    make_feed(name="på pause", address="https://a.example/4", organiser=paused)
    assert tasks.take_feeds(0) == 1
    assert not order_feed(due.pk)
    [job] = ProcrastinateJob.objects.filter(task_name=tasks.TAKE_FEED, status="todo")
    assert (job.args, job.lock, job.queueing_lock, job.queue_name) == (
        {"feed": due.pk},
        f"feed-{due.pk}",
        f"feed-{due.pk}",
        "feeds",
    )
    assert tasks.take_feed(**job.args) and Event.objects.count() == 1


def test_one_that_was_removed_or_turned_off_meanwhile_is_not_fetched(make_feed, feed_server, rowing_club):
    lay(feed_server, ics("a"))
    feed = make_feed(organiser=rowing_club)
    Feed.objects.update(active=False)
    assert not tasks.take_feed(feed.pk)
    Feed.objects.update(active=True)
    rowing_club.suspend("Ubetalt", None)
    assert not tasks.take_feed(feed.pk)
    feed.remove()
    assert not tasks.take_feed(feed.pk)
    assert feed_server.asked == [] and not Event.objects.exists()


def test_nothing_of_an_association_on_pause_is_shown(make_feed, feed_server, rowing_club, client):
    lay(feed_server, ics("a"))
    run(make_feed(organiser=rowing_club))
    word = Event.objects.get().get_absolute_url()
    assert client.get(word).status_code == 200
    rowing_club.suspend("Ubetalt", None)
    assert client.get(word).status_code == 404
    assert "Korprøve" not in client.get("/arrangementer.ics").content.decode()


def test_removed_and_added_again_it_knows_its_events(make_feed, feed_server, rowing_club):
    lay(feed_server, ics("a"))
    feed = make_feed(organiser=rowing_club)
    run(feed)
    feed.remove()
    assert Event.objects.count() == 1
    run(make_feed(organiser=rowing_club))
    assert Event.objects.count() == 1 and Feed.objects.get().outcome["same"] == 1


def test_two_associations_with_the_same_calendar_do_not_take_each_others_events(make_feed, feed_server, make_partner):
    for name in ("Ene", "Anden"):
        lay(feed_server, ics("a", title=name))
        run(make_feed(organiser=make_partner(name=name)))
    assert set(Event.objects.values_list("organiser__name", "title")) == {("Ene", "Ene"), ("Anden", "Anden")}


def test_a_try_stores_nothing(make_feed, feed_server):
    feed = make_feed()
    lay(feed_server, ics("a"))
    assert [read.title for _word, read in rehearsed(feed).told] == ["Korprøve"]
    feed.refresh_from_db()
    assert not Event.objects.exists() and feed.tried is None


def test_a_fetch_that_kills_the_worker_counts_as_failed(make_feed, feed_server, monkeypatch):
    lay(feed_server, ics("a"))
    monkeypatch.setattr(FeedFetch, "ask", lambda *_, **__: (_ for _ in ()).throw(MemoryError))
    with pytest.raises(MemoryError):
        run(make_feed())
    feed = Feed.objects.get()
    assert (feed.failures, feed.problem) == (1, {"kind": "FAULT"}) and feed.next_try > timezone.now()


@pytest.mark.parametrize("meanwhile", ["removed", "off", "pause"])
def test_what_is_no_longer_wanted_when_the_answer_comes_is_not_stored(make_feed, feed_server, rowing_club, meanwhile):
    feed = make_feed(organiser=rowing_club)
    lay(feed_server, ics("a"))
    if meanwhile == "removed":
        Feed.objects.all().delete()
    elif meanwhile == "off":
        Feed.objects.update(active=False)
    else:
        rowing_club.suspend("Ubetalt", None)
    assert not run(feed) and not Event.objects.exists()


def test_what_a_person_changes_while_it_is_fetched_stands(make_feed, feed_server):
    feed = make_feed()
    Feed.objects.update(address="https://kor.example/ny.ics", often="hourly", name="Nyt navn")
    lay(feed_server, ics("a"), ETag='"old"')
    assert run(feed)
    changed = Feed.objects.get()
    assert (changed.address, changed.often, changed.name) == ("https://kor.example/ny.ics", "hourly", "Nyt navn")
    assert (changed.etag, changed.failures) == ("", 0)


@pytest.mark.django_db(transaction=True)
def test_a_fetch_whose_worker_is_gone_no_longer_locks_its_feed(fjordby):
    feed = Feed.objects.create(municipality=fjordby, name="x", address="https://kor.example/")
    order_feed(feed.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        [worker] = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE queue_name = 'feeds'", [worker]
        )
    assert async_to_sync(tasks.free_feeds.func)(None, 0) == 1
    assert not ProcrastinateJob.objects.filter(lock=f"feed-{feed.pk}").exists()


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
def test_private_addresses_are_refused_when_written_and_when_fetched(make_feed, feed_server, monkeypatch, address):
    monkeypatch.setattr(SafeFetch, "private_allowed", False)
    address = address.format(port=feed_server.server_port)
    with pytest.raises(ValidationError):
        checked_address(address)
    assert not run(make_feed(address=address))
    assert Feed.objects.get().problem["kind"] in ("PRIVATE", "UNKNOWN", "ADDRESS") and feed_server.asked == []


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
