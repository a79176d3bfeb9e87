"""The GeoPackage of a survey: a styled layer for each map question, the responses and the codebook as plain tables."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from kortet.exports import geopackage
from kortet.exports.gdal import write_arrow
from kortet.findings.export_codebook import codebook
from kortet.findings.export_rows import Answers, Sheet
from kortet.places.queries import METRES
from kortet.readable import readable
from kortet.surveys.questionnaire import Kind

GEOMETRY = "geom"
ROWS = 2000  # of a batch
SHAPES = {Kind.POINT: "Point", Kind.LINE: "LineString", Kind.POLYGON: "Polygon"}
TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "day": pa.date32()}


def write(answers: Answers, path: Path) -> None:
    """Columns say what they mean as the standard has it (GeoPackage 1.2, annex F.9), layers how QGIS shows them."""
    described = []
    for question, sheet in answers.layers():
        kind = SHAPES[question.kind]
        place = {"geometry_name": GEOMETRY, "geometry_type": kind, "crs": f"EPSG:{METRES}"}
        put(path, sheet, [(GEOMETRY, pa.binary())], place)
        described.append(geopackage.Described(sheet.name, kind, question.name, sheet.columns))
    for sheet in [answers.wide(), *codebook(answers)]:
        put(path, sheet, [], {})
    geopackage.describe(path, described)


def put(path: Path, sheet: Sheet, more: list[tuple[str, pa.DataType]], place: dict[str, Any]) -> None:
    schema = pa.schema([*((name, TYPES[kind]) for name, _what, kind in sheet.columns), *more])
    rows = pa.RecordBatchReader.from_batches(schema, batches(sheet.rows, schema))
    append: dict[str, Any] = {"append": path.exists(), "dataset_options": {"VERSION": "1.2"}}
    write_arrow(rows, path, layer=sheet.name, driver="GPKG", **place, **append)


def batches(rows: Iterable[list[Any]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Some rows at a time; an empty batch where there are none."""
    waiting = iter(rows)
    while True:
        some = list(islice(waiting, ROWS))
        columns = zip(*some, strict=True) if some else [()] * len(schema)
        arrays = [pa.array(map(sound, said), field.type) for said, field in zip(columns, schema, strict=True)]
        yield pa.record_batch(arrays, schema)
        if len(some) < ROWS:
            return


def sound(value: Any) -> Any:
    return readable(value) if isinstance(value, str) else value
