"""What the worker does for processes."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kortet.processes import reminders


@app.periodic(cron="17 6 * * *")
@app.task(queue="letters", queueing_lock="remind_of_promises")
def remind_of_promises(timestamp: int) -> int:
    """Reminds of answers that were promised; returns how many letters there were."""
    return reminders.remind(timezone.localdate())
