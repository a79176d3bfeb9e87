"""What the worker does for events."""

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from kortet.events import feed_notices, feed_run, notices, notices_co, reminders
from kortet.events.models import Event, Feed, GuestCalendar, SignUp
from kortet.events.ordering import FEEDS, TAKE_FEED, order_feed
from kortet.journal.listeners import hears

PAST_DAYS, WEEK = 30, 7 * 24

hears("events.event", "signed_up")(notices.tell_signed_up)
hears("events.event", "moved_up")(notices.tell_moved_up)
hears("events.event", "date_moved", "date_cancelled", "changed")(notices.tell_date)
hears("events.event", "cancelled")(notices.tell_cancelled)
hears("events.feed", "rested")(feed_notices.tell_rested)
hears("events.event", "co_invited")(notices_co.tell_invited)
hears("events.event", "co_accepted", "co_declined")(notices_co.tell_answer)


@app.periodic(cron="23 3 * * *")
@app.task(queue="journal", queueing_lock="make_dates")
def make_dates(timestamp: int) -> int:
    """Makes the dates of series two years ahead of today; returns how many series there were."""
    series = list(Event.objects.renewable())
    for event in series:
        event.make_dates()
    return len(series)


@app.task(queue="letters", queueing_lock="forget_sign_ups")
def forget_sign_ups(timestamp: int) -> int:
    """Forgets who came, a month after it was over, and calendars that held nothing for long."""
    return SignUp.objects.forget_old(PAST_DAYS) + GuestCalendar.objects.forget_old(SignUp.objects.all())


@app.periodic(cron="7 * * * *")
@app.task(queue="letters", queueing_lock="remind")
def remind(timestamp: int) -> int:
    """Writes the day before to those who signed up; returns how many letters there were."""
    return reminders.remind(timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queue="feeds", queueing_lock="take_feeds")
def take_feeds(timestamp: int) -> int:
    """Orders the fetch of each feed that is due; returns how many were."""
    due = list(Feed.objects.due().values_list("pk", flat=True))
    for feed in due:
        order_feed(feed)
    return len(due)


@app.task(queue=FEEDS, name=TAKE_FEED)
def take_feed(feed: int) -> bool:
    """Fetches one feed, unless it was removed, turned off or put on pause meanwhile."""
    found = Feed.objects.running().as_rows().filter(pk=feed).first()
    return found is not None and feed_run.run(found)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="feeds", queueing_lock="free_feeds", pass_context=True)
async def free_feeds(context: object, timestamp: int) -> int:
    """Ends fetches whose worker is gone: their lock would keep the feed from ever being fetched again.

    Also forgets what is known of jobs that ended a week ago.
    """
    await app.job_manager.delete_old_jobs(nb_hours=WEEK, queue=FEEDS, include_failed=True)
    stalled = list(await app.job_manager.get_stalled_jobs(queue=FEEDS, task_name=TAKE_FEED))
    for job in stalled:
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
    return len(stalled)
