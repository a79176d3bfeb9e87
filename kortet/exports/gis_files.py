"""GeoPackage, FlatGeobuf, Shapefile and KML: written by GDAL from Arrow batches, as the rows come."""

import csv
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyogrio
from django.utils.translation import gettext as _

from kortet.exports import geopackage
from kortet.exports.arrow import GEOMETRY, batches_of, schema_of
from kortet.exports.outcome import Tell, Told
from kortet.exports.queries import PinRows

LAYERS = {"points": ("naale", "Point"), "lines": ("naale_linjer", "LineString"), "areas": ("naale_flader", "Polygon")}
LONGEST = 254  # bytes of a text in a Shapefile


@dataclass(frozen=True)
class Layer:
    """One layer of a file: which rows, what they are called, and the geometry that GDAL is told to expect."""

    part: str
    name: str
    geometry: str
    shaped: bool


def layers() -> list[Layer]:
    return [Layer(part, name, kind, part != "points") for part, (name, kind) in LAYERS.items()]


def write_geopackage(rows: PinRows, path: Path, tell: Tell) -> Told:
    """GeoPackage 1.2: a layer each for points, lines and areas, styles for QGIS, and what each column means."""
    told = Told()
    for layer in layers():
        write(rows, path, layer, tell, driver="GPKG", append=path.exists(), dataset_options={"VERSION": "1.2"})
    geopackage.describe(path, rows.columns, [layer.name for layer in layers()])
    return told


def write_flatgeobuf(rows: PinRows, path: Path, tell: Tell) -> Told:
    """One layer; a pin with a line or an area is that shape, the others are points."""
    write(rows, path, Layer("points", "naale", "Unknown", shaped=True), tell, driver="FlatGeobuf")
    return Told()


def write_kml(rows: PinRows, path: Path, tell: Tell) -> Told:
    """For Google Earth; GDAL's LIBKML. EPSG:4326."""
    write(rows, path, Layer("points", "naale", "Unknown", shaped=True), tell, driver="LIBKML")
    return Told()


def write_shapefile(rows: PinRows, path: Path, tell: Tell) -> Told:
    """A zip with a Shapefile for each kind of geometry, a key of the short names, and how many texts were cut."""
    told, short = Told(), {column.name: column.short for column in rows.columns}
    with TemporaryDirectory(dir=path.parent) as folder:
        for layer in layers():
            stem = Path(folder) / f"{layer.name}.shp"
            write(rows, stem, layer, tell, driver="ESRI Shapefile", names=short, told=told, encoding="UTF-8")
        write_key(rows, Path(folder) / "felter.csv")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for file in sorted(Path(folder).iterdir()):
                packed.write(file, file.name)
    if told.cut:
        told.notes.append(
            _("Shapefile kan ikke rumme lange tekster: %(n)s er skåret af ved 254 byte.") % {"n": told.cut}
        )
    return told


def write(
    rows: PinRows,
    path: Path,
    layer: Layer,
    tell: Tell,
    *,
    names: dict[str, str] | None = None,
    told: Told | None = None,
    **options: Any,
) -> None:
    """One layer through GDAL. The file's memory does not grow with the rows, but for an index that it may need."""
    schema = schema_of(rows.columns, names)
    with rows.table(layer.part) as blocks:
        batches = batches_of(rows, blocks, shaped=layer.shaped)
        stream = pa.RecordBatchReader.from_batches(schema, prepared(batches, schema, layer, tell, told))
        facts = {"geometry_name": GEOMETRY, "geometry_type": layer.geometry, "crs": f"EPSG:{rows.srid}"}
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*has been truncated")  # they are counted, and citizens' words
            pyogrio.write_arrow(stream, path, layer=layer.name, **facts, **options)


def prepared(
    batches: Iterator[tuple[pa.RecordBatch, Any, Any]], schema: pa.Schema, layer: Layer, tell: Tell, told: Told | None
) -> Iterator[pa.RecordBatch]:
    """The batches under the names of the file; for a Shapefile (`told`) texts are counted that it will cut."""
    for batch, _x, _y in batches:
        if layer.part == "points":
            tell(batch.num_rows)
        if told is not None:
            told.cut += sum(count_long(column) for column in batch.columns if pa.types.is_string(column.type))
        yield pa.record_batch(batch.columns, schema=schema)


def count_long(texts: pa.Array) -> int:
    return pc.sum(pc.greater(pc.binary_length(texts), LONGEST)).as_py() or 0


def write_key(rows: PinRows, path: Path) -> None:
    """Which short name stands for what."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        key = csv.writer(file, delimiter=";")
        key.writerow([_("felt"), _("navn"), _("betydning")])
        key.writerows([column.short, column.name, column.what] for column in rows.columns)
