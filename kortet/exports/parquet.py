"""GeoParquet 1.1: WKB, the CRS as PROJJSON, and a box for each row, so that readers skip what lies elsewhere."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely
from pyproj import CRS

from kortet.exports.arrow import GEOMETRY, POINT, floats, numbers, schema_of
from kortet.exports.outcome import Tell, Told
from kortet.exports.queries import Rows
from kortet.exports.reading import read

TOGETHER = 20_000  # rows of a row group: many small ones make a file slow to read
SIDES = ("xmin", "ymin", "xmax", "ymax")
BOX = pa.struct([(side, pa.float64()) for side in SIDES])


def write_parquet(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """A row with a line or an area is that shape, the others are points."""
    [rows] = tables
    schema = schema_of(rows.columns)
    plain = pa.schema([*(field.remove_metadata() for field in schema), pa.field("bbox", BOX)])
    seen = Seen()
    # Without Arrow's own copy of the schema: readers of data sets look into that, and find no "geo" there.
    with read(rows, "either") as batches, pq.ParquetWriter(path, plain, compression="zstd", store_schema=False) as file:
        waiting: list[pa.RecordBatch] = []
        for batch, x, y in batches:
            boxes = seen.boxes_of(batch.column(GEOMETRY), x, y)
            waiting.append(pa.record_batch([*batch.columns, boxes], schema=plain))
            tell(batch.num_rows)
            if sum(one.num_rows for one in waiting) >= TOGETHER:
                file.write_table(pa.Table.from_batches(waiting))
                waiting = []
        file.write_table(pa.Table.from_batches(waiting, schema=plain))
        file.add_key_value_metadata({"geo": json.dumps(seen.metadata(rows.srid))})
    return Told()


class Seen:
    """What the rows had: the kinds of geometry and the box around them all."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.box = np.array([np.inf, np.inf, -np.inf, -np.inf])

    def boxes_of(self, geometry: pa.Array, x: Any, y: Any) -> pa.Array:
        """The box of each row, none where it has no place; only those that are no points are looked into."""
        boxes = np.column_stack([x, y, x, y])
        sizes = numbers(pc.binary_length(geometry))
        shaped, nowhere = np.flatnonzero(sizes > POINT.itemsize), np.isnan(sizes)
        if len(shaped):
            shapes = shapely.from_wkb([geometry[int(row)].as_py() for row in shaped])
            boxes[shaped] = shapely.bounds(shapes)
            self.kinds |= {shape.geom_type for shape in shapes}
        if (sizes == POINT.itemsize).any():
            self.kinds.add("Point")
        self._grow(boxes[~nowhere])
        sides = [floats(boxes[:, side]) for side in range(4)]
        return pa.StructArray.from_arrays(sides, fields=list(BOX), mask=pc.is_null(geometry))

    def _grow(self, boxes: Any) -> None:
        if len(boxes):
            least, most = boxes[:, :2].min(0), boxes[:, 2:].max(0)
            self.box = np.concatenate([np.minimum(self.box[:2], least), np.maximum(self.box[2:], most)])

    def metadata(self, srid: int) -> dict[str, Any]:
        covering = {"bbox": {side: ["bbox", side] for side in SIDES}}
        column = {"encoding": "WKB", "geometry_types": sorted(self.kinds), "covering": covering}
        column["crs"] = CRS.from_epsg(srid).to_json_dict()
        if np.isfinite(self.box).all():
            column["bbox"] = self.box.tolist()
        return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
