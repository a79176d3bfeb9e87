"""An outline that somebody drew on the map or has in a file: read with suspicion, one MultiPolygon in EPSG:25832.

An outline that reaches beyond the municipality (the whole globe, too) is cut to a box around it, as nothing that can be
asked for lies further away. One that crosses itself is refused: which of its parts is meant only its author knows.
"""

from pathlib import Path
from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Polygon
from django.utils.translation import gettext as _

from kortet.municipalities.models import METRES, Municipality
from kortet.places.drawn import DEGREES, read_corners, refuse, strict_json
from kortet.places.refusals import FAULTS
from kortet.places.soundness import validity_in_words
from kortet.places.turned import turned
from kortet.places.vector_files import FileError, Row, read

MOST_CORNERS, MOST_BYTES = 5_000, 600_000
AROUND = 5_000  # metres beside the municipality that an outline keeps
# What a file may have before it is simplified: GEOS' older simplifiers end the process on a million (a growing stack).
MOST_IN_FILE = 100_000
STEPS = (1.0, 3.0, 3.0)  # metres that an outline of too many corners is simplified by; after the last it is given up
SMALLEST = 1.0  # m²


def read_outline(text: str, town: Municipality) -> MultiPolygon:
    """From a GeoJSON Polygon or MultiPolygon in degrees (RFC 7946), 5,000 corners at most; raises ValidationError."""
    said = strict_json(text, MOST_BYTES)
    if not isinstance(said, dict) or said.get("type") not in ("Polygon", "MultiPolygon"):
        refuse(_("Tegn et område."))
    parts = said.get("coordinates")
    parts = [parts] if said["type"] == "Polygon" else parts
    if not isinstance(parts, list) or not parts:
        refuse(_("Tegningen kunne ikke læses. Tegn den igen."))
    if sum(map(corners_of, parts)) > MOST_CORNERS:
        refuse(_("Området må have mellem 3 og %(most)s hjørner.") % {"most": MOST_CORNERS})
    drawn = MultiPolygon([polygon_of(rings) for rings in parts], srid=DEGREES)
    return sound(drawn, town)


def corners_of(rings: object) -> int:
    return sum(len(ring) for ring in rings if isinstance(ring, list)) if isinstance(rings, list) else 0


def polygon_of(rings: object) -> Polygon:
    if not isinstance(rings, list) or not rings:
        refuse(_("Tegningen kunne ikke læses. Tegn den igen."))
    read_rings = [read_corners(ring, MOST_CORNERS) for ring in rings]
    if any(len(ring) < 4 or ring[0] != ring[-1] or len(set(ring)) < 3 for ring in read_rings):
        refuse(_("Et område skal have mindst tre hjørner og være lukket."))
    return Polygon(*read_rings, srid=DEGREES)


def read_outline_file(path: Path, town: Municipality, *, crs: str = "", layer: str = "") -> MultiPolygon:
    """All areas of a file (GeoJSON, GeoPackage, a zipped Shapefile, …) as one outline; raises ValidationError.

    It is opened by the process that alone opens files from outside. More than 5,000 corners are simplified by a metre,
    if need be by three.
    """
    try:
        rows = read(path, crs=crs, layer=layer).rows
    except FileError as error:
        refuse(error.without_options)
    if shapely.get_num_coordinates([part for row in rows for part in row.polygons]).sum() > MOST_IN_FILE:
        refuse(_("Filens områder har mere end %(most)s hjørner. Gem dem med færre.") % {"most": MOST_IN_FILE})
    whole = within_reason(shapely.union_all([part for row in rows for part in sound_parts(row)]))
    outline: Any = GEOSGeometry(memoryview(shapely.to_wkb(whole)), srid=METRES)
    return sound(outline if isinstance(outline, MultiPolygon) else MultiPolygon(outline, srid=METRES), town)


def sound_parts(row: Row) -> list[shapely.Polygon]:
    if row.fault:
        refuse(_("Række %(row)s %(what)s.") % {"row": row.number, "what": FAULTS[row.fault]})
    drawn = shapely.MultiPolygon(row.polygons)
    if not drawn.is_valid:
        refuse(_("Række %(row)s: %(why)s.") % {"row": row.number, "why": validity_in_words(drawn)})
    return row.polygons


def within_reason(whole: Any) -> Any:
    """An outline of at most 5,000 corners."""
    found = whole
    for metres in STEPS:
        if shapely.get_num_coordinates(found) <= MOST_CORNERS:
            return found
        found = shapely.coverage_simplify([whole], metres)[0]
    return refuse(_("Området har for mange hjørner, også når det forenkles. Gem det med færre."))


def sound(drawn: MultiPolygon, town: Municipality) -> MultiPolygon:
    """The outline in EPSG:25832, cut to a box around the municipality; raises ValidationError."""
    if not drawn.valid:
        refuse(_("Området krydser sig selv. Tegn det, så kanterne ikke krydser."))
    home = box_around(town)
    box: Any = turned(home, DEGREES).envelope if drawn.srid == DEGREES else home
    near: Any = drawn if box.covers(drawn) else drawn.intersection(box)
    parts = [near] if isinstance(near, Polygon) else near
    whole = MultiPolygon([part for part in parts if isinstance(part, Polygon)], srid=drawn.srid)
    if whole.empty:
        refuse(_("Området ligger uden for kommunen."))
    metres: Any = turned(whole, METRES) if drawn.srid == DEGREES else whole
    if metres.area < SMALLEST:
        refuse(_("Området er mindre end en kvadratmeter. Tegn det større."))
    return metres


def box_around(town: Municipality) -> Polygon:
    """West, south, east, north of the municipality's ground and five kilometres more (EPSG:25832)."""
    west, south, east, north = town.ground.extent
    box = Polygon.from_bbox((west - AROUND, south - AROUND, east + AROUND, north + AROUND))
    box.srid = METRES
    return box
