"""What the worker does with the journal."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kortet.journal.listeners import HEAR, listeners_of
from kortet.journal.models import Entry

QUEUE = "journal"


@app.task(name=HEAR, queue=QUEUE, retry=RetryStrategy(max_attempts=10, exponential_wait=3))
def hear(entry: int) -> int:
    """Tells all who listen of an entry; returns how many did."""
    said = Entry.objects.get(pk=entry)
    found = listeners_of(said)
    for listener in found:
        listener(said)
    return len(found)


@app.periodic(cron="37 * * * *")
@app.task(queue=QUEUE, queueing_lock="forget_heard", pass_context=True)
async def forget_heard(context: object, timestamp: int) -> None:
    """Deletes the rows that the queue keeps of what was heard a day ago."""
    await app.job_manager.delete_old_jobs(nb_hours=24, queue=QUEUE)
