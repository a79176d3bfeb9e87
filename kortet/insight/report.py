"""What a report of a choice holds, once: every form of it (page, Word, Excel) shows the same."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kortet.figures.drawing import Drawing, Shape
from kortet.figures.queries import drawn_areas
from kortet.figures.reach import Reach
from kortet.figures.tables import Table
from kortet.insight.area_figures import AreaFigures, WholeFigures
from kortet.insight.charts import Chart, columns_of
from kortet.insight.choice import Choice
from kortet.insight.coverage import Coverage
from kortet.insight.hot_spots import HotSpots
from kortet.insight.map_drawing import drawn_picture
from kortet.insight.pins_list import box_of, pins_table, signs
from kortet.places.models import Area

LISTED, IN_SHEET, ON_MAP, SPOTS = 200, 1_000_000, 2_000, 10
WIDE, HIGH = 1360, 690  # pixels of the report's map


@dataclass
class Report:
    """One report; each part is asked for when it is shown."""

    choice: Choice

    def __post_init__(self) -> None:
        self.made: datetime = timezone.now()

    @cached_property
    def title(self) -> str:
        area = self.choice.filter.chosen.get("area")
        return _("Rapport om %(area)s") % {"area": area.name} if area else _("Rapport om nålene på kortet")

    @property
    def words(self) -> list[tuple[str, str]]:
        return self.choice.words

    @cached_property
    def whole(self) -> WholeFigures:
        return WholeFigures(self.choice)

    @cached_property
    def parts(self) -> list[Table]:
        return self.whole.parts

    @cached_property
    def months(self) -> Table:
        return self.whole.by_month

    @property
    def chart(self) -> Chart | None:
        return columns_of(self.months)

    @cached_property
    def areas(self) -> AreaFigures | None:
        """Only where the report is about more than one area."""
        layer = self.choice.layer
        return AreaFigures(self.choice, layer) if layer and "area" not in self.choice.filter.chosen else None

    @cached_property
    def reach(self) -> Reach | None:
        return Reach(self.choice.pins, self.choice.layer) if self.areas and self.choice.layer else None

    @cached_property
    def tables(self) -> list[Table]:
        """Of the areas, narrow enough for paper."""
        if self.areas is None or self.reach is None or self.choice.layer is None:
            return []
        figures = self.areas.table.only(0, 1, 2, 3, 4, 8, 9, 10, 11)
        return [figures, self.reach.table, Coverage(self.choice, self.choice.layer).table]

    @cached_property
    def spots(self) -> HotSpots:
        return HotSpots(self.choice)

    @property
    def spots_table(self) -> Table:
        return self.spots.table.first(SPOTS)

    @property
    def evidence(self) -> list[Any]:
        return self.spots.evidence[:SPOTS]

    @cached_property
    def listed(self) -> Table:
        return pins_table(self.choice, LISTED).only(0, 1, 2, 3, 4, 6, 7, 8)

    @cached_property
    def signs(self) -> list[dict[str, Any]]:
        return signs(self.choice, ON_MAP)

    @cached_property
    def drawing(self) -> Drawing:
        """The areas by their pins where there are several; else the border of the one."""
        if self.areas:
            return self.areas.drawing
        area = self.choice.filter.chosen.get("area")
        if area is None:
            return Drawing([], "")
        return Drawing([Shape(area.name, 0, drawn_areas(Area.objects.filter(pk=area.pk))[area.pk])], "")

    @cached_property
    def hulls(self) -> list[Shape]:
        return self.spots.drawing.shapes[:SPOTS]

    @cached_property
    def box(self) -> tuple[float, ...]:
        return box_of(self.choice)

    @cached_property
    def picture(self) -> bytes:
        """The map as a PNG: base map, areas, hot spots and pins."""
        return drawn_picture(self.choice.town, self.box, self.drawing, self.hulls, self.signs, WIDE, HIGH)

    @property
    def sheets(self) -> list[Table]:
        """Everything, for a workbook: whole tables, and every pin."""
        found = [*self.parts, self.months]
        found += [self.areas.table, self.areas.themes, self.reach.table] if self.areas and self.reach else []
        found += [self.spots.table, self.spots.pins_table] if self.spots.found else []
        return [*found, pins_table(self.choice, IN_SHEET)]
