"""The SQL of exports: PostgreSQL writes the rows and their places, and they are read as they come (COPY)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import ExpressionWrapper, F, TextField

from kortet.exports.columns import Column
from kortet.pins.queries import PinQuerySet

PARTS = {"points": "", "lines": "WHERE ST_Dimension(form) = 1", "areas": "WHERE ST_Dimension(form) = 2"}
TABLE = "FORMAT csv"
SHEET = "FORMAT csv, HEADER, DELIMITER ';'"
LINES = r"FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02'"  # JSON has no control characters of its own: nothing is quoted
# A shape is told only where its pin is public as it is, or it would give the exact place away.
PLACED = """
SELECT {columns} FROM (
  SELECT row.*, ST_Transform(place, {srid}) AS spot,
    ST_Transform(CASE WHEN place = exact THEN drawing END, {srid}) AS form
  FROM ({rows}) AS row OFFSET 0
) AS row {part}
"""
CELL = r"CASE WHEN {name} ~ '^[=+@\t\r-]' THEN '''' || {name} ELSE {name} END AS {name}"

TIME = """to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS {name}"""


@dataclass(frozen=True)
class PinRows:
    """Pins with their columns; coordinates in `srid`, of the place that the public sees."""

    pins: PinQuerySet
    columns: list[Column]
    srid: int

    def count(self) -> int:
        return self.pins.count()

    @contextmanager
    def table(self, part: str = "points") -> Iterator[Iterator[bytes]]:
        """CSV without a header: the columns, x and y of the place, the shape as hexadecimal WKB or nothing.

        `part`: all pins as "points", or those with "lines" or "areas" only.
        """
        names = [quoted(column.name) for column in self.columns]
        places = ["ST_X(spot)", "ST_Y(spot)", "encode(ST_AsBinary(form), 'hex')"]
        with self._copied([*names, *places], TABLE, part) as blocks:
            yield blocks

    @contextmanager
    def sheet(self) -> Iterator[Iterator[bytes]]:
        """CSV for spreadsheets: a header, semicolons, no cell that a program would take for a formula, and the place
        in metres, degrees and WKT."""
        cells = [cell(column) for column in self.columns]
        degrees = [f'{axis}(ST_Transform(spot, 4326)) AS "{name}"' for axis, name in DEGREES_OF.items()]
        metres = [f'{axis}(spot) AS "{name}_{self.srid}"' for axis, name in (("ST_X", "x"), ("ST_Y", "y"))]
        with self._copied([*cells, *metres, *degrees, 'ST_AsText(form, 3) AS "form_wkt"'], SHEET) as blocks:
            yield blocks

    @contextmanager
    def features(self) -> Iterator[Iterator[bytes]]:
        """GeoJSON (RFC 7946), a feature a line; seven decimals of a degree are a centimetre."""
        said = ", ".join(f"'{column.name}', {quoted(column.name)}" for column in self.columns)
        feature = f"""'{{"type":"Feature","id":' || to_json({quoted(self.columns[0].name)}) || ',"geometry":'
            || ST_AsGeoJSON(coalesce(form, spot), 7) || ',"properties":' || json_build_object({said}) || '}}'"""
        with self._copied([feature], LINES) as blocks:
            yield blocks

    @contextmanager
    def _copied(self, columns: list[str], form: str, part: str = "points") -> Iterator[Iterator[bytes]]:
        """The answer, block by block as it comes; times are in UTC, as on all of Django's connections."""
        rows, values = self._rows()
        facts = {"columns": ", ".join(columns), "srid": int(self.srid), "rows": rows, "part": PARTS[part]}
        sql = PLACED.format(**{name: str(fact) for name, fact in facts.items()})
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            with cursor.copy(f"COPY ({sql}) TO STDOUT ({form})", values) as copy:  # values are bound by the driver
                yield (bytes(row) for row in copy)

    def _rows(self) -> tuple[str, tuple[Any, ...]]:
        """The ORM's question. Columns go by names of their own inside, as some are called as the model's fields are."""
        values = {inside(column): ExpressionWrapper(column.value, TextField()) for column in self.columns}
        stored = {"exact": "point", "place": "public_point", "drawing": "shape"}
        values |= {name: ExpressionWrapper(F(field), TextField()) for name, field in stored.items()}
        sql, bound = self.pins.order_by("pk").annotate(**values).values(*values).query.sql_with_params()
        named = ", ".join(f"{inside(column)} AS {quoted(column.name)}" for column in self.columns)
        return f"SELECT {named}, exact, place, drawing FROM ({sql}) AS row", bound  # noqa: S608  (values are bound)


DEGREES_OF = {"ST_Y": "bredde", "ST_X": "laengde"}


def inside(column: Column) -> str:
    return f"of_{column.name}"


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def cell(column: Column) -> str:
    """A text that begins like a formula gets an apostrophe before it, and stays a text; a time is ISO 8601 in UTC."""
    return {"text": CELL, "time": TIME, "integer": "{name}"}[column.kind].format(name=quoted(column.name))
