"""Rows of GeoPackage, Shapefile, FlatGeobuf, GML, KML and MapInfo files, read by pyogrio in the reader process."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyogrio
import shapely
from pyogrio import raw
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError
from shapely import Polygon

from kortet.places.file_kinds import MAPINFO, SHAPEFILE, Kind
from kortet.places.file_rows import MOST_COLUMNS, MOST_ROWS, FileRow, FileRows, Note, RefusalError, plain

UNREADABLE = (DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError, RuntimeError, ValueError)
FLAT = {"Polygon", "MultiPolygon", "Unknown", "GeometryCollection", "CurvePolygon", "MultiSurface", "Surface"}


def read_gdal(path: Path, kind: Kind, *, layer: str, encoding: str) -> FileRows:
    """All rows of one layer; raises RefusalError. Curves arrive as straight pieces, heights are dropped and told."""
    try:
        chosen = layer_of(path, layer)
        facts = pyogrio.read_info(path, layer=chosen)
        if facts["driver"] != kind.driver:
            raise RefusalError("disguised", name=path.name, kind=kind.name)
        options = {"encoding": encoding} if encoding and kind in (SHAPEFILE, MAPINFO) else {}
        return rows_of(path, chosen, kind, options)
    except UnicodeDecodeError as error:
        raise RefusalError("not_utf8", encoding=encoding or "UTF-8", line=0, byte=error.start) from error
    except LookupError as error:
        raise RefusalError("unknown_encoding", encoding=encoding) from error
    except UNREADABLE as error:
        raise RefusalError("unreadable", kind=kind.name, why=str(error).replace(str(path), path.name)[:200]) from error


def layer_of(path: Path, layer: str) -> str:
    """The layer that was asked for, or the only one that can hold areas."""
    layers = {name: kind for name, kind in pyogrio.list_layers(path).tolist() if kind is not None}
    if layer and layer not in layers:
        raise RefusalError("no_layer", layer=layer, layers=list(layers))
    flat = [name for name, kind in layers.items() if kind.split(" ")[0] in FLAT]
    candidates = [layer] if layer else flat or list(layers)
    if len(candidates) != 1:
        raise RefusalError("many_layers" if candidates else "no_geometry", layers=candidates)
    return candidates[0]


def rows_of(path: Path, layer: str, kind: Kind, options: dict[str, Any]) -> FileRows:
    asked = {"layer": layer, "max_features": MOST_ROWS + 1, **options}
    meta, fids, shapes, fields = raw.read(path, force_2d=True, return_fids=True, datetime_as_string=True, **asked)
    if len(fids) > MOST_ROWS:
        raise RefusalError("many_rows", most=MOST_ROWS)
    columns = [str(name) for name in meta["fields"]][:MOST_COLUMNS]
    table = [list(map(plain, values.tolist())) for values in fields[:MOST_COLUMNS]]
    notes: list[Note] = [("heights", {})] if has_heights(meta["geometry_type"]) else []
    if kind == SHAPEFILE and not options and not path.with_suffix(".cpg").exists():
        table, told = really_utf8(table)
        notes += told
    values = zip(*table, strict=True) if table else (() for _ in fids)
    wkbs = shapes if shapes is not None else [None] * len(fids)
    rows = [
        row_of(number, dict(zip(columns, row, strict=True)), wkb)
        for number, (row, wkb) in enumerate(zip(values, wkbs, strict=True), 1)
    ]
    return FileRows(rows, columns, meta["crs"] or "", notes)


def has_heights(geometry_type: Any) -> bool:
    return " Z" in str(geometry_type) or "2.5D" in str(geometry_type)


def row_of(number: int, values: dict[str, Any], wkb: bytes | None) -> FileRow:
    row = FileRow(number, values)
    if wkb is None:
        row.fault = "nothing"
        return row
    geometry = shapely.from_wkb(wkb, on_invalid="ignore")
    if geometry is None:
        row.fault = "broken"
        return row
    gather(geometry, row)
    if not row.polygons:
        row.fault = "not_area" if row.left_out else "empty"
    return row


def gather(geometry: Any, row: FileRow) -> None:
    if geometry.is_empty:
        return
    if isinstance(geometry, Polygon):
        row.polygons.append(geometry)
    elif geometry.geom_type in ("MultiPolygon", "GeometryCollection"):
        for part in geometry.geoms:
            gather(part, row)
    else:
        row.left_out.append(geometry.geom_type)
        row.others += shapely.get_parts(geometry).tolist()


def really_utf8(table: list[list[Any]]) -> tuple[list[list[Any]], list[Note]]:
    """A shapefile without .cpg is taken for Latin-1; UTF-8 in it shows as "Ã¦", and only UTF-8 decodes back."""
    foreign = [text for values in table for text in values if isinstance(text, str) and not text.isascii()]
    if not foreign or not all(map(decodes, foreign)):
        return table, []
    return [[decode(value) for value in values] for values in table], [("utf8_without_cpg", {})]


def decodes(text: str) -> bool:
    try:
        text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True


def decode(value: Any) -> Any:
    return value.encode("latin-1").decode("utf-8") if isinstance(value, str) else value


def extra_drivers(allowed: Iterable[str]) -> list[str]:
    """What this GDAL can read beyond the allow-list."""
    return sorted(set(pyogrio.list_drivers()) - set(allowed))
