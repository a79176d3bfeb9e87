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
    def spend(self, key: str, most: int, seconds: int) -> bool:
        """Counts one more under a key; False where `most` were counted since it began less than `seconds` ago."""
        with connection.cursor() as cursor:
            cursor.execute(SPEND, {"key": key, "most": most, "seconds": seconds})
            return cursor.fetchone() is not None

    def is_spent(self, key: str, most: int) -> bool:
        return self.filter(key=key, times__gte=most, ends__gt=timezone.now()).exists()

    def forget_ended(self) -> int:
        """Deletes what has begun anew since; returns how many."""
        return self.filter(ends__lt=timezone.now()).delete()[0]
