"""A municipality's outline in EPSG:25832, from a box of degrees or a GeoJSON file."""

import json
import math
from pathlib import Path
from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Polygon
from django.utils.translation import gettext as _
from pyproj import Transformer
from shapely.geometry import shape

DEGREES, METRES = 4326, 25832
STEP = 0.01  # degrees: an edge of a box is no straight line in metres
MOST_BYTES = 50 * 1024 * 1024


class OutlineError(Exception):
    """There is no outline in what was given; the message says why."""


def outline_of_box(west: float, south: float, east: float, north: float) -> MultiPolygon:
    """A box of degrees (EPSG:4326) with enough corners that its edges stay where they were."""
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise OutlineError(_("Boksen skal være vest, syd, øst, nord i grader, f.eks. 8.3 47.2 8.7 47.5."))
    return in_metres(shapely.segmentize(shapely.box(west, south, east, north), max(STEP, (east - west) / 500)))


def outline_of_file(path: Path) -> MultiPolygon:
    """All areas of a GeoJSON file (degrees, RFC 7946) as one."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise OutlineError(_("Filen er for stor til et omrids."))
        drawn = [shape(geometry) for geometry in geometries(json.loads(path.read_text(encoding="utf-8-sig")))]
        return in_metres(shapely.union_all([area for area in drawn if area.geom_type in ("Polygon", "MultiPolygon")]))
    except (
        OSError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
        shapely.errors.ShapelyError,
    ) as error:
        raise OutlineError(_("%(file)s kan ikke læses som GeoJSON.") % {"file": path.name}) from error


def geometries(said: Any) -> list[Any]:
    if said["type"] == "FeatureCollection":
        return [feature["geometry"] for feature in said["features"] if feature["geometry"]]
    return [said["geometry"] if said["type"] == "Feature" else said]


def in_metres(area: Any) -> MultiPolygon:
    to_metres = Transformer.from_crs(DEGREES, METRES, always_xy=True)
    moved = shapely.transform(shapely.force_2d(area), to_metres.transform, interleaved=False)
    if moved.is_empty or not moved.is_valid or not all(math.isfinite(edge) for edge in moved.bounds):
        raise OutlineError(_("Omridset er tomt eller ligger ikke i Europa."))
    found: Any = GEOSGeometry(memoryview(shapely.to_wkb(moved)), srid=METRES)
    return MultiPolygon(found, srid=METRES) if isinstance(found, Polygon) else found
