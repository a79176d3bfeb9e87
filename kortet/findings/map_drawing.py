"""What a map of drawn places shows, its list, and its picture; published maps and those of staff look the same."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kortet.figures.drawing import Drawing, Shape, step_of
from kortet.figures.tables import Table
from kortet.findings.models import PublishedMap
from kortet.surveys.questionnaire import Question

TOLD = ("people", "at_least", "km2", "name", "beside", "side")
LEGEND = gettext_lazy("Personer i forhold til feltets størrelse")


@dataclass(frozen=True)
class Cell:
    """`people` drew something in it; `at_least`: it may be up to four more. `name` is the neighbourhood
    and `beside` a place, or empty. `side` is of its squares in metres, `squares` how many they are; `km2` its size.
    """

    people: int
    km2: float
    name: str = ""
    beside: str = ""
    side: int = 0
    squares: int = 1
    at_least: bool = False

    @property
    def said(self) -> str:
        n = ngettext("%(n)s person", "%(n)s personer", self.people) % {"n": self.people}
        n = _("mindst %(people)s") % {"people": n} if self.at_least else n
        return f"{self.place}: {n}" if self.side else n

    @property
    def place(self) -> str:
        name = self.name or _("uden for bydelene")
        return _("%(name)s, ved %(place)s") % {"name": name, "place": self.beside} if self.beside else name

    @property
    def size(self) -> str:
        """How large it is, in words."""
        side = _("%(n)s km") % {"n": self.side // 1000} if self.side >= 1000 else _("%(n)s m") % {"n": self.side}
        if self.squares == 1:
            return _("%(side)s × %(side)s") % {"side": side}
        return _("%(n)s felter på %(side)s × %(side)s") % {"n": self.squares, "side": side}


def published_cells(found: PublishedMap) -> list[Cell]:
    return [Cell(**{name: one[name] for name in TOLD}, squares=len(one["squares"])) for one in found.cells]


def drawing_of(cells: Sequence[Cell], shapes: Sequence[str]) -> Drawing:
    """Coloured by the root of people for each square kilometre: in a large cell there are more people anyway, and
    without the root the one place where most are would leave all others pale."""
    weights = [math.sqrt(one.people / one.km2) for one in cells]
    most = max(weights, default=0)
    drawn = [
        Shape(cell.said, step_of(weight, most), shape)
        for cell, weight, shape in zip(cells, weights, shapes, strict=True)
    ]
    return Drawing(drawn, str(LEGEND))


def table_of(question: Question, cells: Sequence[Cell]) -> Table:
    """The cells as a list: what the map tells, in words."""
    columns = [_("Sted"), _("Personer"), _("Felt")]
    rows: list[list[Any]] = [[one.place, people_in(one), one.size] for one in cells]
    return Table(question.key, question.name, columns, rows, bar=1)


def table_of_areas(question: Question, rows: Sequence[tuple[str, int, int]]) -> Table:
    """People and places by neighbourhood, as they are: for staff only."""
    columns = [_("Bydel"), _("Personer"), _("Steder")]
    note = _("En linje eller et område tæller med i alle de bydele, som det når ind i.")
    return Table(question.key, question.name, columns, [list(row) for row in rows], bar=1, note=note)


def shape_of_place(drawn: str) -> Shape:
    return Shape(_("et sted, som nogen har tegnet"), 3, drawn)


def people_in(cell: Cell) -> Any:
    return _("mindst %(people)s") % {"people": cell.people} if cell.at_least else cell.people


def box_of(shapes: Sequence[str]) -> tuple[float, float, float, float]:
    """West, south, east, north (EPSG:4326) of shapes, of which there is at least one."""
    corners = [corner for one in shapes for corner in corners_of(json.loads(one)["coordinates"])]
    lons, lats = [lon for lon, _lat in corners], [lat for _lon, lat in corners]
    return min(lons), min(lats), max(lons), max(lats)


def corners_of(nested: Any) -> list[tuple[float, float]]:
    if isinstance(nested[0], int | float):
        return [(nested[0], nested[1])]
    return [corner for part in nested for corner in corners_of(part)]
