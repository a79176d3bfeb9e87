"""What the worker does for the map."""

from procrastinate.contrib.django import app

from kortet.atlas.models import TileCell

QUEUE = "tiles"
KEPT_HOURS = 1


@app.periodic(cron="* * * * * */5")  # the sixth field is seconds
@app.task(queue=QUEUE, queueing_lock="fold_tiles")
def fold_tiles(timestamp: int) -> int:
    """Folds what changed on the map into the tile counters and raises the content version; returns how many rows."""
    total = 0
    while taken := TileCell.objects.fold():
        total += taken
    return total


@app.periodic(cron="7 * * * *")
@app.task(queue=QUEUE, queueing_lock="forget_folds", pass_context=True)
async def forget_folds(context: object, timestamp: int) -> None:
    """Deletes the rows that the queue keeps of finished folds: 17,000 a day would tell nobody anything."""
    await app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS, queue=QUEUE)
