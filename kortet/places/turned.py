"""Places told in another coordinate reference system, to the last digit as GeoDjango's own `transform` tells them.

GeoDjango has GDAL look up the way from one system to the other anew for each geometry, which takes several milliseconds
of processor; by a way that is kept it takes a tenth of one. No two threads may share a way (PROJ), so each has its own.
"""

import threading
from typing import Any, TypeVar

from django.contrib.gis.gdal import CoordTransform, SpatialReference
from django.contrib.gis.geos import GEOSGeometry

Place = TypeVar("Place", bound=GEOSGeometry)


class Ways(threading.local):
    """The ways that a thread has looked up, by the systems (EPSG) that they lead from and to."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], CoordTransform] = {}

    def between(self, here: int, there: int) -> CoordTransform:
        if (here, there) not in self.known:
            self.known[here, there] = CoordTransform(SpatialReference(here), SpatialReference(there))
        return self.known[here, there]


WAYS = Ways()


def turned(place: Place, srid: int) -> Place:
    """A copy of a place (any CRS that it names) in another CRS; raises GEOSException where it names none."""
    here = srid if place.srid is None else place.srid
    copy: Any = place.transform(srid if here == srid else WAYS.between(here, srid), clone=True)
    return copy
