"""The SQL of insight: PostGIS groups, in EPSG:25832 and metres; Python never loops over geometry."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.db import connection, transaction
from django.db.models import (
    Aggregate,
    Case,
    Count,
    F,
    FloatField,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Greatest

from kortet.pins.models import Pin
from kortet.pins.queries import OVER, PinQuerySet
from kortet.pins.visitors import person_of
from kortet.places.models import Area, AreaLayer, Placed
from kortet.places.queries import BOUNDARY, DEGREES, named

SQL = Path(__file__).parent / "sql"
SECONDS = "60s"  # a whole town's hot spots take longer than a page's ten seconds
NO_PLACE = (Placed.Precision.AREA, Placed.Precision.WHOLE)  # what has no place of its own: its point is an anchor only


class DaysUntil(Aggregate):
    """In how many days a share (0 to 1) of the rows got so far; rows that have not do not count."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM %(expressions)s) / 86400)"
    output_field = FloatField()


class HotSpot(NamedTuple):
    """A cluster: `people` are those who are known, `unknown` the pins whose author is not; hull in square metres.

    `drawn` is the hull with some air as GeoJSON, lon and lat its middle (EPSG:4326); pins, most supported first.
    """

    count: int
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
    count: int
    problems: int
    drawn: str
    x: float
    y: float


def in_areas_of(pins: PinQuerySet, layer: AreaLayer) -> PinQuerySet:
    """With `in_area`: the current area of a layer that a pin's public point lies in (the first by code), or None.

    Of the neighbourhoods it is the one that is stored.
    """
    if layer.is_neighbourhoods:
        return pins.annotate(in_area=F("neighbourhood_id"))
    covering = Area.objects.filter(layer=layer, boundary__covers=OuterRef("public_point")).current()
    return pins.annotate(in_area=Subquery(covering.order_by("code", "pk").values("pk")[:1]))


def figures_by_area(pins: PinQuerySet, layer: AreaLayer) -> dict[int | None, dict[str, Any]]:
    """Area id → numbers of its pins by kind and status, supports, answers, and days until answers and closing.

    One question; pins outside all areas stand under None.
    """
    grouped = in_areas_of(pins, layer).order_by().values("in_area").annotate(**numbers())
    return {row["in_area"]: row for row in grouped}


def figures_of_all(pins: PinQuerySet) -> dict[str, Any]:
    """The same numbers of all pins together."""
    return pins.order_by().aggregate(**numbers())


def numbers() -> dict[str, Any]:
    counts: dict[str, Any] = {"total": Count("pk"), "supports": Sum("support_count"), "comments": Sum("comment_count")}
    counts |= {f"kind_{value}": Count("pk", Q(kind=value)) for value in Pin.Kind.values}
    counts |= {f"status_{value}": Count("pk", Q(status=value)) for value in Pin.Status.values}
    ended = Q(status__in=OVER, status_since__isnull=False)
    answer, end = (Greatest(F(name) - F("created"), Value("0 days")) for name in ("answered", "status_since"))
    counts |= {"with_answer": Count("answered"), "closed": Count("pk", Q(status__in=OVER))}
    answered = Q(answered__isnull=False)
    counts |= {
        "answer_median": DaysUntil(answer, share=0.5, filter=answered),
        "answer_most": DaysUntil(answer, share=0.9, filter=answered),
    }
    return counts | {
        "end_median": DaysUntil(end, share=0.5, filter=ended),
        "end_most": DaysUntil(end, share=0.9, filter=ended),
    }


def count_by_area(pins: PinQuerySet, layer: AreaLayer) -> dict[int | None, int]:
    rows = in_areas_of(pins, layer).order_by().values_list("in_area").annotate(n=Count("pk"))
    return dict(rows)


def themes_by_area(pins: PinQuerySet, layer: AreaLayer) -> list[tuple[int | None, int | None, int]]:
    """Area id, theme id, number."""
    return list(in_areas_of(pins, layer).order_by().values_list("in_area", "theme").annotate(n=Count("pk")))


def voices(pins: PinQuerySet, layer: AreaLayer) -> dict[tuple[Any, Any], int]:
    """(area id, kind) → distinct people who wrote, support or comment; "all" stands for every area or kind."""
    rows = in_areas_of(pins, layer).order_by()
    told = rows.values("in_area", "kind", "author_id", pin=F("pk"))
    asked = "SELECT pin, in_area, kind, author_id AS author FROM ({pins}) AS pins"
    found = answers("voices", told, around=asked, **digests(pins))
    return {("all" if every else area, kind or "all"): n for every, area, kind, n in found}


def digests(pins: PinQuerySet) -> dict[str, list[Any]]:
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
    told = with_place(pins).order_by("pk").values("kind", "author_id", "support_count", "public_point", pin=F("pk"))
    columns = "pin, kind, author_id AS author, support_count AS supports, public_point AS spot"
    asked = f"SELECT {columns} FROM ({{pins}}) AS pins"  # noqa: S608  (our own words; values are bound)
    rows = answers("hot_spots", told, around=asked, eps=eps, least=least, air=eps / 4, **digests(pins))
    return [HotSpot(*row) for row in rows]


def cells(pins: PinQuerySet, *, shape: str, side: int) -> list[CellOfGrid]:
    """The cells of a grid (`hexagon` or `square`, `side` in metres, from the origin of EPSG:25832) that have pins."""
    told = with_place(pins).order_by().values("kind", "public_point", pin=F("pk"))
    asked = "SELECT pin, kind, public_point AS spot FROM ({pins}) AS pins"
    return [CellOfGrid(*row) for row in answers(f"{shape}s", told, around=asked, side=side)]


def answers(name: str, pins: "QuerySet[Any, Any]", *, around: str, **values: Any) -> list[tuple[Any, ...]]:
    """The rows of one of the SQL files, with the question for the pins inside."""
    inside, bound = named(pins)
    sql = text(name).replace("{pins}", around.replace("{pins}", inside))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [SECONDS])
        cursor.execute(sql, bound | values)
        return cursor.fetchall()


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
    """Area id → how many of some partners work in it, and which share of it (0 to 1) their service areas cover.

    A border in common is no work.
    """
    values = {"layer": layer.pk, "partners": list(partners.order_by().values_list("pk", flat=True))}
    with connection.cursor() as cursor:
        cursor.execute(text("coverage"), values)
        return {area: (count, share) for area, count, share in cursor.fetchall()}


def dates_by_area(dates: "QuerySet[Any]", layer: AreaLayer) -> dict[int | None, tuple[int, int]]:
    """Area id → events and their dates; what is about the whole municipality stands under None."""
    if layer.is_neighbourhoods:
        placed = dates.annotate(in_area=F("event__neighbourhood_id"))
    else:
        covering = Area.objects.filter(layer=layer, boundary__covers=OuterRef("event__public_point")).current()
        found = Subquery(covering.order_by("code", "pk").values("pk")[:1])
        placed = dates.annotate(in_area=Case(When(event__precision=Placed.Precision.WHOLE, then=None), default=found))
    rows = placed.order_by().values_list("in_area").annotate(events=Count("event", distinct=True), dates=Count("pk"))
    return {area: (events, count) for area, events, count in rows}
