"""What a browser says that somebody drew, read with suspicion: strict GeoJSON geometry (RFC 7946) in degrees.

Django's geometry parser is no validator (NaN becomes an empty point, duplicate keys win silently, deep nesting crashes
the process), so nothing reaches GEOS before its type, size, numbers and bounds are known to be good.
"""

import json
import math
from typing import Any, NoReturn

from django.contrib.gis.geos import GEOSGeometry, LineString, Point, Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.places.turned import turned
from kortet.readable import once_each

DEGREES, METRES = 4326, 25832
MOST_BYTES, MOST_NESTING = 200_000, 6
MOST_SQUARE_METRES = 50_000_000


def refuse(text: object) -> NoReturn:
    raise ValidationError(str(text), code="drawn")


def read_point(lng: object, lat: object) -> Point:
    """A point in EPSG:4326 from two numbers or texts; raises ValidationError when they are no place on Earth."""
    east, north = (number(value) for value in (lng, lat))
    if abs(north) > 90 or abs(east) > 180:
        refuse(_("Koordinaterne ligger ikke på jorden. Vælg stedet på kortet eller skriv en adresse."))
    return Point(east + 0.0, north + 0.0, srid=DEGREES)


def number(value: object) -> float:
    """A finite number; text must be plain ASCII digits."""
    try:
        if isinstance(value, str) and not (value.isascii() and len(value) < 40 and "_" not in value):
            raise ValueError
        found = float(value)  # type: ignore[arg-type]  # None is refused as text is
    except (TypeError, ValueError):
        refuse(_("Stedet er ikke skrevet som tal. Vælg det på kortet eller skriv en adresse."))
    if isinstance(value, bool) or not math.isfinite(found):
        refuse(_("Stedet er ikke skrevet som tal. Vælg det på kortet eller skriv en adresse."))
    return found


def read_shape(text: str, most_vertices: int) -> GEOSGeometry:
    """A LineString or Polygon in EPSG:4326 from GeoJSON text; raises ValidationError saying what is wrong."""
    said = strict_json(text)
    if not isinstance(said, dict) or set(said) != {"type", "coordinates"}:
        refuse(_("Tegningen kunne ikke læses. Tegn den igen."))
    kinds = {"LineString": read_line, "Polygon": read_polygon}
    if said["type"] not in kinds:
        refuse(_("Tegn en linje eller et område."))
    shape = kinds[said["type"]](said["coordinates"], most_vertices)
    return sound(shape)


def strict_json(text: str, most_bytes: int = MOST_BYTES) -> Any:
    """JSON without NaN, doubled keys, NUL or deep nesting."""
    if len(text.encode("utf-8", "replace")) > most_bytes:
        refuse(_("Tegningen er for stor. Tegn den med færre punkter."))
    if nesting(text) > MOST_NESTING:
        refuse(_("Tegningen kunne ikke læses. Tegn den igen."))
    try:
        return json.loads(text, parse_constant=no_number, object_pairs_hook=once_each)
    except (ValueError, RecursionError):
        refuse(_("Tegningen kunne ikke læses. Tegn den igen."))


def no_number(said: str) -> NoReturn:
    """For json.loads: NaN and Infinity, which JSON does not have."""
    refuse(_("Stedet er ikke skrevet som tal. Vælg det på kortet eller skriv en adresse."))


def nesting(text: str) -> int:
    deepest = depth = 0
    for letter in text:
        depth += (letter in "[{") - (letter in "]}")
        deepest = max(deepest, depth)
    return deepest


def read_line(said: object, most_vertices: int) -> LineString:
    corners = read_corners(said, most_vertices)
    if len(set(corners)) < 2:
        refuse(_("En linje skal have mindst to forskellige punkter."))
    return LineString(corners, srid=DEGREES)


def read_polygon(said: object, most_vertices: int) -> Polygon:
    if not isinstance(said, list) or len(said) != 1:
        refuse(_("Tegn et område uden huller."))
    ring = read_corners(said[0], most_vertices)
    if len(ring) < 4 or ring[0] != ring[-1] or len(set(ring)) < 3:
        refuse(_("Et område skal have mindst tre hjørner og være lukket."))
    return Polygon(ring, srid=DEGREES)


def read_corners(said: object, most_vertices: int) -> list[tuple[float, float]]:
    if not isinstance(said, list):
        refuse(_("Tegningen kunne ikke læses. Tegn den igen."))
    if len(said) > most_vertices:
        refuse(_("Tegningen har for mange punkter (højst %(most)s). Tegn den enklere.") % {"most": most_vertices})
    return [read_corner(pair) for pair in said]


def read_corner(pair: object) -> tuple[float, float]:
    if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(n, int | float) for n in pair):
        refuse(_("Tegningen kunne ikke læses. Tegn den igen."))
    point = read_point(*pair)
    return point.x, point.y


def sound(shape: GEOSGeometry) -> GEOSGeometry:
    """The shape itself, when it is valid and not larger than a town."""
    if not shape.valid:
        refuse(_("Området krydser sig selv. Tegn det, så kanterne ikke krydser."))
    metres = turned(shape, METRES)
    if metres.geom_type == "Polygon" and not 1 <= metres.area <= MOST_SQUARE_METRES:
        refuse(_("Området er for lille eller for stort. Tegn kun det sted, det handler om."))
    if metres.geom_type == "LineString" and metres.length < 1:
        refuse(_("Linjen er for kort. Tegn den igen."))
    return shape


def inside(place: GEOSGeometry, outline: GEOSGeometry | None) -> None:
    """Refuses a place (EPSG:4326) outside the outline (EPSG:25832), with a hint where axes are swapped."""
    if outline is None or outline.intersects(turned(place, METRES)):
        return
    if isinstance(place, Point) and abs(place.x) <= 90:
        swapped = Point(place.y, place.x, srid=DEGREES)
        if outline.intersects(turned(swapped, METRES)):
            refuse(_("Længde og bredde er byttet om: skriv længden (øst) først."))
    refuse(_("Stedet ligger uden for kommunen. Vælg et sted inden for kommunens grænse."))
