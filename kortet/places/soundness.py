"""Making a broken boundary sound, and saying what was broken. Metres of EPSG:25832."""

import re
from dataclasses import dataclass

import shapely
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from shapely import MultiPolygon

WORDS = {
    "Self-intersection": gettext_lazy("grænsen krydser sig selv"),
    "Ring Self-intersection": gettext_lazy("grænsen rører sig selv"),
    "Hole lies outside shell": gettext_lazy("et hul ligger uden for området"),
    "Holes are nested": gettext_lazy("et hul ligger i et andet"),
    "Nested shells": gettext_lazy("en del ligger oven i en anden"),
    "Nested holes": gettext_lazy("et hul ligger i et andet"),
    "Duplicate Rings": gettext_lazy("samme ring står to gange"),
    "Interior is disconnected": gettext_lazy("huller deler området i to"),
    "Too few points in geometry component": gettext_lazy("en ring har for få punkter"),
}
REASON = re.compile(r"(?P<what>[^\[]+)(?:\[(?P<x>\S+) (?P<y>\S+)\])?")


@dataclass(frozen=True)
class Repair:
    """One boundary that was broken: which row, what was wrong, and by how many m² its area changed."""

    row: int
    name: str
    why: str
    change: float

    def __str__(self) -> str:
        facts = {"row": self.row, "name": self.name, "why": self.why, "change": square_metres(self.change)}
        return _("Række %(row)s (%(name)s): %(why)s. Rettet; arealet er ændret med %(change)s.") % facts


def repaired(boundary: MultiPolygon, *, row: int, name: str) -> tuple[MultiPolygon, Repair]:
    """The boundary with its rings put right (empty when nothing is left), and what there is to tell of it."""
    sound = shapely.make_valid(boundary, method="structure", keep_collapsed=False)
    parts = [part for part in shapely.get_parts(sound) if part.geom_type == "Polygon"]
    parts += [deep for part in shapely.get_parts(sound) if part.geom_type == "MultiPolygon" for deep in part.geoms]
    whole = MultiPolygon(parts)
    return whole, Repair(row, name, validity_in_words(boundary), whole.area - boundary.area)


def validity_in_words(boundary: MultiPolygon) -> str:
    """Why a boundary is not sound, and at which place (EPSG:25832, whole metres)."""
    found = REASON.fullmatch(shapely.is_valid_reason(boundary))
    if found is None:
        return str(shapely.is_valid_reason(boundary))
    what = str(WORDS.get(found["what"].strip(), found["what"].strip()))
    if found["x"] is None:
        return what
    place = {"what": what, "x": round(float(found["x"])), "y": round(float(found["y"]))}
    return _("%(what)s ved %(x)s, %(y)s") % place


def square_metres(number: float) -> str:
    """With one decimal, rounded; what would round to nothing is said to be small."""
    if 0 < abs(number) < 0.05:
        return _("under 0,1 m²")
    return f"{number_format(round(number, 1) + 0.0, 1, force_grouping=True)} m²"
