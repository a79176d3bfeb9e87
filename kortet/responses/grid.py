"""The map of a paper form: a picture under a grid, and which place a cell of it ("C4") is.

The grid follows from the town's or the process's border alone, so a sheet that was printed yesterday is read today.
"""

import base64
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, LineString, MultiPolygon, Point, Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.places.map_picture import drawn_map, png
from kortet.places.map_tiles import Sight
from kortet.places.queries import DEGREES
from kortet.places.turned import turned
from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import Kind, Within

COLUMNS, ROWS = "ABCDEFGHIJKLMNOP", 18
CELL = 60  # pixels; the picture is 960 by 1080 of them
NAMED = re.compile(r"([A-P])\s*(\d{1,2})", re.IGNORECASE)
WRONG = _("Skriv felter som på kortet, f.eks. C4, med mellemrum mellem dem.")


@dataclass(frozen=True)
class Grid:
    """The grid over one map. `around` is what it shows (EPSG:25832)."""

    town: Municipality
    around: MultiPolygon

    @classmethod
    def of(cls, survey: Survey, within: Within) -> "Grid":
        process = survey.process
        area: Any = process.area if within == Within.PROCESS and process.area else process.municipality.ground
        return cls(process.municipality, area)

    @cached_property
    def sight(self) -> Sight:
        box = Polygon.from_bbox(self.around.extent)
        box.srid = self.around.srid
        return Sight.around(turned(box, DEGREES).extent, CELL * len(COLUMNS), CELL * ROWS)

    def cell(self, column: int, row: int) -> Polygon:
        """A cell in degrees (EPSG:4326), counted from 0, from the upper left."""
        left, top = column * CELL, row * CELL
        corners = [(left, top), (left + CELL, top), (left + CELL, top + CELL), (left, top + CELL), (left, top)]
        return Polygon([self.sight.place(*corner) for corner in corners], srid=DEGREES)

    def middle(self, column: int, row: int) -> Point:
        return Point(*self.sight.place((column + 0.5) * CELL, (row + 0.5) * CELL), srid=DEGREES)

    def shape(self, kind: Kind, said: str) -> GEOSGeometry:
        """The place (EPSG:4326) of cells as somebody typed them; raises ValidationError.

        A point is the middle of its cell, a line goes from middle to middle, an area is its cells together.
        """
        cells = read_cells(said)
        if kind == Kind.POINT:
            if len(cells) != 1:
                raise ValidationError(_("Et sted er ét felt, f.eks. C4."))
            return self.middle(*cells[0])
        if kind == Kind.LINE:
            if len(set(cells)) < 2:
                raise ValidationError(_("En linje er mindst to felter, i den rækkefølge den går, f.eks. C4 D4 D5."))
            return LineString([self.middle(*cell).coords for cell in cells], srid=DEGREES)
        whole: Any = MultiPolygon([self.cell(*cell) for cell in dict.fromkeys(cells)], srid=DEGREES).buffer(1e-9)
        if not isinstance(whole, Polygon):
            raise ValidationError(_("Et områdes felter skal ligge op ad hinanden, f.eks. C4 C5 D5."))
        return whole.simplify(1e-7, preserve_topology=True)

    @cached_property
    def svg(self) -> str:
        """The map under the grid, as the text of an SVG that carries the picture in itself."""
        wide, high = CELL * len(COLUMNS), CELL * ROWS
        picture = base64.b64encode(png(drawn_map(self.town, self.sight, (), None))).decode()
        steps = [f"M{x} 0V{high}" for x in range(0, wide + 1, CELL)] + [
            f"M0 {y}H{wide}" for y in range(0, high + 1, CELL)
        ]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
            f'<image width="{wide}" height="{high}" href="data:image/png;base64,{picture}"/>'
            f'<path d="{"".join(steps)}" stroke="#1d2529" stroke-opacity=".55" fill="none"/></svg>'
        )


def read_cells(said: str) -> list[tuple[int, int]]:
    """Column and row of each, counted from 0; raises ValidationError where it is none."""
    left = NAMED.sub("", said[:400])
    found = [(COLUMNS.index(letter.upper()), int(number) - 1) for letter, number in NAMED.findall(said[:400])]
    if not found or left.strip(" ,.;-–") or any(not 0 <= row < ROWS for _column, row in found):
        raise ValidationError(WRONG)
    return found
