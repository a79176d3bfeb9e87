"""What the worker does with pictures. The rows are the jobs: a worker that is killed leaves nothing half done."""

import logging

from django.db import transaction
from procrastinate.contrib.django import app

from kortet.pictures.models import Picture

logger = logging.getLogger(__name__)
QUEUE = "pictures"


@app.periodic(cron="* * * * * */5")  # the sixth field is seconds
@app.task(queue=QUEUE, queueing_lock="make_sizes")
def make_sizes(timestamp: int) -> int:
    """Makes the smaller files of the pictures that were kept; returns of how many."""
    done = 0
    while size_one():
        done += 1
    return done


@transaction.atomic
def size_one() -> bool:
    picture = Picture.objects.unsized().order_by("due", "pk").take_next()
    if picture is None:
        return False
    try:
        picture.make_sizes()
    except OSError:
        logger.exception("picture %s could not be made smaller", picture.pk)
        picture.size_later()
    return True


@app.periodic(cron="* * * * * 30")
@app.task(queue=QUEUE, queueing_lock="throw_away")
def throw_away(timestamp: int) -> int:
    """Deletes what was dropped and what never got a pin; returns how many."""
    done = 0
    while throw_one():
        done += 1
    return done


@transaction.atomic
def throw_one() -> bool:
    picture = Picture.objects.rubbish().order_by("pk").take_next()
    if picture is None:
        return False
    picture.delete()
    return True


@app.periodic(cron="27 * * * *")
@app.task(queue=QUEUE, queueing_lock="forget_picture_jobs", pass_context=True)
async def forget_picture_jobs(context: object, timestamp: int) -> None:
    """Deletes the rows that the queue keeps of finished rounds."""
    await app.job_manager.delete_old_jobs(nb_hours=1, queue=QUEUE)
