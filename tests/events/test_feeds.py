"""Feeds: fetched when they are due, kept up to date, resting when nobody mends them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kortet.events import tasks
from kortet.events.feed_run import FeedFetch, rehearsed, run
from kortet.events.models import Event, Feed
from kortet.events.ordering import order_feed
from tests.events.answers import ics, lay
from tests.worker import work


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
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE lock = %s",
            [worker, f"feed-{feed.pk}"],
        )
    with ThreadPoolExecutor(1) as pool:  # a browser of another test may have a loop running in this thread
        assert pool.submit(async_to_sync(tasks.free_feeds.func), None, 0).result() == 1
    assert not ProcrastinateJob.objects.filter(lock=f"feed-{feed.pk}").exists()
