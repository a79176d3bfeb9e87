"""Whole-set questions about links to one's own data, erasures, and the queue."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.privacy.models import Door, Erasure  # noqa: F401  (the names in the base classes are text)

DOOR_MINUTES = 30
OLD_JOBS = """
DELETE FROM procrastinate_jobs AS job
WHERE status IN ('succeeded', 'failed', 'cancelled', 'aborted') AND NOT EXISTS (
  SELECT FROM procrastinate_events WHERE job_id = job.id AND at > now() - make_interval(days => %s))"""


class DoorQuerySet(QuerySet["Door"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def open(self) -> Self:
        """Those that were made within the half hour; one that was opened is gone."""
        return self.filter(made__gt=timezone.now() - timedelta(minutes=DOOR_MINUTES))

    def over(self) -> Self:
        return self.filter(made__lte=timezone.now() - timedelta(minutes=DOOR_MINUTES))


class ErasureQuerySet(QuerySet["Erasure"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)


def forget_old_jobs(days: int) -> int:
    """Deletes jobs that ended so long ago, whatever queue they stood in; the queue's own way knows one queue a time."""
    with connection.cursor() as cursor:
        cursor.execute(OLD_JOBS, [days])
        return int(cursor.rowcount)
