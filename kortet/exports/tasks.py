"""What the worker does with exports. The rows are the jobs: a worker that is killed leaves nothing half shown."""

from procrastinate.contrib.django import app

from kortet.exports.making import make_next, pick_up
from kortet.exports.models import Export

QUEUE = "exports"
KEPT_DAYS = 5 * 365  # how long it is known who took what home


@app.periodic(cron="* * * * * */5")  # the sixth field is seconds
@app.task(queue=QUEUE, queueing_lock="make_exports")
def make_exports(timestamp: int) -> int:
    """Makes what waits; returns how many."""
    pick_up()
    done = 0
    while make_next():
        done += 1
    return done


@app.periodic(cron="17 * * * *")
@app.task(queue=QUEUE, queueing_lock="expire_exports")
def expire_exports(timestamp: int) -> int:
    """Deletes files whose week is over; returns how many."""
    found = list(Export.objects.over().select_related("municipality"))
    for export in found:
        export.expire()
    Export.objects.forget_old(KEPT_DAYS)
    return len(found)


@app.periodic(cron="33 * * * *")
@app.task(queue=QUEUE, queueing_lock="forget_export_jobs", pass_context=True)
async def forget_export_jobs(context: object, timestamp: int) -> None:
    """Deletes the rows that the queue keeps of finished rounds."""
    await app.job_manager.delete_old_jobs(nb_hours=1, queue=QUEUE)
