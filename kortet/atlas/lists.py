"""The list beside the map: what the filter asks for, in the part of the map that is looked at, newest first."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.pins.filters import PinFilter
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet
from kortet.places.drawn import read_point
from kortet.places.town_map import outline_bounds

ROWS, COUNTED_TO = 20, 1000
# The word in the address → its label, and the column that it sorts by; a minus turns it round.
SORTED = {
    "": (_("Nyeste først"), "-created"),
    "supported": (_("Mest støttede først"), "-support_count"),
    "unanswered": (_("Uden svar, ældste først"), "created"),
    "near": (_("Nærmest kortets midte først"), "metres"),
}


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
        if self.sort == "unanswered":
            pins = pins.filter(answered=None).not_over()
        return pins.in_view(*self.box) if self.box else pins

    @property
    def sort(self) -> str:
        """How the list is sorted; what an address says that is none is as if it said nothing."""
        asked = self.question.get("sort", "")
        return asked if asked in SORTED and (asked != "near" or self.middle) else ""

    @cached_property
    def middle(self) -> Point | None:
        """What "near" is meant from: `at` (lng,lat), else the middle of what is looked at, else of the town."""
        box = self.box or outline_bounds(self.municipality.pk, self.municipality.content_version)
        return self._at or (point_of(f"{(box[0] + box[2]) / 2},{(box[1] + box[3]) / 2}") if box else None)

    @cached_property
    def _at(self) -> Point | None:
        return point_of(self.question.get("at", ""))

    @property
    def at(self) -> str:
        """The place of the address as it is sent on with the filter; empty where it names none."""
        return f"{self._at.x:.5f},{self._at.y:.5f}" if self._at else ""

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """What can be chosen: the word in the address, the label, whether it is chosen."""
        return [(word, str(label), word == self.sort) for word, (label, _column) in SORTED.items()]

    @cached_property
    def rows(self) -> list[Pin]:
        """One more than a page holds, so that we know whether there are more."""
        column = SORTED[self.sort][1]
        last = "-pk" if column.startswith("-") else "pk"
        return list(self._after(self.ordered(self.pins.as_rows()), column).order_by(column, last)[: ROWS + 1])

    def ordered(self, pins: PinQuerySet) -> PinQuerySet:
        """With the column that they are sorted by, where that is not the table's own."""
        return pins.from_here(self.middle) if self.sort == "near" and self.middle else pins

    def _after(self, pins: PinQuerySet, column: str) -> PinQuerySet:
        """The rows behind the last one that was shown, in the order of a column and then of the row number."""
        word, name = self.question.get("after", ""), column.removeprefix("-")
        pins_here = self.ordered(Pin.objects.of(self.municipality).public())
        last = pins_here.filter(word=word).values_list(name, "pk").first()
        if last is None:
            return pins
        value, pk = last
        way = "lt" if column.startswith("-") else "gt"
        behind = Q(**{f"{name}__{way}": value}) | Q(**{name: value, f"pk__{way}": pk})
        return pins.filter(**{f"{name}__{way}e": value}).filter(behind)  # the first lets the index begin there

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


def point_of(said: str) -> Point | None:
    """The point of "lng,lat" (EPSG:4326), or None where that is none."""
    with suppress(ValueError, ValidationError):
        lng, _comma, lat = said.partition(",")
        return read_point(lng, lat)
    return None
