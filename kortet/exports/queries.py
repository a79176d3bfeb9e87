"""The SQL of exports: PostgreSQL writes the rows and their places, and they are read as they come (COPY)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Literal

from django.db import connection, transaction
from django.db.models import ExpressionWrapper, QuerySet, TextField

from kortet.exports.columns import Column
from kortet.readable import FORMULA

Buffer = bytes | bytearray | memoryview  # a line of COPY, as the driver has it
Part = Literal["points", "lines", "areas", "shapes"]
# The place as a point; the shape or nothing; the shape where there is one, else the point.
Geometry = Literal["point", "shape", "either"]
# The layers that a file of several has: a suffix and a kind of geometry. All rows with their points, those that are
# lines, those that are areas; or all rows with their shapes, where they have any.
POINTS: dict[Part, tuple[str, str]] = {"points": ("", "Point")}
PLACED: dict[Part, tuple[str, str]] = POINTS | {"lines": ("_linjer", "LineString"), "areas": ("_flader", "Polygon")}
PARTS: dict[Part, str] = {
    "points": "",
    "lines": "WHERE ST_Dimension(form) = 1",
    "areas": "WHERE ST_Dimension(form) = 2",
    "shapes": "",
}
FORMS: dict[Geometry, str] = {"point": "spot", "shape": "form", "either": "coalesce(form, spot)"}
SQL_TYPES = {"text": "text", "integer": "integer", "number": "double precision", "time": "timestamptz"}
SORTED = 50_000  # rows; more than these come as they lie in the table, for sorting a million wide ones takes seconds
TABLE = "FORMAT csv"
SHEET = "FORMAT csv, HEADER, DELIMITER ';'"
# A text as it is: as CSV each letter would be looked at, whether it is to be quoted. (COPY, "Binary Format")
AS_IT_IS = "FORMAT binary"
HEAD, FRAME, TRAILER = 19, 6, 2  # bytes before all rows, before the one text of each, and of what comes last
# A shape is told only where the row is shown as it is, or it would give the exact place away.
ROWS = """
SELECT {columns} FROM (
  SELECT row.*, ST_Transform(place, {srid}) AS spot, ST_Transform(place, 4326) AS degrees,
    ST_Transform(CASE WHEN place IS NOT DISTINCT FROM exact THEN drawing END, {srid}) AS form
  FROM ({rows}) AS row
) AS row {homes} {part}
"""
# What takes the time is writing cells and places: processes share it, where that is worth while. (OFFSET 0 in the
# the subquery would spare a second ST_Transform of each row, and keep the writing to one process.)
TOGETHER = "SET LOCAL max_parallel_workers_per_gather = 2"
# The area that covers the place, as Area.objects.covering has it: one look-up for its code and name.
HOME = """LEFT JOIN LATERAL (
  SELECT {values} FROM places_area AS area
  WHERE area.layer_id = {layer} AND area.valid_to IS NULL AND ST_Covers(area.boundary, row.place)
  ORDER BY area.code, area.id LIMIT 1
) AS home_{layer} ON TRUE"""
# What `readable.harmless` says, by the number of the first letter, which takes a third of the time of a pattern. Only
# of a text that begins with such a letter or a space (32) is it asked what stands behind the spaces.
STARTS = ", ".join(str(ord(letter)) for letter in FORMULA)
CELL = f"""CASE WHEN ascii({{name}}) IN (32, {STARTS}) AND ascii(ltrim({{name}})) IN ({STARTS})
  THEN '''' || {{name}} ELSE {{name}} END AS {{name}}"""

TIME = """to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS {name}"""


@dataclass(frozen=True)
class Spots:
    """Three places of a row (EPSG:25832), each an expression: where it is, where it is shown, and its shape, which is
    told only where the two are the same."""

    exact: Any
    place: Any
    drawing: Any


@dataclass(frozen=True)
class Rows:
    """Rows with their columns and places, whatever they are about; coordinates are written in `srid`.

    `name` is what a file calls them, `label` what people do. `drawn` asks for those that have a shape. `more` is what
    the rows need beside the columns, by names that `Column.sql` uses. `by_place` sorts along PostGIS' Hilbert curve, so
    that rows which are near each other lie in one piece of the file.
    """

    name: str
    label: str
    found: QuerySet[Any]
    columns: list[Column]
    srid: int
    spots: Spots
    parts: Mapping[Part, tuple[str, str]] = field(default_factory=lambda: PLACED)
    drawn: Mapping[str, Any] = field(default_factory=lambda: {"shape__isnull": False})
    more: Mapping[str, Any] = field(default_factory=dict)
    may_lack_place: bool = False
    by_place: bool = False

    def count(self) -> int:
        return self.found.order_by().count()

    @contextmanager
    def table(self, part: Part = "points") -> Iterator[Iterator[Buffer]]:
        """CSV without a header: the columns, x and y of the place, the shape as hexadecimal WKB or nothing."""
        names = [quoted(column.name) for column in self.columns]
        places = ["ST_X(spot)", "ST_Y(spot)", "encode(ST_AsBinary(form), 'hex')"]
        with self._copied([*names, *places], TABLE, part) as lines:
            yield lines

    def question(self, geometry: Geometry, part: Part = "points") -> str:
        """The same as SQL alone, for a connection that is not Django's: the columns, x and y, and the place as WKB."""
        typed = [f"{quoted(column.name)}::{SQL_TYPES[column.kind]}" for column in self.columns]
        places = ["ST_X(spot) AS x", "ST_Y(spot) AS y", f"ST_AsBinary({FORMS[geometry]}) AS geom"]
        with connection.cursor() as cursor:
            return cursor.mogrify(*self._sql([*typed, *places], part))

    @contextmanager
    def plain(self) -> Iterator[Iterator[Buffer]]:
        """CSV without a header: the columns, x and y of the place."""
        names = [quoted(column.name) for column in self.columns]
        with self._copied([*names, "ST_X(spot)", "ST_Y(spot)"], TABLE) as lines:
            yield lines

    @contextmanager
    def sheet(self) -> Iterator[Iterator[Buffer]]:
        """CSV for spreadsheets: a header, semicolons, no cell that a program would take for a formula, and the place
        in metres, degrees and WKT."""
        cells = [cell(column) for column in self.columns]
        degrees = [f'{axis}(degrees) AS "{name}"' for axis, name in DEGREES_OF.items()]
        metres = [f'{axis}(spot) AS "{name}_{self.srid}"' for axis, name in (("ST_X", "x"), ("ST_Y", "y"))]
        with self._copied([*cells, *metres, *degrees, 'ST_AsText(form, 3) AS "form_wkt"'], SHEET) as lines:
            yield lines

    @contextmanager
    def features(self) -> Iterator[Iterator[Buffer]]:
        """GeoJSON features (RFC 7946); seven decimals of a degree are a centimetre."""
        said = ", ".join(quoted(column.name) for column in self.columns)
        feature = f"""'{{"type":"Feature","id":' || to_json({quoted(self.columns[0].name)}) || ',"geometry":'
            || coalesce(ST_AsGeoJSON(coalesce(form, spot), 7), 'null')
            || ',"properties":' || row_to_json((SELECT said FROM (SELECT {said}) AS said)) || '}}'"""  # noqa: S608  (our own columns' names, quoted)
        with self._copied([feature], AS_IT_IS) as messages:
            yield texts_in(messages)

    @contextmanager
    def _copied(self, columns: list[str], form: str, part: Part = "points") -> Iterator[Iterator[Buffer]]:
        """The answer, line by line as it comes; times are in UTC, as on all of Django's connections."""
        sql, values = self._sql(columns, part)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(TOGETHER)
            with cursor.copy(f"COPY ({sql}) TO STDOUT ({form})", values) as copy:  # values are bound by the driver
                yield iter(copy)

    def _sql(self, columns: list[str], part: Part) -> tuple[str, tuple[Any, ...]]:
        drawn = replace(self, found=self.found.filter(**self.drawn)) if part in ("lines", "areas") else self
        rows, values = drawn._rows()
        facts = {"columns": ", ".join(columns), "srid": int(self.srid), "rows": rows, "part": PARTS[part]}
        return ROWS.format(**{name: str(fact) for name, fact in facts.items()}, homes=self._homes()), values

    def _rows(self) -> tuple[str, tuple[Any, ...]]:
        """The ORM's question. Columns go by names of their own inside, as some are called as the model's fields are."""
        values = {inside(column.name): as_it_is(column.value) for column in self.columns if column.value is not None}
        values |= {inside(name): as_it_is(value) for name, value in self.more.items()}
        values |= {name: as_it_is(getattr(self.spots, name)) for name in ("exact", "place", "drawing")}
        found = self._sorted().annotate(**values).values(*values)
        sql, bound = found.query.sql_with_params()
        own = [column for column in self.columns if column.layer is None]
        named = ", ".join(f"{column.sql or inside(column.name)} AS {quoted(column.name)}" for column in own)
        return f"SELECT {named}, exact, place, drawing FROM ({sql}) AS row", bound  # noqa: S608  (values are bound)

    def _sorted(self) -> QuerySet[Any]:
        if self.by_place:
            return self.found.order_by(self.spots.place, "pk")
        few = self.found.order_by()[: SORTED + 1].count() <= SORTED
        return self.found.order_by("pk") if few else self.found.order_by()

    def _homes(self) -> str:
        """One look-up for each layer that has columns."""
        layers: dict[int, list[str]] = {}
        for column in self.columns:
            if column.layer is not None:
                layers.setdefault(int(column.layer.pk), []).append(f"area.{column.sql} AS {quoted(column.name)}")
        return " ".join(HOME.format(layer=layer, values=", ".join(values)) for layer, values in layers.items())


def texts_in(messages: Iterator[Buffer]) -> Iterator[Buffer]:
    """The one text of each row of a binary COPY."""
    first = next(messages)[HEAD:]
    return (one[FRAME:] for one in chain([first], messages) if len(one) > TRAILER)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """All that is read within it is read of one moment, if no transaction is open yet."""
    is_first = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_first:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # while GDAL builds an index
        yield


DEGREES_OF = {"ST_Y": "bredde", "ST_X": "laengde"}


def as_it_is(value: Any) -> Any:
    """Without the ORM's idea of the type, which would look into the database's answer."""
    return ExpressionWrapper(value, TextField())


def inside(name: str) -> str:
    return f"of_{name}"


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def cell(column: Column) -> str:
    """A text that begins like a formula gets an apostrophe before it, and stays a text; a time is ISO 8601 in UTC."""
    return {"text": CELL, "time": TIME}.get(column.kind, "{name}").format(name=quoted(column.name))
