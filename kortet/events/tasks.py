"""What the worker does for events."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kortet.events import notices, notices_co, reminders
from kortet.events.models import Event, GuestCalendar, SignUp
from kortet.journal.listeners import hears

PAST_DAYS = 30

hears("events.event", "signed_up")(notices.tell_signed_up)
hears("events.event", "moved_up")(notices.tell_moved_up)
hears("events.event", "date_moved", "date_cancelled", "changed")(notices.tell_date)
hears("events.event", "cancelled")(notices.tell_cancelled)
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


@app.periodic(cron="27 3 * * *")
@app.task(queue="letters", queueing_lock="forget_sign_ups")
def forget_sign_ups(timestamp: int) -> int:
    """Forgets who came, a month after it was over, and calendars that held nothing for long."""
    return SignUp.objects.forget_old(PAST_DAYS) + GuestCalendar.objects.forget_old(SignUp.objects.all())


@app.periodic(cron="7 * * * *")
@app.task(queue="letters", queueing_lock="remind")
def remind(timestamp: int) -> int:
    """Writes the day before to those who signed up; returns how many letters there were."""
    return reminders.remind(timezone.now())
