"""An area month by month: what was said, answered and done, and what took place."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from kortet.atlas.figures import Bar, bars, months_between
from kortet.events.models import Occurrence
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet
from kortet.places.models import Area

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """One month's numbers; bars are drawn to the scale of their own column."""

    day: date
    said: Bar
    answered: Bar
    done: Bar
    held: Bar


class AreaYear:
    """The last twelve months, this one included, oldest first, also the empty ones; four queries."""

    def __init__(self, area: Area, pins: PinQuerySet) -> None:
        self.area, self.pins = area, pins

    @cached_property
    def months(self) -> list[Month]:
        said, answered = self._column(self.pins, "created"), self._column(self.pins, "answered")
        done = self.pins.filter(status=Pin.Status.DONE).annotate(done=Coalesce("status_since", "created"))
        held = Occurrence.objects.public().held().in_area(self.area)
        columns = (said, answered, self._column(done, "done"), self._column(held, "starts"))
        return [Month(*row) for row in zip(self.days, *columns, strict=True)]

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

    def _column(self, rows: QuerySet[Any], when: str) -> list[Bar]:
        first = timezone.make_aware(datetime.combine(self.days[0], datetime.min.time()))
        within = rows.filter(**{f"{when}__gte": first}).order_by().annotate(month=TruncMonth(when))
        counts = {row["month"].date(): row["n"] for row in within.values("month").annotate(n=Count("pk"))}
        return bars([("", counts.get(day, 0), "") for day in self.days])
