"""Rows as Apache Arrow record batches, with the place as WKB: what GIS formats and GeoParquet are written from."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from kortet.exports.columns import Column
from kortet.exports.queries import Buffer, Geometry, Rows

GEOMETRY = "geom"
BLOCK = 512 * 1024  # bytes of one batch; of CSV with half as many each row costs half as much again
IN_CELLS = csv.ParseOptions(newlines_in_values=True)
TYPES = {"text": pa.string(), "integer": pa.int32(), "number": pa.float64(), "time": pa.timestamp("us", tz="UTC")}
POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])  # WKB, 21 bytes
NOTHING = pa.nulls(1, pa.binary())[0]
# GDAL takes a column for a geometry by this mark.
MARKED = {b"ARROW:extension:name": b"ogc.wkb"}

Batches = Iterator[tuple[pa.RecordBatch, Any, Any]]


def schema_of(columns: list[Column], names: dict[str, str] | None = None) -> pa.Schema:
    """The columns and the geometry; `names` gives columns other names."""
    fields = [pa.field((names or {}).get(column.name, column.name), TYPES[column.kind]) for column in columns]
    return pa.schema([*fields, pa.field(GEOMETRY, pa.binary(), metadata=MARKED)])


def batches_of(rows: Rows, lines: Iterator[Buffer], geometry: Geometry) -> Batches:
    """Of the lines of `Rows.table`: batches with their geometry, and x and y of the places (not a number where there is
    none)."""
    types = types_of(rows)
    convert = csv.ConvertOptions(
        column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
    )
    for block in together(lines):
        read = csv.ReadOptions(column_names=[*types], block_size=len(block), use_threads=False)
        for batch in csv.read_csv(pa.py_buffer(block), read, IN_CELLS, convert).to_batches():
            x, y = (numbers(batch.column(name)) for name in ("x", "y"))
            places = geometry_of(batch.column("wkb"), x, y, geometry)
            columns = [*(batch.column(column.name) for column in rows.columns), places]
            yield pa.record_batch(columns, schema=schema_of(rows.columns)), x, y


def together(lines: Iterator[Buffer]) -> Iterator[bytes]:
    """Whole rows, so many at a time that they are `BLOCK` bytes; each of COPY's lines is a whole row."""
    some, length = [], 0
    for line in lines:
        some.append(line)
        length += len(line)
        if length >= BLOCK:
            yield b"".join(some)
            some, length = [], 0
    if some:
        yield b"".join(some)


def types_of(rows: Rows) -> dict[str, pa.DataType]:
    """What each line of `Rows.table` has."""
    columns = {column.name: TYPES[column.kind] for column in rows.columns}
    return columns | {"x": pa.float64(), "y": pa.float64(), "wkb": pa.string()}


def geometry_of(wkb: pa.Array, x: Any, y: Any, wanted: Geometry) -> pa.Array:
    if wanted == "shape":
        return shapes(wkb)
    return points(x, y) if wanted == "point" else with_shapes(points(x, y), wkb)


def points(x: Any, y: Any) -> pa.Array:
    """WKB points of coordinates, without a loop over them; nothing where they are not numbers."""
    rows = np.empty(len(x), POINT)
    rows["order"], rows["type"], rows["x"], rows["y"] = 1, 1, x, y
    ends = np.arange(0, (len(x) + 1) * POINT.itemsize, POINT.itemsize, dtype="<i4")
    return pc.if_else(pc.is_nan(floats(x)), NOTHING, binary(ends, rows))


def shapes(wkb: pa.Array) -> pa.Array:
    found = [bytes.fromhex(text or "") for text in wkb.to_pylist()]
    ends = np.cumsum([0, *map(len, found)], dtype="<i4")
    return pc.if_else(pc.is_valid(wkb), binary(ends, b"".join(found)), NOTHING)


def with_shapes(places: pa.Array, wkb: pa.Array) -> pa.Array:
    """The shape where there is one, else the point."""
    has = pc.is_valid(wkb)
    return pc.replace_with_mask(places, has, shapes(wkb.drop_null()))


# pyarrow's own ways between Python and its arrays (`pa.array`, `pa.scalar`, `to_numpy`) load pandas first, for 40 MiB.


def numbers(column: pa.Array) -> Any:
    """As numpy has them; not a number where there is none."""
    return np.from_dlpack(pc.if_else(pc.is_valid(column), pc.cast(column, pa.float64()), NO_NUMBER))


def floats(found: Any) -> pa.Array:
    return pa.Array.from_buffers(pa.float64(), len(found), [None, pa.py_buffer(np.ascontiguousarray(found))])


def binary(ends: Any, whole: Any) -> pa.Array:
    """Pieces that lie behind each other in `whole`, each from one of the `ends` to the next."""
    return pa.Array.from_buffers(pa.binary(), len(ends) - 1, [None, pa.py_buffer(ends), pa.py_buffer(whole)])


NO_NUMBER = floats([np.nan])[0]
