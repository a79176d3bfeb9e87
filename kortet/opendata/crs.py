"""The coordinate systems that are spoken, each with the order of its axes (OGC API Features Part 2, 18-058r1)."""

from dataclasses import dataclass
from typing import Any

from django.contrib.gis.geos import Polygon
from django.utils.translation import gettext as _

from kortet.opendata.refusals import RefusedError

ROOT = "http://www.opengis.net/def/crs/"
# Where places of ours can be: what is asked beyond it is cut off, because it cannot be reckoned into EPSG:25832.
WEST, SOUTH, EAST, NORTH = -10.0, 45.0, 30.0, 70.0


@dataclass(frozen=True)
class Crs:
    """`is_swapped`: latitude comes first. `decimals` tell a centimetre in degrees and a millimetre in metres."""

    uri: str
    srid: int
    is_swapped: bool
    decimals: int
    bounds: tuple[float, float, float, float] | None

    @property
    def reach(self) -> Polygon | None:
        """What can be reckoned into EPSG:25832, x before y; None where nothing needs reckoning."""
        if self.bounds is None:
            return None
        box: Any = Polygon.from_bbox(self.bounds)
        box.srid = self.srid
        return box

    @property
    def is_degrees(self) -> bool:
        return self.srid == 4326


DEGREES = (WEST, SOUTH, EAST, NORTH)
WEB_BOUNDS = (-1_113_194.9, 5_621_521.5, 3_339_584.7, 11_068_715.7)  # the same in EPSG:3857
CRS84 = Crs(f"{ROOT}OGC/1.3/CRS84", 4326, False, 7, DEGREES)
LATLON = Crs(f"{ROOT}EPSG/0/4326", 4326, True, 7, DEGREES)
UTM32 = Crs(f"{ROOT}EPSG/0/25832", 25832, False, 3, None)
WEB = Crs(f"{ROOT}EPSG/0/3857", 3857, False, 3, WEB_BOUNDS)
SPOKEN = (CRS84, UTM32, LATLON, WEB)
STORED = UTM32


def crs_named(uri: str, parameter: str) -> Crs:
    for crs in SPOKEN:
        if uri == crs.uri:
            return crs
    known = ", ".join(crs.uri for crs in SPOKEN)
    raise RefusedError(_("%(parameter)s skal være en af: %(known)s.") % {"parameter": parameter, "known": known})
