"""What the worker does for the desk."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kortet.desk import morning
from kortet.desk.models import Batch, MorningLetter


@app.periodic(cron="51 2 * * *")
@app.task(queue="journal", queueing_lock="forget_batches")
def forget_batches(timestamp: int) -> int:
    """Forgets what cannot be undone any more; returns how many rows."""
    return Batch.objects.forget_old()


@app.periodic(cron="*/10 * * * *")
@app.task(queue="letters", queueing_lock="tell_staff", lock="tell_staff")
def tell_staff(timestamp: int) -> int:
    """Writes the letters of the morning that nobody has written yet; returns how many."""
    return morning.tell_all(timezone.now())


@app.task(queue="letters", queueing_lock="forget_morning_letters")
def forget_morning_letters(timestamp: int) -> int:
    """Forgets the wishes of those who work here no more; returns how many."""
    return MorningLetter.objects.forget_gone()
