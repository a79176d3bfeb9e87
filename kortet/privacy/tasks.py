"""The daily forgetting: one job for all that the registry gives a time."""

import logging
from collections.abc import Callable

from django.db import transaction
from procrastinate.contrib.django import app

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.privacy.kept import KEPT

logger = logging.getLogger(__name__)


@app.periodic(cron="41 2 * * *")
@app.task(queue="letters", queueing_lock="keep_no_longer")
def keep_no_longer(timestamp: int) -> dict[str, int]:
    """Forgets what is past its time; the journal has how many rows of each table. What fails holds up nothing else."""
    gone = {row.model: forgotten(row.model, row.forget, timestamp) for row in KEPT if row.forget}
    town = Municipality.objects.order_by("pk").first()
    if town is not None:
        Entry.objects.record("kept_no_longer", town, counts={model: n for model, n in gone.items() if n})
    return gone


def forgotten(model: str, forget: Callable[[int], int], timestamp: int) -> int:
    """How many; -1 where it went wrong, which the log tells."""
    try:
        with transaction.atomic():
            return forget(timestamp)
    except Exception:  # one table's trouble must not keep the others' people
        logger.exception("%s could not be forgotten", model)
        return -1
