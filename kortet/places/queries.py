"""Every spatial question. Tables keep EPSG:25832 (metres); the question is transformed, never the column."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.contrib.gis.db.models import Extent, MultiPolygonField, PointField, Union
from django.contrib.gis.db.models.functions import AsGeoJSON, Distance, Transform
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Point, Polygon
from django.contrib.gis.measure import D
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, Exists, F, FloatField, Func, Model, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from kortet.municipalities.tongues import is_english
from kortet.places.place_names import Found, Words, in_words
from kortet.places.turned import turned

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.places.gazetteer import Name
    from kortet.places.models import Area, AreaLayer, NamedPlace, Placed  # noqa: F401  (the names in the base classes are text)

METRES, DEGREES, WEB = 25832, 4326, 3857
BOUNDARY: Any = MultiPolygonField(srid=METRES)
AT_ONCE = 10_000  # rows in one statement: well within the web role's statement timeout
Asked = tuple[str, dict[str, Any]]  # SQL with named parameters, and their values
Row = TypeVar("Row", bound=Model)
SQL = Path(__file__).parent / "sql"
SEARCH_PLACES = (SQL / "search_places.sql").read_text(encoding="utf-8")
PUT_NAMES = (SQL / "put_names.sql").read_text(encoding="utf-8")
WHAT_IS_HERE = (SQL / "what_is_here.sql").read_text(encoding="utf-8")
REHOME = (SQL / "rehome.sql").read_text(encoding="utf-8")
GRID_LEAST, GRID_MOST = 10, 500  # cells along a side of the grid that rehome.sql lays over a layer
STREET_METRES = 150  # what is further from every address than this is on no street (as in what_is_here.sql)
AREAS_LOCK = 42_001  # the first half of the advisory lock on a municipality's areas; the second is its id


def in_degrees(field: str) -> AsGeoJSON:
    """A place as GeoJSON (EPSG:4326), to the decimetre."""
    return AsGeoJSON(Transform(field, DEGREES), precision=6)


def feature_collection(rows: Iterable[dict[str, Any]]) -> str:
    """A GeoJSON FeatureCollection (RFC 7946) of rows: `drawn` is a geometry that PostGIS wrote, the rest properties."""
    features = []
    for row in rows:
        drawn = row.pop("drawn")
        features.append(f'{{"type":"Feature","properties":{json.dumps(row)},"geometry":{drawn}}}')
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


class KnnDistance(Func):
    """PostGIS' `<->`: an order by it walks the GiST index from the nearest on."""

    arg_joiner = " <-> "
    template = "%(expressions)s"
    output_field = FloatField()


def nearest_to(place: Point, field: str = "public_point") -> KnnDistance:
    """For `order_by` of what is placed: the nearest public point first."""
    here = Value(turned(place, METRES), output_field=PointField(srid=METRES))
    return KnnDistance(F(field), here)


class Among(Func):
    """`pk = ANY(ARRAY(…))`, true of the rows whose numbers a question for one column gives.

    That question is asked once and first; `pk__in` is a join, which PostgreSQL takes longer to plan.
    """

    arg_joiner = " = ANY("
    template = "%(expressions)s)"
    output_field = BooleanField()


def among(numbers: QuerySet[Any]) -> Among:
    """For `filter`: the rows that a short question (`nearest_to`, sliced) names by their number."""
    return Among(F("pk"), ArraySubquery(numbers))


class AreaLayerQuerySet(QuerySet["AreaLayer"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def neighbourhoods(self) -> Self:
        """The layer whose areas are the municipality's neighbourhoods."""
        return self.filter(is_neighbourhoods=True)

    def alone_with(self, municipality: "Municipality") -> bool:
        """Whether this transaction may now change the municipality's areas; False while another one does."""
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '10min'")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '5min'")
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [AREAS_LOCK, municipality.pk])
            return bool(cursor.fetchone()[0])

    def rehome(self, placed: "type[Placed]") -> int:
        """Gives every row of a placed table (`Pin`) the current area of these layers that covers its point.

        On a shared border it is the area that `AreaQuerySet.covering` names first; outside all areas it is none.
        Returns how many rows changed. `neighbourhood_then` is never touched.
        """
        table = connection.ops.quote_name(placed._meta.db_table)
        with connection.cursor() as cursor:
            changed = 0
            # Without statistics (rows that came in a moment ago) the planner asks every piece of every row: minutes.
            cursor.execute("SELECT kortet_look_again(%s)", [placed._meta.db_table])
            cells = grid_for(cursor, placed._meta.db_table)
            for layer, municipality in self.values_list("pk", "municipality"):
                values = {"layer": layer, "municipality": municipality, "cells": cells}
                cursor.execute(REHOME.replace("{placed}", table).replace("{home}", placed.HOME), values)
                changed += cursor.rowcount
            return changed


