"""What the worker does with letters."""

from procrastinate.contrib.django import app

from kortet.letters.delivery import deliver_due
from kortet.letters.models import Letter

QUEUE = "letters"
KEPT_DAYS = 30


@app.periodic(cron="* * * * * */5")  # the sixth field is seconds
@app.task(queue=QUEUE, queueing_lock="deliver_letters", lock="deliver_letters")
def deliver_letters(timestamp: int) -> int:
    """Delivers the letters that are due; returns how many the mail server took."""
    return deliver_due()


@app.task(queue=QUEUE, queueing_lock="forget_letters")
def forget_letters(timestamp: int) -> int:
    """Forgets what was sent more than a month ago."""
    return Letter.objects.forget_old(KEPT_DAYS)


@app.periodic(cron="17 * * * *")
@app.task(queue=QUEUE, queueing_lock="forget_deliveries", pass_context=True)
async def forget_deliveries(context: object, timestamp: int) -> None:
    """Deletes the rows that the queue keeps of finished deliveries."""
    await app.job_manager.delete_old_jobs(nb_hours=1, queue=QUEUE)
