"""Whole-set questions about watches: who wants to hear of a pin, and whose letter is due."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.watches.models import Hit, Watch  # noqa: F401  (the names in the base classes are text)

SQL = Path(__file__).parent / "sql"
PER_ADDRESS = 10
MORNING = time(7)


class WatchQuerySet(QuerySet["Watch"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def confirmed(self) -> Self:
        return self.exclude(confirmed=None)

    def of_address(self, municipality: "Municipality", email: str) -> Self:
        return self.of(municipality).filter(email__iexact=email)

    def has_room(self, municipality: "Municipality", email: str) -> bool:
        """Whether an address may watch one more place."""
        return self.of_address(municipality, email).count() < PER_ADDRESS

    def has_news(self) -> Exists:
        hits: Any = self.model._meta.get_field("hits").related_model
        return Exists(hits.objects.untold().filter(watch=OuterRef("pk")))

    def due(self, now: datetime) -> Self:
        """Watches with something new, whose letter may be written now."""
        return self.confirmed().filter(self.has_news(), next_letter__lte=now).select_related("municipality", "layer")

    def put_off(self, now: datetime) -> int:
        """Those whose morning came with nothing new wait for the next one; returns how many."""
        idle = self.confirmed().filter(~self.has_news(), next_letter__lte=now)
        mornings = {pace: next_morning(now, weekly=pace == "weekly") for pace in ("daily", "weekly")}
        return sum(idle.filter(pace=pace).update(next_letter=morning) for pace, morning in mornings.items())

    def forget_unconfirmed(self, days: int) -> int:
        """Deletes watches that nobody confirmed; returns how many."""
        return self.filter(confirmed=None, created__lt=timezone.now() - timedelta(days=days)).delete()[0]


class HitQuerySet(QuerySet["Hit"]):
    def untold(self) -> Self:
        return self.filter(told=None)

    def match(self, pin_id: int, what: str = "new", entry: int = 0) -> int:
        """Notes for each watch that wants it that a public pin is new, or what its journal entry says became of it.

        Returns how many notes were new.
        """
        asked: dict[str, Any] = {"pin": pin_id, "what": what, "entry": entry}
        with connection.cursor() as cursor:
            cursor.execute((SQL / "match.sql").read_text(encoding="utf-8"), asked)
            return cursor.rowcount

    def forget_told(self, days: int) -> int:
        """Deletes what was told long ago; returns how much."""
        return self.filter(told__lt=timezone.now() - timedelta(days=days)).delete()[0]


def next_morning(now: datetime, *, weekly: bool) -> datetime:
    """Seven o'clock, local time, of the next day, or of the next Monday."""
    local = timezone.localtime(now)
    day = local.date() + timedelta(days=int(local.time() >= MORNING))
    if weekly:
        day += timedelta(days=-day.weekday() % 7)
    return timezone.make_aware(datetime.combine(day, MORNING))
