"""The list beside the map: what the filter asks for, in the part of the map that is looked at, newest first."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.http import QueryDict

from kortet.atlas.filters import PinFilter
from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet

ROWS, COUNTED_TO = 20, 1000


@dataclass
class PinList:
    """One page of public pins. `bbox` is west,south,east,north in degrees; `after` the word of the last pin shown."""

    municipality: Municipality
    question: QueryDict

    @cached_property
    def filter(self) -> PinFilter:
        return PinFilter(self.question, self.municipality)

    @cached_property
    def box(self) -> tuple[float, float, float, float] | None:
        """The part of the map, or None where the address says nothing sensible."""
        try:
            west, south, east, north = (float(n) for n in self.question.get("bbox", "").split(","))
        except ValueError:
            return None
        good = -180 <= west < east <= 180 and -85 <= south < north <= 85
        return (west, south, east, north) if good else None

    @cached_property
    def pins(self) -> PinQuerySet:
        pins = self.filter.apply(Pin.objects.of(self.municipality).public())
        return pins.in_view(*self.box) if self.box else pins

    @cached_property
    def rows(self) -> list[Pin]:
        """One more than a page holds, so that we know whether there are more."""
        return list(self._after(self.pins.as_rows()).order_by("-created", "-pk")[: ROWS + 1])

    def _after(self, pins: PinQuerySet) -> PinQuerySet:
        word = self.question.get("after", "")
        last = Pin.objects.of(self.municipality).public().filter(word=word).values_list("created", "pk").first()
        if last is None:
            return pins
        created, pk = last
        return pins.filter(Q(created__lt=created) | Q(created=created, pk__lt=pk))

    @property
    def shown(self) -> list[Pin]:
        return self.rows[:ROWS]

    @property
    def next_question(self) -> str:
        """The address of the rows that follow, or nothing."""
        if len(self.rows) <= ROWS:
            return ""
        question = self.question.copy()
        question.pop("v", None)
        question["after"] = self.shown[-1].word
        return question.urlencode()

    @cached_property
    def count(self) -> int:
        """How many pins there are, counted to a thousand."""
        return self.pins.order_by()[: COUNTED_TO + 1].count()

    @property
    def is_more_than_counted(self) -> bool:
        return self.count > COUNTED_TO
