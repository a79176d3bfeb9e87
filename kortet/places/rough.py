"""Showing a place only roughly: at its street, in its square of a hundred metres, or in its neighbourhood.

What comes out follows from the place alone, never from chance or time: who asks again, or sees many things that one
home has said, learns no more than from one of them.
"""

from typing import Any, NamedTuple

from django.contrib.gis.geos import Point
from django.utils.translation import gettext as _

from kortet.municipalities.models import METRES, Municipality
from kortet.places.models import Area, NamedPlace, Placed
from kortet.places.place_names import in_words

POINT, STREET, BLOCK, AREA, WHOLE = (str(precision) for precision in Placed.Precision.values)
ROUGHER = [POINT, STREET, BLOCK, AREA, WHOLE]  # each hides more than the one before
SIDE = 100  # metres; the squares are those of Danmarks Kvadratnet (Danmarks Statistik), lines at whole hundreds
LEAST_HOUSES = 5  # a street with fewer would point at them


class Rough(NamedTuple):
    """What is shown of a place: how precisely, where (EPSG:25832), in which words, and in which neighbourhood."""

    precision: str
    point: Point
    words: str
    area: Area | None


def is_rougher(precision: str, than: str) -> bool:
    return ROUGHER.index(precision) > ROUGHER.index(than)


def roughly(town: Municipality, point: Point, precision: str) -> Rough:
    """A point (EPSG:25832) as it may be shown. Where it has no street that hides it, its square is shown, and where it
    lies in no neighbourhood, the middle of the municipality."""
    if precision in (AREA, WHOLE):
        return neighbourhood_of(town, point if precision == AREA else None)
    street = NamedPlace.objects.street_around(town, point, houses=LEAST_HOUSES) if precision == STREET else None
    shown: Any = street.point if street else middle_of_square(point)
    area = area_at(town, shown)
    name = street or NamedPlace.objects.street_around(town, shown, houses=LEAST_HOUSES)
    kind = "street" if street else "place"  # "På Havnegade", "Nær Havnegade"
    words = in_words({"kind": kind, "text": name.street} if name else {}, area.name if area else "")
    return Rough(STREET if street else BLOCK, shown, words, area)


def neighbourhood_of(town: Municipality, point: Point | None) -> Rough:
    area = area_at(town, point) if point else None
    if area is None:
        return Rough(WHOLE, town.middle, _("Et sted i %(name)s") % {"name": town.name}, None)
    return Rough(AREA, area.boundary.point_on_surface, area.name, area)


def area_at(town: Municipality, point: Point) -> Area | None:
    return Area.objects.of(town).neighbourhoods().current().covering(point).first()


def middle_of_square(point: Point) -> Point:
    """The middle of the square of a hundred metres that a point (EPSG:25832) lies in."""
    east, north = (side // SIDE * SIDE + SIDE / 2 for side in (point.x, point.y))
    return Point(east, north, srid=METRES)
