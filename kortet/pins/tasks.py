"""What the worker does for pins."""

from procrastinate.contrib.django import app

from kortet.journal.models import Entry
from kortet.pins import notices
from kortet.pins.models import Follower
from kortet.pins.models.pin import TELL

UNCONFIRMED_DAYS = 7


@app.task(name=TELL, queue="letters")
def tell_followers(entry: int) -> int:
    """Writes the letters about an entry of a pin's journal; returns how many."""
    return notices.tell_followers(Entry.objects.get(pk=entry))


@app.periodic(cron="41 2 * * *")
@app.task(queue="letters", queueing_lock="forget_unconfirmed")
def forget_unconfirmed(timestamp: int) -> int:
    """Forgets addresses that were never confirmed."""
    return Follower.objects.forget_unconfirmed(UNCONFIRMED_DAYS)
