"""GeoParquet 1.1: WKB, the CRS as PROJJSON, and a box for each row, so that readers skip what lies elsewhere."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyproj import CRS

from kortet.exports.arrow import GEOMETRY, batches_of, schema_of
from kortet.exports.outcome import Tell, Told
from kortet.exports.queries import PinRows

SIDES = ("xmin", "ymin", "xmax", "ymax")
BOX = pa.struct([(side, pa.float64()) for side in SIDES])


def write_parquet(rows: PinRows, path: Path, tell: Tell) -> Told:
    """A pin with a line or an area is that shape, the others are points."""
    schema = schema_of(rows.columns)
    plain = pa.schema([*(field.remove_metadata() for field in schema), pa.field("bbox", BOX)])
    seen = Seen()
    with rows.table() as blocks, pq.ParquetWriter(path, plain, compression="zstd") as file:
        for batch, x, y in batches_of(rows, blocks, shaped=True):
            boxes = seen.boxes_of(batch.column(GEOMETRY), x, y)
            file.write_batch(pa.record_batch([*batch.columns, boxes], schema=plain))
            tell(batch.num_rows)
        file.add_key_value_metadata({"geo": json.dumps(seen.metadata(rows.srid))})
    return Told()


class Seen:
    """What the rows had: the kinds of geometry and the box around them all."""

    def __init__(self) -> None:
        self.kinds: set[str] = {"Point"}
        self.box = np.array([np.inf, np.inf, -np.inf, -np.inf])

    def boxes_of(self, geometry: pa.Array, x: Any, y: Any) -> pa.Array:
        """The box of each row; only those that are no points are looked into."""
        boxes = np.column_stack([x, y, x, y])
        shaped = np.flatnonzero(np.asarray([len(value.as_buffer()) for value in geometry]) != 21)
        if len(shaped):
            shapes = shapely.from_wkb([geometry[int(row)].as_py() for row in shaped])
            boxes[shaped] = shapely.bounds(shapes)
            self.kinds |= {shape.geom_type for shape in shapes}
        if len(boxes):
            self.box = np.concatenate(
                [np.minimum(self.box[:2], boxes[:, :2].min(0)), np.maximum(self.box[2:], boxes[:, 2:].max(0))]
            )
        return pa.StructArray.from_arrays([pa.array(boxes[:, side]) for side in range(4)], fields=list(BOX))

    def metadata(self, srid: int) -> dict[str, Any]:
        covering = {"bbox": {side: ["bbox", side] for side in SIDES}}
        column = {"encoding": "WKB", "geometry_types": sorted(self.kinds), "covering": covering}
        column["crs"] = CRS.from_epsg(srid).to_json_dict()
        if np.isfinite(self.box).all():
            column["bbox"] = self.box.tolist()
        return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
