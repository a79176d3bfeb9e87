"""GeoJSON and TopoJSON, read without GDAL: GDAL would fetch a `crs` link and misreads TopoJSON arcs of three numbers.

Sources: RFC 7946 (GeoJSON), GeoJSON 2008 (`crs` member), TopoJSON 1.0 (arcs, transform).
"""

import json
import math
import re
from itertools import accumulate
from pathlib import Path
from typing import Any, NoReturn

import shapely
from shapely import LineString, Point, Polygon

from kortet.places.file_rows import MOST_COLUMNS, MOST_ROWS, FileRow, FileRows, RefusalError, plain
from kortet.readable import DoubledKeyError, once_each

DEGREES = "OGC:CRS84"
EPSG = re.compile(r"(?:urn:(?:x-)?ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d{4,6})", re.IGNORECASE)
WGS84 = re.compile(r"(?:urn:ogc:def:crs:)?OGC:(?:[\d.]*:)?CRS84", re.IGNORECASE)
GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")


class BrokenError(Exception):
    """A geometry that says one thing and is another."""


def read_json(path: Path, *, layer: str, encoding: str) -> FileRows:
    """All rows of a GeoJSON or TopoJSON file; raises RefusalError."""
    document = parsed(text_of(path.read_bytes(), encoding))
    if not isinstance(document, dict):
        raise RefusalError("not_geojson", found=type(document).__name__)
    crs = crs_of(document)
    is_topology = document.get("type") == "Topology"
    features = features_of_topology(document, layer) if is_topology else features_of(document)
    if len(features) > MOST_ROWS:
        raise RefusalError("many_rows", most=MOST_ROWS)
    rows = [row_of(number, feature) for number, feature in enumerate(features, 1)]
    columns = list(dict.fromkeys(key for row in rows for key in row.values))[:MOST_COLUMNS]
    return FileRows(rows, columns, crs)


def text_of(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding or "utf-8-sig").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise RefusalError("not_utf8", encoding=encoding or "UTF-8", line=line, byte=error.start) from error
    except LookupError as error:
        raise RefusalError("unknown_encoding", encoding=encoding) from error


def parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=once_each, parse_constant=no_number)
    except DoubledKeyError as error:
        raise RefusalError("doubled_key", key=error.key[:60]) from error
    except json.JSONDecodeError as error:
        raise RefusalError("not_json", line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise RefusalError("strange_json") from error


def no_number(word: str) -> NoReturn:
    raise RefusalError("no_number", word=word)


def crs_of(document: dict[str, Any]) -> str:
    """The CRS that a `crs` member names; a link is never followed."""
    crs = document.get("crs")
    if crs is None:
        return ""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) and crs.get("type") == "name" else None
    if isinstance(name, str) and (found := EPSG.fullmatch(name.strip())):
        return f"EPSG:{found[1]}"
    if isinstance(name, str) and WGS84.fullmatch(name.strip()):
        return DEGREES
    raise RefusalError("crs_member", crs=json.dumps(crs)[:80])


def features_of(document: dict[str, Any]) -> list[Any]:
    kind = document.get("type")
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        return list(document["features"])
    if kind == "Feature":
        return [document]
    if kind in GEOMETRIES:
        return [{"type": "Feature", "properties": None, "geometry": document}]
    raise RefusalError("not_geojson", found=str(kind)[:40])


def row_of(number: int, feature: Any) -> FileRow:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return FileRow(number, {}, fault="broken")
    row = FileRow(number, values_of(feature))
    geometry = feature.get("geometry")
    if geometry is None:
        row.fault = "nothing"
        return row
    try:
        gather(geometry, row)
    except (BrokenError, RecursionError):
        row.polygons, row.fault = [], "broken"
        return row
    if not row.polygons:
        row.fault = "not_area" if row.left_out else "empty"
    return row


