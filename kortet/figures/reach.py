"""The reach map: how many people are heard in each area, per 1,000 inhabitants, and which areas are silent.

A voice is a person who wrote, supports or comments, counted once in each area; where nobody knows who wrote a pin, the
pin is one voice. Voices are about people: below five they are hidden (small_numbers.py). Pins, supports and comments
are public one by one, and are told.
"""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from kortet.figures.areas import area_link, areas_drawing, areas_of
from kortet.figures.drawing import Drawing
from kortet.figures.queries import count_by_area, times, voices
from kortet.figures.small_numbers import LEAST, Hidden, hide
from kortet.figures.tables import TOO_FEW, Table
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet
from kortet.places.models import Area, AreaLayer

KINDS = Pin.Kind.values
SILENT = 0.5  # of the whole town's voices per 1,000 inhabitants


class Reach:
    """The voices of some pins by the areas of a layer; four questions."""

    def __init__(self, pins: PinQuerySet, layer: AreaLayer) -> None:
        self.pins, self.layer = pins, layer

    @cached_property
    def areas(self) -> list[Area]:
        return areas_of(self.layer)

    @cached_property
    def counted(self) -> dict[tuple[Any, Any], int]:
        return voices(self.pins, self.layer)

    @cached_property
    def said(self) -> dict[int | None, int]:
        """Area id → its pins, supports and comments: each public, and together at least as many as the voices."""
        pins = count_by_area(self.pins, self.layer)
        more = times(self.pins, self.layer)
        return {area: n + more[area].supports + more[area].comments for area, n in pins.items()}

    @cached_property
    def keys(self) -> list[Any]:
        """The rows: each area, and what lies outside all of them."""
        return [*(area.pk for area in self.areas), *([None] if (None, "all") in self.counted else [])]

    @cached_property
    def hidden(self) -> Hidden:
        few = [(row, len(KINDS)) for row, key in enumerate(self.keys) if 0 < self.n(key) < LEAST]
        return hide([[self.n(key, kind) for kind in KINDS] for key in self.keys], few)

    def n(self, area: Any, kind: str = "all") -> int:
        return self.counted.get((area, kind), 0)

    def voices(self, row: int) -> Any:
        """The voices of a row (-1: all) as they may be told."""
        return self.told(self.n(self.keys[row] if row >= 0 else "all"), row, -1)

    def told(self, n: int, row: int, column: int) -> Any:
        """A number, unless it is small, or another could be reckoned from it."""
        return TOO_FEW if self.hidden.is_hidden(row, column) or 0 < n < LEAST else n

    def rate(self, row: int) -> float | Any | None:
        """Voices per 1,000 inhabitants; None where nobody is known to live there."""
        count, population = self.voices(row), self.areas[row].population
        if not population:
            return None
        return count if count is TOO_FEW else 1000 * count / population

    @cached_property
    def town_rate(self) -> float | None:
        """Voices per 1,000 inhabitants of the areas together whose voices and inhabitants can be told."""
        shown = [(self.voices(row), area.population) for row, area in enumerate(self.areas) if area.population]
        shown = [(count, population) for count, population in shown if count is not TOO_FEW]
        people = sum(population for _count, population in shown)
        return 1000 * sum(count for count, _population in shown) / people if people else None

    @cached_property
    def silent(self) -> list[Area]:
        """Areas with less than half of the town's voices per 1,000 inhabitants.

        One whose voices are hidden is named only if what is public about it shows as much.
        """
        return [area for row, area in enumerate(self.areas) if area.population and self.is_silent(row, area)]

    def is_silent(self, row: int, area: Area) -> bool:
        count = self.voices(row)
        count = self.said.get(area.pk, 0) if count is TOO_FEW else count
        return 1000 * float(count) < SILENT * (self.town_rate or 0) * (area.population or 0)

    @property
    def without_population(self) -> list[Area]:
        return [area for area in self.areas if not area.population]

    @property
    def table(self) -> Table:
        columns = [_("Område"), _("Indbyggere"), _("Stemmer"), _("Stemmer pr. 1.000 indbyggere")]
        columns += [_("Om forslag"), _("Om problemer"), _("Nåle, støtter og kommentarer"), _("Stille")]
        rows = [self.row(place, area) for place, area in enumerate(self.areas)]
        if None in self.keys:
            rows.append(self.rest(len(self.areas), _("Uden for områderne"), None, self.said.get(None, 0)))
        population = sum(area.population or 0 for area in self.areas) or None
        last = self.rest(-1, _("I alt"), population, sum(self.said.values()))
        rows.append([*last[:3], self.town_rate, *last[4:]])
        return Table("raekkevidde", _("Stemmer i hvert område"), columns, rows, bar=3, total=True, note=note())

    def row(self, place: int, area: Area) -> list[Any]:
        silent = _("ja") if area.population and self.is_silent(place, area) else ""
        row = self.rest(place, area_link(area), area.population, self.said.get(area.pk, 0))
        return [*row[:3], self.rate(place), *row[4:-1], silent]

    def rest(self, place: int, name: Any, population: int | None, said: int) -> list[Any]:
        key = self.keys[place] if place >= 0 else "all"
        by_kind = [self.told(self.n(key, kind), place, column) for column, kind in enumerate(KINDS)]
        return [name, population, self.voices(place), None, *by_kind, said, ""]

    @property
    def drawing(self) -> Drawing:
        rates = {area.pk: self.rate(row) for row, area in enumerate(self.areas)}
        words = _("%(area)s: %(n)s stemmer pr. 1.000 indbyggere")
        return areas_drawing(self.layer, self.areas, rates, _("Stemmer pr. 1.000 indbyggere"), words)


def note() -> str:
    return _(
        "En stemme er et menneske, der har sat en nål, støtter eller kommenterer, talt én gang i hvert område; ved vi "
        "ikke, hvem der satte en nål, tæller den som én stemme. “skjult” er færre end 5 mennesker, eller et tal, som "
        "det kunne regnes ud af. Stille er områder med under halvdelen af det, områderne tilsammen har pr. 1.000 "
        "indbyggere; er tallet skjult, kun hvis nåle, støtter og kommentarer tilsammen også er under."
    )
