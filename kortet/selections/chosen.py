"""What a selection has, before anything is done with it: how many, of what, where, and dots for the map."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count

from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet
from kortet.selections.queries import dots_of

SINGLE = 1_000  # pins that get a dot each; of more, those that lie close share one
ACROSS = 64  # dots along the longer side of the municipality


@dataclass
class Chosen:
    """`pins`: those that are chosen, of those that may be seen. A fixed number of questions."""

    town: Municipality
    pins: PinQuerySet

    @cached_property
    def _counts(self) -> list[tuple[str, str, int]]:
        return list(self.pins.order_by().values_list("kind", "status").annotate(n=Count("pk")))

    @property
    def total(self) -> int:
        return sum(n for _kind, _status, n in self._counts)

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """In words, with how many."""
        return [
            (str(label), sum(n for kind, _status, n in self._counts if kind == code))
            for code, label in Pin.Kind.choices
        ]

    @property
    def statuses(self) -> list[tuple[str, int]]:
        found = {code: sum(n for _kind, s, n in self._counts if s == code) for code in Pin.Status.values}
        return [(str(label), found[code]) for code, label in Pin.Status.choices]

    @cached_property
    def neighbourhoods(self) -> list[tuple[str, int]]:
        """By name, those with most first; pins outside of all have no name."""
        named = self.pins.order_by().values_list("neighbourhood__name").annotate(n=Count("pk"))
        return sorted(((name or "", n) for name, n in named), key=lambda row: (-row[1], row[0]))

    @cached_property
    def dots(self) -> list[tuple[float, float, int]]:
        """Longitude, latitude (EPSG:4326) and number of the pins that share a dot."""
        west, south, east, north = self.town.ground.extent
        metres = 1.0 if self.total <= SINGLE else max(east - west, north - south) / ACROSS
        return dots_of(self.pins, metres)

    @property
    def for_map(self) -> dict[str, Any]:
        return {"dots": self.dots}
