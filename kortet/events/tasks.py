"""What the worker does for events."""

from procrastinate.contrib.django import app

from kortet.events import notices
from kortet.events.models import Event, SignUp
from kortet.journal.listeners import hears

PAST_DAYS = 30

hears("events.event", "signed_up")(notices.tell_signed_up)
hears("events.event", "moved_up")(notices.tell_moved_up)
hears("events.event", "date_moved", "date_cancelled", "changed")(notices.tell_date)
hears("events.event", "cancelled")(notices.tell_cancelled)


@app.periodic(cron="23 3 * * *")
@app.task(queue="journal", queueing_lock="make_dates")
def make_dates(timestamp: int) -> int:
    """Makes the dates of series two years ahead of today; returns how many series there were."""
    series = list(Event.objects.renewable())
    for event in series:
        event.make_dates()
    return len(series)


@app.periodic(cron="27 3 * * *")
@app.task(queue="letters", queueing_lock="forget_sign_ups")
def forget_sign_ups(timestamp: int) -> int:
    """Forgets who came, a month after it was over."""
    return SignUp.objects.forget_old(PAST_DAYS)
