"""An area month by month: what was said, answered and done, and what took place."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.cache import caches
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from kortet.atlas.figures import Bar, bars, months_between
from kortet.events.models import Occurrence
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet
from kortet.places.models import Area

MONTHS, KEPT_SECONDS = 12, 600


@dataclass(frozen=True)
class Month:
    """One month's numbers; bars are drawn to the scale of their own column."""

    day: date
    said: Bar
    answered: Bar
    done: Bar
    held: Bar


class AreaYear:
    """The last twelve months, this one included, oldest first, also the empty ones; four queries.

    Ten minutes old at most: of an area with 30,000 pins they take a tenth of a second.
    """

    def __init__(self, area: Area, pins: PinQuerySet) -> None:
        self.area, self.pins = area, pins

    @cached_property
    def months(self) -> list[Month]:
        name = f"year-{self.area.pk}-{self.days[-1]}"
        kept: Any = caches["pages"].get_or_set(name, self._counts, KEPT_SECONDS)
        columns = (bars([("", counts.get(day, 0), "") for day in self.days]) for counts in kept)
        return [Month(*row) for row in zip(self.days, *columns, strict=True)]

    def _counts(self) -> list[dict[date, int]]:
        """Said, answered, done and held, each by the first day of the month."""
        done = self.pins.filter(status=Pin.Status.DONE).annotate(done=Coalesce("status_since", "created"))
        held = Occurrence.objects.public().held().in_area(self.area)
        asked = [(self.pins, "created"), (self.pins, "answered"), (done, "done"), (held, "starts")]
        return [self._by_month(rows, when) for rows, when in asked]

    @property
    def is_empty(self) -> bool:
        return not any(bar.n for month in self.months for bar in (month.said, month.answered, month.done, month.held))

    @cached_property
    def days(self) -> list[date]:
        """The first days of the months."""
        this = timezone.localdate().replace(day=1)
        turn = this.month % 12 + 1
        first = this.replace(year=this.year - (turn > 1), month=turn)
        found: list[date] = months_between(first, this)
        return found

    def _by_month(self, rows: QuerySet[Any], when: str) -> dict[date, int]:
        first = timezone.make_aware(datetime.combine(self.days[0], datetime.min.time()))
        within = rows.filter(**{f"{when}__gte": first}).order_by().annotate(month=TruncMonth(when))
        return {row["month"].date(): row["n"] for row in within.values("month").annotate(n=Count("pk"))}