def values_of(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    values = {key: plain(value) for key, value in properties.items()} if isinstance(properties, dict) else {}
    if isinstance(feature.get("id"), str | int):
        values.setdefault("id", plain(feature["id"]))
    return values


def gather(geometry: Any, row: FileRow) -> None:
    """Puts the polygons of a geometry into the row, and the names of what else it holds."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in GEOMETRIES:
        raise BrokenError
    if kind == "GeometryCollection":
        for part in listed(geometry.get("geometries")):
            gather(part, row)
    elif kind in ("Polygon", "MultiPolygon"):
        coordinates = listed(geometry.get("coordinates"))
        for rings in coordinates if kind == "MultiPolygon" else [coordinates]:
            row.polygons += [polygon(listed(rings))] if rings else []
    else:
        row.left_out.append(kind)
        row.others += others(kind, geometry.get("coordinates"))


def others(kind: str, coordinates: Any) -> list[Point | LineString]:
    """The points or lines of a geometry; none of one that is not what it says: areas can be read beside it."""
    many = coordinates if kind.startswith("Multi") else [coordinates]
    try:
        if kind.endswith("Point"):
            return [Point(point(listed(one))) for one in listed(many)]
        return [LineString([point(listed(position)) for position in listed(one)]) for one in listed(many)]
    except (BrokenError, ValueError, shapely.errors.GEOSException):
        return []


def polygon(rings: list[Any]) -> Polygon:
    shell, *holes = [ring(listed(positions)) for positions in rings]
    return Polygon(shell, holes)


def ring(positions: list[Any]) -> list[tuple[float, float]]:
    points = [point(listed(position)) for position in positions]
    if len(points) < 4 or points[0] != points[-1]:
        raise BrokenError
    return points


def point(position: list[Any]) -> tuple[float, float]:
    if len(position) < 2 or any(isinstance(number, bool) or not isinstance(number, int | float) for number in position):
        raise BrokenError
    try:
        x, y = float(position[0]), float(position[1])
    except OverflowError as error:
        raise BrokenError from error
    if not (math.isfinite(x) and math.isfinite(y)):
        raise BrokenError
    return x, y


def listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise BrokenError
    return value


def features_of_topology(topology: dict[str, Any], layer: str) -> list[Any]:
    """The rows of one object of a topology as GeoJSON features."""
    objects = topology.get("objects")
    if not isinstance(objects, dict) or not objects:
        raise RefusalError("not_geojson", found="Topology")
    if layer and layer not in objects:
        raise RefusalError("no_layer", layer=layer, layers=list(objects))
    if not layer and len(objects) > 1:
        raise RefusalError("many_layers", layers=list(objects))
    chosen = objects[layer or next(iter(objects))]
    try:
        arcs = decoded(topology)
        parts = chosen["geometries"] if chosen.get("type") == "GeometryCollection" else [chosen]
        return [feature_of(part, arcs) for part in parts]
    except (BrokenError, KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError) as error:
        raise RefusalError("bad_topology") from error


def decoded(topology: dict[str, Any]) -> list[list[list[float]]]:
    """The arcs in the file's coordinates: quantised ones are sums of steps; a third number is no part of the place."""
    transform = topology.get("transform")
    if transform is None:
        return [[[*point(position)] for position in arc] for arc in topology["arcs"]]
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    arcs = []
    for arc in topology["arcs"]:
        steps = [point(position) for position in arc]
        xs, ys = accumulate(x for x, _ in steps), accumulate(y for _, y in steps)
        arcs.append([[x * sx + tx, y * sy + ty] for x, y in zip(xs, ys, strict=True)])
    return arcs


def feature_of(part: dict[str, Any], arcs: list[list[list[float]]]) -> dict[str, Any]:
    feature = {"type": "Feature", "properties": part.get("properties"), "geometry": None}
    if part.get("type") is not None:
        feature["geometry"] = geometry_of(part, arcs)
    return feature | ({"id": part["id"]} if "id" in part else {})


def geometry_of(part: dict[str, Any], arcs: list[list[list[float]]]) -> dict[str, Any]:
    kind = part["type"]
    if kind == "GeometryCollection":
        return {"type": kind, "geometries": [geometry_of(inner, arcs) for inner in part["geometries"]]}
    if kind == "Polygon":
        return {"type": kind, "coordinates": [sewn(ring, arcs) for ring in part["arcs"]]}
    if kind == "MultiPolygon":
        return {"type": kind, "coordinates": [[sewn(ring, arcs) for ring in rings] for rings in part["arcs"]]}
    return {"type": kind}


def sewn(numbers: list[int], arcs: list[list[list[float]]]) -> list[list[float]]:
    """One ring out of its arcs; ~n means arc n backwards, and each arc begins where the one before ended."""
    points: list[list[float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points
