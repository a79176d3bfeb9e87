"""What the worker does for those who watch a place."""

from procrastinate.contrib.django import app

from kortet.journal.listeners import hears
from kortet.journal.models import Entry
from kortet.pins.queries import OVER
from kortet.watches.models import Hit, Watch
from kortet.watches.notices import tell_all_due

UNCONFIRMED_DAYS, TOLD_DAYS = 7, 90


@hears("pins.pin", "dropped", "shown", "restored")
def match(entry: Entry) -> int:
    """Notes a pin for those who want to hear of it, if it is public now; returns for how many."""
    return Hit.objects.match(entry.subject_id)


@hears("pins.pin", "answered")
def match_answer(entry: Entry) -> int:
    """Notes an official answer for those who want to hear of answers."""
    return Hit.objects.match(entry.subject_id, Hit.What.ANSWERED, entry.pk)


@hears("pins.pin", "status")
def match_end(entry: Entry) -> int:
    """Notes that a pin was done or declined for those who want to hear of it."""
    if entry.data["status"] not in OVER:
        return 0
    return Hit.objects.match(entry.subject_id, Hit.What.OVER, entry.pk)


@hears("pins.pin", "handover")
def match_handover(entry: Entry) -> int:
    """The same where an association has done it."""
    return Hit.objects.match(entry.subject_id, Hit.What.OVER, entry.pk) if entry.data["state"] in OVER else 0


@app.periodic(cron="* * * * *")
@app.task(queue="letters", queueing_lock="tell_watchers", lock="tell_watchers")
def tell_watchers(timestamp: int) -> int:
    """Writes the letters that are due; returns how many."""
    return tell_all_due()


@app.task(queue="letters", queueing_lock="forget_watches")
def forget_watches(timestamp: int) -> int:
    """Forgets addresses that were never confirmed, and what was told long ago."""
    return Watch.objects.forget_unconfirmed(UNCONFIRMED_DAYS) + Hit.objects.forget_told(TOLD_DAYS)
