"""Spending, in one statement each."""

from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from kortet.budgets.models import Spent  # noqa: F401  (the name in the base class is text)

SPEND = (Path(__file__).parent / "sql" / "spend.sql").read_text(encoding="utf-8")


class SpentQuerySet(QuerySet["Spent"]):
    def spend(self, limits: dict[str, tuple[int, int]]) -> set[str]:
        """Counts one more under each key (with the most, and in how many seconds); returns those that had one left."""
        if not limits:
            return set()
        mosts, seconds = zip(*limits.values(), strict=True)
        with connection.cursor() as cursor:
            cursor.execute(SPEND, {"keys": list(limits), "mosts": list(mosts), "seconds": list(seconds)})
            return {key for (key,) in cursor.fetchall()}

    def is_spent(self, key: str, most: int) -> bool:
        return self.filter(key=key, times__gte=most, ends__gt=timezone.now()).exists()

    def forget_ended(self) -> int:
        """Deletes what has begun anew since; returns how many."""
        return self.filter(ends__lt=timezone.now()).delete()[0]
