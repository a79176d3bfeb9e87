"""The GeoPackage of a survey: a styled layer for each map question, the responses and the codebook as plain tables."""

from collections.abc import Sequence
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
SHAPES = {Kind.POINT: "Point", Kind.LINE: "LineString", Kind.POLYGON: "Polygon"}
TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "day": pa.date32()}


def write(answers: Answers, path: Path) -> None:
    """Columns say what they mean as the standard has it (GeoPackage 1.2, annex F.9), layers how QGIS shows them."""
    described = []
    for question, sheet, shapes in answers.layers():
        kind = SHAPES[question.kind]
        columns = arrow_columns(sheet) | {GEOMETRY: pa.array(shapes, pa.binary())}
        place = {"geometry_name": GEOMETRY, "geometry_type": kind, "crs": f"EPSG:{METRES}"}
        put(path, sheet, columns, place)
        described.append(geopackage.Described(sheet.name, kind, question.name, sheet.columns))
    for sheet in [answers.wide(), *codebook(answers)]:
        put(path, sheet, arrow_columns(sheet), {})
    geopackage.describe(path, described)


def put(path: Path, sheet: Sheet, columns: dict[str, pa.Array], place: dict[str, Any]) -> None:
    more: dict[str, Any] = {"append": path.exists(), "dataset_options": {"VERSION": "1.2"}}
    write_arrow(pa.table(columns), path, layer=sheet.name, driver="GPKG", **place, **more)


def arrow_columns(sheet: Sheet) -> dict[str, pa.Array]:
    values: Sequence[Any] = list(zip(*sheet.rows, strict=True)) or [()] * len(sheet.columns)
    return {
        name: pa.array([sound(value) for value in said], TYPES[kind])
        for (name, _what, kind), said in zip(sheet.columns, values, strict=True)
    }


def sound(value: Any) -> Any:
    return readable(value) if isinstance(value, str) else value
