"""What the worker does for the desk."""

from procrastinate.contrib.django import app

from kortet.desk.models import Batch


@app.periodic(cron="51 2 * * *")
@app.task(queue="journal", queueing_lock="forget_batches")
def forget_batches(timestamp: int) -> int:
    """Forgets what cannot be undone any more; returns how many rows."""
    return Batch.objects.forget_old()
