"""GeoPackage, FlatGeobuf, Shapefile and KML: written by GDAL from Arrow batches, as the rows come."""

import csv
import errno
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from kortet.exports import geopackage
from kortet.exports.arrow import GEOMETRY, Batches, schema_of
from kortet.exports.gdal import read_info, write_arrow
from kortet.exports.outcome import Tell, Told
from kortet.exports.queries import Geometry, Part, Rows
from kortet.exports.reading import read

NOT_IN_XML = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{FFFE}\x{FFFF}]"  # as RE2 writes it
LONGEST = 254  # bytes of a text in a Shapefile
EXPECTED: dict[str, Geometry] = {"points": "point"}  # the other parts have their shapes


@dataclass(frozen=True)
class Layer:
    """One layer of a file: which rows, what they are called, and the geometry that GDAL is told to expect."""

    rows: Rows
    part: Part
    name: str
    kind: str
    geometry: Geometry
    is_counted: bool


def layers_of(rows: Rows) -> list[Layer]:
    """The layers of a format that has several; the first one has all rows."""
    return [
        Layer(rows, part, f"{rows.name}{suffix}", kind, EXPECTED.get(part, "shape"), is_counted=number == 0)
        for number, (part, (suffix, kind)) in enumerate(rows.parts.items())
    ]


def one_layer(rows: Rows) -> Layer:
    """A row with a line or an area is that shape, the others are points."""
    return Layer(rows, "points", rows.name, "Unknown", "either", is_counted=True)


def write_geopackage(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """GeoPackage 1.2: layers for points, lines and areas, styles for QGIS, and what each column means."""
    for rows in tables:
        for layer in layers_of(rows):
            write(layer, path, tell, driver="GPKG", append=path.exists(), dataset_options={"VERSION": "1.2"})
    described = [geopackage.layer_of(layer.name, layer.kind, rows) for rows in tables for layer in layers_of(rows)]
    geopackage.describe(path, described)
    return Told()


def write_flatgeobuf(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """One layer; with an index of places where each row has one, for the format has none of rows without."""
    [rows] = tables
    index = "NO" if rows.may_lack_place else "YES"
    write(one_layer(rows), path, tell, driver="FlatGeobuf", layer_options={"SPATIAL_INDEX": index})
    return Told()


def write_kml(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """For Google Earth; GDAL's LIBKML. EPSG:4326."""
    [rows] = tables
    write(one_layer(rows), path, tell, in_words=for_kml, driver="LIBKML")
    return Told()


def write_shapefile(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """A zip with a Shapefile for each kind of geometry, a key of the short names, and how many texts were cut."""
    told = Told()
    with TemporaryDirectory(dir=path.parent) as folder:
        for rows in tables:
            write_shapefiles(rows, Path(folder), tell, told)
        write_key(tables, Path(folder) / "felter.csv")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for file in sorted(Path(folder).iterdir()):
                packed.write(file, file.name)
    if told.cut:
        told.notes.append(
            _("Shapefile kan ikke rumme lange tekster: %(n)s er skåret af ved 254 byte.") % {"n": told.cut}
        )
    return told


def write_shapefiles(rows: Rows, folder: Path, tell: Tell, told: Told) -> None:
    short = {column.name: column.short for column in rows.columns}
    for layer in layers_of(rows):
        stem = folder / f"{layer.name}.shp"
        write(layer, stem, tell, driver="ESRI Shapefile", names=short, told=told, encoding="UTF-8")
        check_shapefile(stem)


def write(
    layer: Layer,
    path: Path,
    tell: Tell,
    *,
    names: dict[str, str] | None = None,
    told: Told | None = None,
    in_words: Callable[[pa.Array], pa.Array] | None = None,
    **options: Any,
) -> None:
    """One layer through GDAL. The file's memory does not grow with the rows, but for an index that it may need.

    `in_words` makes texts such that the driver can write them.
    """
    schema, stream = schema_of(layer.rows.columns, names), Stream(layer, tell, told, in_words)
    with read(layer.rows, layer.geometry, layer.part) as batches:
        reader = pa.RecordBatchReader.from_batches(schema, stream.of(batches, schema))
        facts = {"geometry_name": GEOMETRY, "geometry_type": layer.kind, "crs": f"EPSG:{layer.rows.srid}"}
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*has been truncated")  # they are counted, and citizens' words
            write_arrow(reader, path, layer=layer.name, **facts, **options)
    check_whole(path, layer, stream.rows)


@dataclass
class Stream:
    """The batches of a layer on their way; for a Shapefile (`told`) texts are counted that it will cut."""

    layer: Layer
    tell: Tell
    told: Told | None
    in_words: Callable[[pa.Array], pa.Array] | None
    rows: int = 0

    def of(self, batches: Batches, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """The batches under the names of the file."""
        for batch, _x, _y in batches:
            self.rows += batch.num_rows
            if self.layer.is_counted:
                self.tell(batch.num_rows)
                self.count_long_texts(batch)
            columns = batch.columns
            if self.in_words is not None:
                columns = [self.in_words(one) if pa.types.is_string(one.type) else one for one in columns]
            yield pa.record_batch(columns, schema=schema)

    def count_long_texts(self, batch: pa.RecordBatch) -> None:
        if self.told is not None:
            self.told.cut += sum(count_long(column) for column in batch.columns if pa.types.is_string(column.type))


def for_kml(texts: pa.Array) -> pa.Array:
    """Without what XML cannot hold. LIBKML writes texts into CDATA sections as they are, so that "]]>" would end one
    and the rest be markup (GDAL 3.12): it gets a space."""
    return pc.replace_substring(pc.replace_substring_regex(texts, NOT_IN_XML, ""), "]]>", "]] >")


def check_whole(path: Path, layer: Layer, rows: int) -> None:
    """Some drivers say nothing when the end of a file could not be written; raises OSError where rows are missing."""
    found = read_info(path, layer=layer.name, force_feature_count=True)["features"]
    if found != rows:
        raise OSError(errno.EIO, f"{path.name} has {found} rows of {rows}")


def count_long(texts: pa.Array) -> int:
    return pc.sum(pc.greater(pc.binary_length(texts), LONGEST)).as_py() or 0


def check_shapefile(path: Path) -> None:
    """GDAL says nothing when a disk is full: the heads tell how long the files have to be (ESRI 1998, dBASE III)."""
    with path.open("rb") as shapes, path.with_suffix(".dbf").open("rb") as table:
        [words] = struct.unpack(">24xi", shapes.read(28))
        rows, head, row = struct.unpack("<4xIHH", table.read(12))
    shapes_told = (path.with_suffix(".shx").stat().st_size - 100) // 8
    wanted = {".shp": words * 2, ".dbf": head + max(rows, shapes_told) * row}
    for suffix, size in wanted.items():
        if not head or path.with_suffix(suffix).stat().st_size < size:
            raise OSError(errno.EIO, f"{path.stem}{suffix} is cut off")


def write_key(tables: list[Rows], path: Path) -> None:
    """Which short name stands for what."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        key = csv.writer(file, delimiter=";")
        key.writerow([_("fil"), _("felt"), _("navn"), _("betydning")])
        key.writerows([rows.name, column.short, column.name, column.what] for rows in tables for column in rows.columns)
