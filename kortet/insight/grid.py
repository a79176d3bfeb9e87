"""A map of equal cells: where pins lie, whatever the borders between areas."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from kortet.figures.drawing import Drawing, Shape, step_of
from kortet.figures.queries import CellOfGrid, cells
from kortet.figures.tables import Table
from kortet.insight.choice import Choice
from kortet.insight.hot_spots import MOST_PINS

MOST_DRAWN = 4000  # cells that a browser draws
MOST_ROWS = 30


class Grid:
    """The cells of a choice that have pins, fullest first; one question."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.shape, self.side = choice.measures.asked("shape"), choice.measures.asked("side")

    @property
    def is_too_much(self) -> bool:
        return self.choice.count > MOST_PINS

    @cached_property
    def cells(self) -> list[CellOfGrid]:
        return [] if self.is_too_much else cells(self.choice.pins, shape=self.shape, side=self.side)

    @property
    def not_drawn(self) -> int:
        return max(0, len(self.cells) - MOST_DRAWN)

    @property
    def table(self) -> Table:
        """All of them, for a file."""
        columns = [_("Nr."), _("Nåle"), _("Forslag"), _("Problemer"), _("Midte, øst"), _("Midte, nord")]
        rows: list[list[Any]] = [
            [n, cell.pins_in_it, cell.pins_in_it - cell.problems, cell.problems, round(cell.x), round(cell.y)]
            for n, cell in enumerate(self.cells, start=1)
        ]
        note = _("Felternes sider er %(side)s meter. Midten er i meter, EPSG:25832.") % {"side": self.side}
        return Table("felter", _("Nåle i hvert felt"), columns, rows, bar=1, note=note)

    @property
    def first_rows(self) -> Table:
        whole = self.table
        return Table(whole.code, whole.title, whole.columns, whole.rows[:MOST_ROWS], whole.note, whole.bar)

    @property
    def drawing(self) -> Drawing:
        most = max((cell.pins_in_it for cell in self.cells), default=0)
        shapes = [
            Shape(_("%(n)s nåle") % {"n": cell.pins_in_it}, step_of(cell.pins_in_it, most), cell.drawn)
            for cell in self.cells[:MOST_DRAWN]
        ]
        return Drawing(shapes, _("Nåle i et felt"))
