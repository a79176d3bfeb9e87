"""Where a row is: numbers or a geometry in any CRS, made into EPSG:25832, or refused with the reason."""

import json
import math
import re
from typing import Any, NamedTuple

import shapely
from django.utils.translation import gettext as _
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from kortet.intake.refusals import IntakeError, RowRefusedError
from kortet.municipalities.models import Municipality
from kortet.places.models import METRES

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?", re.ASCII)
NO_NUMBER = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE)
EPSG = re.compile(r"EPSG:\d{1,6}", re.IGNORECASE)
WKT = re.compile(r"\s*(MULTI)?(POINT|LINESTRING|POLYGON)\s*(Z|M|ZM)?\s*\(", re.IGNORECASE)
KINDS = ("Point", "LineString", "Polygon", "MultiLineString", "MultiPolygon")
# What the database holds (pin_in_bounds): metres of EPSG:25832 within which every transformation is exact.
WEST, EAST, SOUTH, NORTH = -1_500_000, 2_500_000, 3_500_000, 8_500_000
NEAR = 50_000  # metres: a place that is not in the municipality may still be meant well
LONGEST_WKT, MOST_VERTICES = 2_000_000, 10_000


class Place(NamedTuple):
    """The anchor in EPSG:25832, and for lines and areas the shape as hexadecimal WKB in the same."""

    x: float
    y: float
    shape: str | None = None


class Positions:
    """Reads the positions of one file into one municipality."""

    def __init__(self, crs: str, municipality: Municipality, *, zero_is_nowhere: bool = False) -> None:
        self.zero_is_nowhere = zero_is_nowhere
        self.crs = crs_named(crs)
        self.name = crs.upper()
        self.to_metres = Transformer.from_crs(self.crs, METRES, always_xy=True)
        self.most_vertices = min(int(str(municipality.rule("vertices"))), MOST_VERTICES)
        self.outline: BaseGeometry | None = None
        if municipality.outline is not None:
            self.outline = shapely.from_wkb(bytes(municipality.outline.wkb))
            shapely.prepare(self.outline)

    def whole(self) -> Place:
        """A point inside the municipality, for rows that are about all of it."""
        if self.outline is None:
            raise IntakeError(_("Kommunen har intet omrids, så “hele kommunen” har intet punkt."))
        point = self.outline.representative_point()
        return Place(point.x, point.y)

    def of_numbers(self, columns: tuple[str, str], values: tuple[Any, Any]) -> Place | None:
        """A place from two numbers or texts: east and north, or longitude and latitude. Raises RowRefusedError.

        None for (0, 0) where that is how the source writes that there is none.
        """
        x, y = (number(column, value) for column, value in zip(columns, values, strict=True))
        column = " / ".join(dict.fromkeys(columns))
        if x == 0 and y == 0 and self.zero_is_nowhere:
            return None
        if x == 0 and y == 0:
            raise RowRefusedError(column, _("er (0, 0), som ikke er et sted"))
        return self.inside(column, x, y, None)

    def of_geometry(self, column: str, value: Any) -> Place | None:
        """A place from GeoJSON (an object or text) or WKT; None for an empty geometry. Raises RowRefusedError."""
        drawn = self.drawn(column, value)
        if drawn is None or drawn.is_empty:
            return None
        if drawn.geom_type == "Point":
            return self.of_numbers((column, column), (drawn.x, drawn.y))
        if not drawn.is_valid:
            raise RowRefusedError(column, _("er ugyldig: %(why)s") % {"why": shapely.is_valid_reason(drawn)})
        metres = shapely.transform(shapely.force_2d(drawn), self.transformed)
        if not metres.is_valid or not all(math.isfinite(edge) for edge in metres.bounds):
            raise RowRefusedError(column, _("er intet sted i %(crs)s") % {"crs": self.name})
        point = anchor(metres)
        corner = drawn.representative_point()
        self.check(column, point.x, point.y, (corner.x, corner.y))
        return Place(point.x, point.y, shapely.to_wkb(metres, hex=True))

    def transformed(self, corners: Any) -> Any:
        x, y = self.to_metres.transform(corners[:, 0], corners[:, 1])
        corners[:, 0], corners[:, 1] = x, y
        return corners

    def drawn(self, column: str, value: Any) -> BaseGeometry | None:
        if isinstance(value, str) and WKT.match(value):
            return self.written(column, value)
        said = object_in(column, value)
        if said is None:
            return None
        if said.get("type") not in KINDS:
            raise RowRefusedError(column, _("er hverken punkt, linje eller område"))
        self.check_corners(column, said.get("coordinates"))
        if not all(ring[0] == ring[-1] for ring in rings_of(said) if ring):
            raise RowRefusedError(column, _("har en ring, der ikke er lukket"))
        try:
            return shape(said)
        except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError) as error:
            raise RowRefusedError(column, _("har koordinater, der ikke passer sammen")) from error

    def written(self, column: str, text: str) -> BaseGeometry:
        try:
            found = shapely.from_wkt(text[:LONGEST_WKT])
        except shapely.errors.ShapelyError as error:
            raise RowRefusedError(column, _("er WKT, der ikke kan læses")) from error
        if found.geom_type not in KINDS:
            raise RowRefusedError(column, _("er hverken punkt, linje eller område"))
        if shapely.get_num_coordinates(found) > self.most_vertices:
            raise RowRefusedError(column, _("har mere end %(most)s punkter") % {"most": self.most_vertices})
        return found

    def check_corners(self, column: str, said: Any, depth: int = 0) -> int:
        """Counts the corners of GeoJSON coordinates; refuses what is no number before GEOS sees it."""
        if not isinstance(said, list) or depth > 4:
            raise RowRefusedError(column, _("har koordinater, der ikke passer sammen"))
        if said and not isinstance(said[0], list):
            for ordinate in said:
                number(column, ordinate)
            return 1
        corners = sum(self.check_corners(column, part, depth + 1) for part in said)
        if corners > self.most_vertices:
            raise RowRefusedError(column, _("har mere end %(most)s punkter") % {"most": self.most_vertices})
        return corners

    def inside(self, column: str, x: float, y: float, shape_hex: str | None) -> Place:
        east, north = self.to_metres.transform(x, y)
        self.check(column, east, north, (x, y))
        return Place(east, north, shape_hex)

    def check(self, column: str, east: float, north: float, said: tuple[float, float]) -> None:
        """Refuses a point (EPSG:25832) outside the municipality, and says what may be wrong with what the file said."""
        if self.is_inside(east, north):
            return
        if self.is_near(*self.to_metres.transform(said[1], said[0])) and not self.is_near(east, north):
            raise RowRefusedError(column, _("har akserne byttet om: øst (længde) og nord (bredde) står omvendt"))
        like_degrees = abs(said[0]) <= 180 and abs(said[1]) <= 90
        if like_degrees is not self.crs.is_geographic:
            looks = _("grader") if like_degrees else _("meter")
            raise RowRefusedError(
                column, _("ligner %(looks)s, men læses som %(crs)s") % {"looks": looks, "crs": self.name}
            )
        if self.outline is None or not (math.isfinite(east) and math.isfinite(north)):
            raise RowRefusedError(column, _("er intet sted i Europa"))
        away = self.outline.distance(shapely.Point(east, north)) / 1000
        raise RowRefusedError(column, _("ligger %(km)s km uden for kommunen") % {"km": f"{away:.1f}".replace(".", ",")})

    def is_near(self, east: float, north: float) -> bool:
        """Inside the municipality, or within 50 km of it."""
        if self.outline is None or not (math.isfinite(east) and math.isfinite(north)):
            return self.is_inside(east, north)
        return self.is_inside(east, north) or self.outline.distance(shapely.Point(east, north)) < NEAR

    def is_inside(self, east: float, north: float) -> bool:
        if not (WEST <= east <= EAST and SOUTH <= north <= NORTH):
            return False
        return self.outline is None or bool(shapely.intersects_xy(self.outline, east, north))


