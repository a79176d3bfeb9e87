"""What the worker does for those who watch a place."""

from procrastinate.contrib.django import app

from kortet.journal.listeners import hears
from kortet.journal.models import Entry
from kortet.watches.models import Hit, Watch
from kortet.watches.notices import tell_all_due

UNCONFIRMED_DAYS, TOLD_DAYS = 7, 90


@hears("pins.pin", "dropped", "shown", "restored")
def match(entry: Entry) -> int:
    """Notes a pin for those who want to hear of it, if it is public now; returns for how many."""
    return Hit.objects.match(entry.subject_id)


@app.periodic(cron="* * * * *")
@app.task(queue="letters", queueing_lock="tell_watchers", lock="tell_watchers")
def tell_watchers(timestamp: int) -> int:
    """Writes the letters that are due; returns how many."""
    return tell_all_due()


@app.periodic(cron="47 2 * * *")
@app.task(queue="letters", queueing_lock="forget_watches")
def forget_watches(timestamp: int) -> int:
    """Forgets addresses that were never confirmed, and what was told long ago."""
    return Watch.objects.forget_unconfirmed(UNCONFIRMED_DAYS) + Hit.objects.forget_told(TOLD_DAYS)
