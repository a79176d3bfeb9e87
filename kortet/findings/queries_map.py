"""The SQL of maps of drawn places: PostGIS lays them on squares and hexagons; Python never loops over geometry."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import F

from kortet.findings.map_cells import SIDES, Region, Spot
from kortet.municipalities.models import Municipality
from kortet.places.queries import in_degrees, named, rows_of
from kortet.responses.queries import DrawnPlaceQuerySet

SQL = Path(__file__).parent / "sql"
COVERED, HEXAGONS, REGIONS, TOP, BY_AREA = (
    (SQL / f"{name}.sql").read_text(encoding="utf-8")
    for name in ("covered_squares", "hexagons_of_places", "draw_regions", "squares_of_town", "people_by_area")
)
MOST_DRAWN = 4000  # cells that a browser draws


class Hexagon(NamedTuple):
    people: int
    places: int
    drawn: str


class DrawnRegion(NamedTuple):
    """The number of a region, GeoJSON (EPSG:4326), square kilometres, the neighbourhood that it is mostly in, and a
    place near its middle."""

    number: int
    drawn: str
    square_km: float
    name: str
    beside: str


def people_in_squares(places: DrawnPlaceQuerySet) -> dict[Spot, list[int]]:
    """Which responses have a place in which square of the finest grid."""
    rows = asked(COVERED, places.exclude(precision="area"), side=SIDES[-1])
    return {(i, j): people for i, j, people in rows}


def hexagons(places: DrawnPlaceQuerySet, side: int) -> list[Hexagon]:
    """Of places as they are: for staff only."""
    return [Hexagon(*row) for row in asked(HEXAGONS, places.exclude(precision="area"), side=side, most=MOST_DRAWN)]


def asked(statement: str, places: DrawnPlaceQuerySet, **more: Any) -> list[tuple[Any, ...]]:
    sql, values = named(places.order_by().values("shape", person=F("response_id")))
    return rows_of(statement.format(places=sql), values | more)


def squares_of(town: Municipality) -> list[Spot]:
    """The largest squares that a town lies in."""
    return [(i, j) for i, j in rows_of(TOP, {"town": town.pk, "side": SIDES[0]})]


def drawn_regions(town: Municipality, found: Sequence[Region]) -> list[DrawnRegion]:
    squares = [(number, *square) for number, region in enumerate(found) for square in region.squares]
    columns = {name: [one[n] for one in squares] for n, name in enumerate(("regions", "sides", "i", "j"))}
    return [DrawnRegion(*row) for row in rows_of(REGIONS, columns | {"town": town.pk})]


def people_by_area(places: DrawnPlaceQuerySet, town: Municipality) -> list[tuple[str, int, int]]:
    """Neighbourhood, people and places: for staff only."""
    return [(name, people, n) for name, people, n in asked(BY_AREA, places, town=town.pk)]


def shapes_of(places: DrawnPlaceQuerySet) -> list[str]:
    """Each place as GeoJSON (EPSG:4326), the first so many: for staff only."""
    drawn = in_degrees("shape")
    rows = places.order_by("pk").annotate(drawn=drawn).values_list("drawn", flat=True)
    return list(rows[:MOST_DRAWN])