def object_in(column: str, value: Any) -> dict[str, Any] | None:
    """The GeoJSON geometry in a value: an object, its text, or what a Feature holds; None where that is null."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise RowRefusedError(column, _("er hverken GeoJSON eller WKT")) from error
    if isinstance(value, dict) and value.get("type") == "Feature":
        value = value.get("geometry")
    if value is not None and not isinstance(value, dict):
        raise RowRefusedError(column, _("er hverken punkt, linje eller område"))
    return value


def rings_of(drawn: dict[str, Any]) -> list[Any]:
    """The rings of a polygon or of several, as GeoJSON has them."""
    polygons = {"Polygon": [drawn["coordinates"]], "MultiPolygon": drawn["coordinates"]}.get(drawn["type"], [])
    return [ring for polygon in polygons for ring in polygon]


def crs_named(name: str) -> CRS:
    """Only EPSG numbers: other texts let PROJ read files and grids."""
    try:
        if not EPSG.fullmatch(name):
            raise CRSError(name)
        found = CRS.from_epsg(int(name[5:]))
    except CRSError as error:
        text = _("“%(crs)s” er ikke et koordinatsystem. Skriv f.eks. EPSG:25832.")
        raise IntakeError(text % {"crs": name[:40]}) from error
    if not (found.is_geographic or found.is_projected):
        raise IntakeError(_("“%(crs)s” er ikke et koordinatsystem for kort.") % {"crs": name})
    return found


def number(column: str, value: Any) -> float:
    """A finite number as it stands in a file; a comma may be the decimal mark. Raises RowRefusedError."""
    said = str(value).strip()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise RowRefusedError(column, _("er ikke et tal"))
    if NO_NUMBER.fullmatch(said):
        raise RowRefusedError(column, _("er “%(said)s”, som ikke er et tal") % {"said": said})
    if len(said) > 60 or not NUMBER.fullmatch(said):
        raise RowRefusedError(column, _("er ikke et tal"))
    found = float(said.replace(",", "."))
    if not math.isfinite(found):
        raise RowRefusedError(column, _("er et tal uden ende"))
    return found


def anchor(drawn: BaseGeometry) -> shapely.Point:
    """A point on the shape, as `kortet.places.models.anchor`: halfway along a line, inside an area."""
    if drawn.geom_type == "LineString":
        return shapely.line_interpolate_point(drawn, 0.5, normalized=True)
    return shapely.point_on_surface(drawn)
