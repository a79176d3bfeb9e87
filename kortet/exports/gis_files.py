"""GeoPackage, FlatGeobuf, Shapefile and KML: written by GDAL in a process beside, as the rows come."""

import csv
import errno
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from django.utils.translation import gettext as _

from kortet.exports import geopackage
from kortet.exports.gdal_process import Gdal, gdal
from kortet.exports.outcome import Tell, Told
from kortet.exports.queries import Block, Part, Rows

Geometry = Literal["point", "shape", "either"]  # as arrow.py has it
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
    options: dict[str, Any] = {"driver": "GPKG", "dataset_options": {"VERSION": "1.2"}}
    with gdal() as writer:
        for rows in tables:
            for layer in layers_of(rows):
                write(writer, layer, path, tell, append=path.exists(), **options)
    described = [geopackage.layer_of(layer.name, layer.kind, rows) for rows in tables for layer in layers_of(rows)]
    geopackage.describe(path, described)
    return Told()


def write_flatgeobuf(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """One layer; with an index of places where each row has one, for the format has none of rows without."""
    [rows] = tables
    index = "NO" if rows.may_lack_place else "YES"
    with gdal() as writer:
        write(writer, one_layer(rows), path, tell, driver="FlatGeobuf", layer_options={"SPATIAL_INDEX": index})
    return Told()


def write_kml(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """For Google Earth; GDAL's LIBKML. EPSG:4326."""
    [rows] = tables
    with gdal() as writer:
        write(writer, one_layer(rows), path, tell, driver="LIBKML")
    return Told()


def write_shapefile(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """A zip with a Shapefile for each kind of geometry, a key of the short names, and how many texts were cut."""
    told = Told()
    with TemporaryDirectory(dir=path.parent) as folder:
        with gdal() as writer:
            for rows in tables:
                told.cut += write_shapefiles(writer, rows, Path(folder), tell)
        write_key(tables, Path(folder) / "felter.csv")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for file in sorted(Path(folder).iterdir()):
                packed.write(file, file.name)
    if told.cut:
        told.notes.append(
            _("Shapefile kan ikke rumme lange tekster: %(n)s er skåret af ved 254 byte.") % {"n": told.cut}
        )
    return told


def write_shapefiles(writer: Gdal, rows: Rows, folder: Path, tell: Tell) -> int:
    """How many texts were cut."""
    short, cut = {column.name: column.short for column in rows.columns}, 0
    for layer in layers_of(rows):
        stem = folder / f"{layer.name}.shp"
        long = write(writer, layer, stem, tell, names=short, driver="ESRI Shapefile", encoding="UTF-8")
        cut += long if layer.is_counted else 0
        check_shapefile(stem)
    return cut


def write(
    writer: Gdal, layer: Layer, path: Path, tell: Tell, *, names: dict[str, str] | None = None, **options: Any
) -> int:
    """One layer through GDAL; how many texts it has that a Shapefile cuts."""
    rows = layer.rows
    facts = {"layer": layer.name, "geometry_type": layer.kind, "crs": f"EPSG:{rows.srid}"}
    order = {"path": str(path.absolute()), "fields": rows.fields, "names": names, "shape": layer.geometry}
    with rows.table(layer.part) as blocks:
        told = writer.write(order | {"options": facts | options}, texts(blocks, tell if layer.is_counted else None))
    return told["long"]


def texts(blocks: Iterator[Block], tell: Tell | None) -> Iterator[bytes]:
    for block in blocks:
        yield block.text
        if tell is not None:
            tell(block.rows)


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