def grid_for(cursor: Any, table: str) -> int:
    """Cells along a side: laying out many pays where there are many rows (about four in each)."""
    cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
    return min(max(int(max(cursor.fetchone()[0], 0) ** 0.5 / 2), GRID_LEAST), GRID_MOST)


class AreaQuerySet(QuerySet["Area"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(layer__municipality=municipality)

    def neighbourhoods(self) -> Self:
        return self.filter(layer__is_neighbourhoods=True)

    def current(self) -> Self:
        """Areas whose life has not ended."""
        return self.filter(valid_to=None)

    def valid_on(self, day: date) -> Self:
        """Areas alive on a day; an area's life is from its first day up to, not including, its last."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day)).filter(Q(valid_to=None) | Q(valid_to__gt=day))

    def covering(self, point: GEOSGeometry) -> Self:
        """Areas that cover a point. On a shared border there are several: the first by code is the one to take."""
        return self.filter(boundary__covers=point).order_by("code", "pk")

    def newest_first(self) -> Self:
        """The current one first, then those that ended, the last to end first."""
        return self.order_by(F("valid_to").desc(nulls_first=True), "-pk")

    def as_geojson(self, *, metres: float = 12) -> str:
        """A GeoJSON FeatureCollection (EPSG:4326, five decimals: a metre) of code, name and a simplified boundary.

        PostGIS writes the geometry; `metres` is how far a simplified border may lie from the true one.
        """
        flat = Func(F("boundary"), Value(metres), function="ST_SimplifyPreserveTopology", output_field=BOUNDARY)
        rows = self.annotate(drawn=AsGeoJSON(Transform(flat, DEGREES), precision=5)).order_by("code")
        return feature_collection(rows.values("code", "name", "drawn"))

    def whole(self) -> Any:
        """The areas as one geometry (EPSG:25832), exactly; None where there is none."""
        return self.aggregate(whole=Union("boundary"))["whole"]

    def outline(self, *, metres: float) -> MultiPolygon | None:
        """The areas as one MultiPolygon (EPSG:25832), widened by so many metres for quays and beaches."""
        whole = self.whole()
        if whole is None:
            return None
        wide: Any = whole.buffer(metres, quadsegs=4).simplify(5, preserve_topology=True)
        return wide if isinstance(wide, MultiPolygon) else MultiPolygon(wide, srid=METRES)

    def light(self) -> Self:
        """Without the boundary: ask for a polygon only to draw it."""
        return self.defer("boundary")

    def box(self) -> list[float]:
        """West, south, east, north of all of them in degrees (EPSG:4326); empty where there is none."""
        box = self.aggregate(box=Extent(Transform("boundary", DEGREES)))["box"]
        return [round(n, 5) for n in box or ()]


class PlacedQuerySet(QuerySet[Row]):
    """Questions to all that is placed. What a visitor sees is asked of the public point."""

    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def in_view(self, west: float, south: float, east: float, north: float) -> Self:
        """Rows whose public point lies in a box of degrees (EPSG:4326)."""
        view = Polygon.from_bbox((west, south, east, north))
        view.srid = DEGREES
        return self.filter(public_web__coveredby=turned(view, WEB))

    def near(self, point: Point, *, metres: float) -> Self:
        """Rows within a distance of a point (any CRS that it names), nearest first, with `distance`."""
        here: Any = turned(point, METRES)
        return self.filter(public_point__dwithin=(here, D(m=metres))).with_distance(here)

    def with_distance(self, point: Point) -> Self:
        """With `distance` from a point (any CRS that it names) to the public one, nearest first."""
        here = turned(point, METRES)
        return self.annotate(distance=Distance("public_point", here)).order_by("distance", "pk")

    def from_here(self, point: Point) -> Self:
        """All rows, nearest to a point (any CRS that it names) first, with `metres`; the index gives them in order."""
        here = Value(turned(point, METRES), output_field=PointField(srid=METRES))
        metres = Func(
            F("public_point"), here, template="(%(expressions)s)", arg_joiner=" <-> ", output_field=FloatField()
        )
        return self.annotate(metres=metres).order_by("metres", "pk")

    def in_neighbourhood(self, area: "Area") -> Self:
        return self.filter(neighbourhood=area)


class NamedPlaceQuerySet(QuerySet[Any]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def matching(self, municipality: "Municipality", words: str, limit: int = 8) -> list[Found]:
        """Addresses, streets, places and current areas whose name begins or sounds like what was typed, best first."""
        typed = Words.read(words)
        if typed.is_empty:
            return []
        asked = {name: getattr(typed, name) for name in ("words", "name", "number", "town", "beginning", "retyped")}
        english = is_english()
        asked |= {"municipality": municipality.pk, "limit": limit, "short": typed.is_short, "english": english}
        return [Found(*row) for row in rows_of(SEARCH_PLACES, asked)]

    def what_is_here(self, municipality: "Municipality", point: Point) -> str:
        """A point (any CRS that it names) in words: the address within 60 m, else the street within 150 m, else the
        place within 500 m, and the neighbourhood. Empty where nothing has a name."""
        return self.what_is_at(municipality, [point])[0]

    def what_is_at(self, municipality: "Municipality", points: "Sequence[Point]") -> list[str]:
        """The same of several points of one CRS, in one question."""
        return [words for words, _area in self.here(municipality, points)] if points else []

    def here(self, municipality: "Municipality", points: "Sequence[Point]") -> list[tuple[str, int | None]]:
        """The same of one point or more, each with the neighbourhood's row number; None outside all of them."""
        asked: dict[str, Any] = {"municipality": municipality.pk, "srid": points[0].srid or DEGREES}
        asked |= {"x": [point.x for point in points], "y": [point.y for point in points]}
        return [(in_words(json.loads(found), name), area) for found, name, area in rows_of(WHAT_IS_HERE, asked)]

    def street_around(self, municipality: "Municipality", point: Point, *, houses: int) -> "NamedPlace | None":
        """The street of the nearest address within 150 m of a point (EPSG:25832), where it has so many addresses."""
        named = self.of(municipality).exclude(street="")
        near = named.filter(point__dwithin=(point, D(m=STREET_METRES))).order_by(nearest_to(point, "point"), "pk")
        found = near.values("street", "postcode").first()
        if found is None or named.filter(kind="address", **found)[:houses].count() < houses:
            return None
        street: NamedPlace | None = named.filter(kind="street", **found).order_by("pk").first()
        return street

    def not_among(self, source: str, ids: Iterable[str]) -> Self:
        """The names of a source whose ids are gone from it."""
        return self.filter(source=source).exclude(source_id__in=list(ids))

    def put(self, municipality: "Municipality", source: str, names: "Sequence[Name]") -> tuple[int, int]:
        """Writes names that are new or differ from what is known; returns how many were new and how many changed."""
        written = []
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            columns = {column: [getattr(name, column) for name in some] for column in some[0]._fields}
            written += rows_of(PUT_NAMES, columns | {"municipality": municipality.pk, "source": source})
        new = sum(is_new for (is_new,) in written)
        return new, len(written) - new


def in_named_areas(placed: type[Model], areas: Sequence[int]) -> Q:
    """What lies in one of the areas (row numbers): by its neighbourhood, else by its point in an area of another layer.

    What is about the whole municipality lies in none. No area named: everything.
    """
    if not areas:
        return Q()
    drawn: Any = placed._meta.get_field("neighbourhood").related_model
    drawn = drawn.objects.filter(pk__in=areas, layer__is_neighbourhoods=False, boundary__covers=OuterRef("point"))
    return Q(neighbourhood__in=areas) | ~Q(precision="whole") & Q(Exists(drawn))


def rows_of(statement: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return cursor.fetchall()


def named(pins: "QuerySet[Any, Any]") -> Asked:
    """A queryset's SQL with names for its parameters, so that it can stand inside a text that has its own."""
    sql, values = pins.query.sql_with_params()
    names = {f"pin{number}": value for number, value in enumerate(values)}
    left = iter(names)
    return re.sub("%%|%s", lambda mark: "%%" if mark[0] == "%%" else f"%({next(left)})s", sql), names


def today() -> date:
    return timezone.localdate()
