"""The SQL of insight: PostGIS groups, in EPSG:25832 and metres; Python never loops over geometry."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.gis.db.models import PointField
from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.db import connection, transaction
from django.db.models import (
    Case,
    F,
    Func,
    QuerySet,
    Value,
    When,
)

from kortet.pins.queries import OVER, PinQuerySet
from kortet.pins.visitors import person_of
from kortet.places.models import Area, AreaLayer, Placed
from kortet.places.queries import BOUNDARY, DEGREES, METRES, named

SQL = Path(__file__).parent / "sql"
SECONDS = "60s"  # a whole town's hot spots take longer than a page's ten seconds
NO_PLACE = (Placed.Precision.AREA, Placed.Precision.WHOLE)  # what has no place of its own: its point is an anchor only
Rows = tuple["QuerySet[Any, Any]", str]  # a question, and its columns by the names that the SQL files know


class HotSpot(NamedTuple):
    """A cluster: `people` are those who are known, `unknown` the pins whose author is not; hull in square metres.

    `drawn` is the hull with some air as GeoJSON, lon and lat its middle (EPSG:4326); pins, most supported first.
    """

    pins_in_it: int
    problems: int
    supports: int
    people: int
    unknown: int
    square_metres: float
    drawn: str
    lon: float
    lat: float
    pins: list[int]


class CellOfGrid(NamedTuple):
    """A cell of a grid (EPSG:25832): its column and row, its pins, its outline as GeoJSON (EPSG:4326), its middle."""

    i: int
    j: int
    pins_in_it: int
    problems: int
    drawn: str
    x: float
    y: float


class Counted(NamedTuple):
    """How many pins of an area (None: outside all) are of a kind, a status and a theme."""

    area: int | None
    kind: str
    status: str
    theme: int | None
    n: int


class Times(NamedTuple):
    """Supports, comments and answers, and the days until half and nine tenths were answered, and were closed."""

    supports: int
    comments: int
    answered: int
    answer_median: float | None
    answer_most: float | None
    end_median: float | None
    end_most: float | None


def counts(pins: PinQuerySet, layer: AreaLayer | None) -> list[Counted]:
    """The pins by area, kind, status and theme; without a layer all stand outside."""
    return [Counted(*row) for row in answers("counts", placed_pins(pins), layer)]


def times(pins: PinQuerySet, layer: AreaLayer | None) -> dict[int | str | None, Times]:
    """Area id → its times; "all" stands for all pins together."""
    found = answers("times", placed_pins(pins), layer, over=list(OVER))
    return {("all" if every else area): Times(int(n or 0), int(m or 0), *rest) for every, area, n, m, *rest in found}


def count_by_area(pins: PinQuerySet, layer: AreaLayer) -> dict[int | None, int]:
    """Area id → its pins; those outside all areas stand under None."""
    found: dict[int | None, int] = {}
    for row in counts(pins, layer):
        found[row.area] = found.get(row.area, 0) + row.n
    return found


def voices(pins: PinQuerySet, layer: AreaLayer) -> dict[tuple[Any, Any], int]:
    """(area id, kind) → distinct people who wrote, support or comment; "all" stands for every area or kind."""
    found = answers("voices", placed_pins(pins), layer, **digests(pins))
    return {("all" if every else area, kind or "all"): n for every, area, kind, n in found}


def placed_pins(pins: PinQuerySet) -> Rows:
    """The question for pins, in the names that the SQL files call their columns by."""
    columns = ("kind", "status", "theme_id", "created", "answered", "status_since", "support_count", "comment_count")
    told = pins.order_by().values(*columns, "author_id", "public_point", "neighbourhood_id", pin=F("pk"))
    names = "pin, kind, status, theme_id AS theme, created, answered, status_since, support_count AS supports"
    others = "comment_count AS comments, author_id AS author, public_point AS spot, neighbourhood_id AS home"
    return told, f"{names}, {others}"


def digests(pins: PinQuerySet) -> dict[str, Any]:
    """The accounts among the authors, each with the digest that its supports and comments are stored under."""
    accounts = list(pins.order_by().exclude(author=None).values_list("author", flat=True).distinct())
    return {"accounts": accounts, "digests": [person_of(account) for account in accounts]}


def with_place(pins: PinQuerySet) -> PinQuerySet:
    """Those at a place of their own: not those that are about an area or the whole municipality."""
    return pins.exclude(precision__in=NO_PLACE)


def hot_spots(pins: PinQuerySet, *, eps: int, least: int) -> list[HotSpot]:
    """Density clusters of public points (DBSCAN, Ester et al. 1996), largest first.

    In the middle of one are pins that have `least` pins, itself among them, within `eps` metres.
    """
    rows = answers("hot_spots", placed_pins(with_place(pins)), eps=eps, least=least, air=eps / 4, **digests(pins))
    return [HotSpot(*row) for row in rows]


def cells(pins: PinQuerySet, *, shape: str, side: int) -> list[CellOfGrid]:
    """The cells of a grid (`hexagon` or `square`, `side` in metres, from the origin of EPSG:25832) that have pins."""
    return [CellOfGrid(*row) for row in answers(f"{shape}s", placed_pins(with_place(pins)), side=side)]


def answers(name: str, rows: Rows, layer: AreaLayer | None = None, **values: Any) -> list[tuple[Any, ...]]:
    """The rows of one of the SQL files, with the question for the pins inside, and how they find their area."""
    question, columns = rows
    inside, bound = named(question)
    homes = text("homes_joined" if layer and not layer.is_neighbourhoods else "homes_stored")
    homes = homes if layer else homes.replace("home AS", "NULL::bigint AS")
    sql = text(name).replace("{placed}", homes)
    sql = sql.replace("{pins}", f"SELECT {columns} FROM ({inside}) AS asked")  # noqa: S608  (our own words; values are bound)
    whole: dict[str, Any] = {**bound, **values, "layer": layer.pk if layer else None}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [SECONDS])
        if "squares AS" in sql:
            # Of rows that came in a moment ago the planner knows nothing, and would look at every square for each.
            cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(sql, whole)
        found = cursor.fetchall()
        cursor.execute("SET LOCAL enable_nestloop = on")
        return found


@cache
def text(name: str) -> str:
    """An SQL file without its comments."""
    lines = (SQL / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))


def drawn_areas(areas: "QuerySet[Area]", *, metres: float = 12) -> dict[int, str]:
    """Area id → its boundary as GeoJSON (EPSG:4326), simplified to so many metres."""
    flat: Any = Func(F("boundary"), Value(metres), function="ST_SimplifyPreserveTopology", output_field=BOUNDARY)
    return dict(areas.annotate(drawn=AsGeoJSON(Transform(flat, DEGREES), precision=5)).values_list("pk", "drawn"))


def coverage(layer: AreaLayer, partners: "QuerySet[Any]") -> dict[int, tuple[int, float]]:
    """Area id → how many of some partners work in it, and which share of it (0 to 1) their service areas cover."""
    values: dict[str, Any] = {"layer": layer.pk, "partners": list(partners.order_by().values_list("pk", flat=True))}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [SECONDS])
        cursor.execute(text("coverage"), values)
        return {area: (count, share) for area, count, share in cursor.fetchall()}


def dates_by_area(dates: "QuerySet[Any]", layer: AreaLayer) -> dict[int | None, tuple[int, int]]:
    """Area id → events and their dates; what is about the whole municipality stands under None."""
    nowhere: Any = When(event__precision=Placed.Precision.WHOLE, then=None)
    point: Any = Case(nowhere, default=F("event__public_point"), output_field=PointField(srid=METRES))
    told = dates.order_by().values("event_id", pin=F("pk"), at=point, home=F("event__neighbourhood"))
    rows = answers("dates", (told, "pin, event_id AS event, at AS spot, home"), layer)
    return {area: (events, count) for area, events, count in rows}
