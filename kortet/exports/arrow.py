"""Rows as Apache Arrow record batches, with the place as WKB: what GIS formats and GeoParquet are written from."""

from collections.abc import Iterator
from io import RawIOBase
from itertools import chain
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from kortet.exports.columns import Column
from kortet.exports.queries import Rows

GEOMETRY = "geom"
BLOCK, LARGE_BLOCK = 1 * 1024 * 1024, 32 * 1024 * 1024  # bytes of CSV that are turned into one batch
Geometry = Literal["point", "shape", "either"]
TYPES = {"text": pa.string(), "integer": pa.int32(), "number": pa.float64(), "time": pa.timestamp("us", tz="UTC")}
POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])  # WKB, 21 bytes
# GDAL takes a column for a geometry by this mark.
MARKED = {b"ARROW:extension:name": b"ogc.wkb"}


class Blocks(RawIOBase):
    """An iterator of bytes as a file, read once, as much at a time as is asked for: COPY gives a row at a time."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.blocks, self.rest = blocks, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts, length = [self.rest], len(self.rest)
        for block in self.blocks if size < 0 or length < size else ():
            parts.append(block)
            length += len(block)
            if 0 <= size <= length:
                break
        whole = b"".join(parts)
        size = len(whole) if size < 0 else size
        self.rest = whole[size:]
        return whole[:size]


def schema_of(columns: list[Column], names: dict[str, str] | None = None) -> pa.Schema:
    """The columns and the geometry; `names` gives columns other names."""
    fields = [pa.field((names or {}).get(column.name, column.name), TYPES[column.kind]) for column in columns]
    return pa.schema([*fields, pa.field(GEOMETRY, pa.binary(), metadata=MARKED)])


def batches_of(rows: Rows, blocks: Iterator[bytes], geometry: Geometry) -> Iterator[tuple[pa.RecordBatch, Any, Any]]:
    """Batches with their geometry, and x and y of the places (not a number where there is none).

    `geometry`: the place as a "point", the "shape" or nothing, or "either", the shape where there is one.
    """
    first = next(blocks, None)
    if first is None:
        return
    reader = csv.open_csv(
        pa.PythonFile(Blocks(chain([first], blocks)), mode="r"),
        read_options=csv.ReadOptions(
            column_names=[*types_of(rows), "x", "y", "wkb"], block_size=block_size(rows), use_threads=False
        ),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types_of(rows) | {"x": pa.float64(), "y": pa.float64(), "wkb": pa.string()},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    for batch in reader:
        x, y = (batch.column(name).to_numpy(zero_copy_only=False) for name in ("x", "y"))
        places = geometry_of(batch.column("wkb"), x, y, geometry)
        columns = [*(batch.column(column.name) for column in rows.columns), places]
        yield pa.record_batch(columns, schema=schema_of(rows.columns)), x, y


def types_of(rows: Rows) -> dict[str, pa.DataType]:
    return {column.name: TYPES[column.kind] for column in rows.columns}


def block_size(rows: Rows) -> int:
    """A row has to fit into a block, and an area of a municipality may have 500,000 corners."""
    is_large = any("Multi" in kind for _suffix, kind in rows.parts.values())
    return LARGE_BLOCK if is_large else BLOCK


def geometry_of(wkb: pa.Array, x: Any, y: Any, wanted: Geometry) -> pa.Array:
    if wanted == "shape":
        return shapes(wkb)
    return points(x, y) if wanted == "point" else with_shapes(points(x, y), wkb)


def points(x: Any, y: Any) -> pa.Array:
    """WKB points of coordinates, without a loop over them; nothing where they are not numbers."""
    rows = np.empty(len(x), POINT)
    rows["order"], rows["type"], rows["x"], rows["y"] = 1, 1, x, y
    ends = np.arange(0, (len(x) + 1) * POINT.itemsize, POINT.itemsize, dtype="<i4")
    found = pa.Array.from_buffers(pa.binary(), len(x), [None, pa.py_buffer(ends), pa.py_buffer(rows)])
    nowhere = np.isnan(x)
    return pc.replace_with_mask(found, pa.array(nowhere), pa.scalar(None, pa.binary())) if nowhere.any() else found


def shapes(wkb: pa.Array) -> pa.Array:
    return pa.array([text and bytes.fromhex(text) for text in wkb.to_pylist()], pa.binary())


def with_shapes(places: pa.Array, wkb: pa.Array) -> pa.Array:
    """The shape where there is one, else the point."""
    has = pc.is_valid(wkb)
    return pc.replace_with_mask(places, has, shapes(wkb.drop_null()))
