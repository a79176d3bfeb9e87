"""Churches, town hall and station: the few buildings set by hand."""

import shapely
from shapely.geometry import Polygon

from town.buildings import Building
from town.core import CHURCH_AT
from town.plan import Plan
from town.plots import Plots
from town.quarters import VILLAGES
from town.shapes import dice, slab

SET_BY_HAND = [
    ("public", "Fjordby Rådhus", (-118, 78), 0.15, 30, 16),
    ("public", "Fjordby Station", (-667, -240), 1.55, 62, 13),
    ("public", "Fjordby Museum", (-182, 262), 1.2, 34, 12),
    ("church", "Sankt Nikolaj Kirke", (-880, 250), 0.05, 34, 13),
    ("church", "Strandkirken", (620, 1330), 0.1, 30, 14),
    ("church", "Søndermarkskirken", (-470, -1340), 0.0, 30, 14),
]


def church_shape(x: float, y: float, size: float) -> Polygon:
    """Nave, chancel to the east and a tower to the west."""
    nave = slab((x, y), 0, 26 * size, 10 * size)
    chancel = slab((x + 17 * size, y), 0, 12 * size, 7.5 * size)
    tower = slab((x - 15.5 * size, y), 0, 8 * size, 8.5 * size)
    porch = slab((x - 5 * size, y - 6.5 * size), 0, 5 * size, 5 * size)
    return shapely.union_all([nave, chancel, tower, porch])


def church_buildings(plan: Plan, plots: Plots) -> list[Building]:
    result = [_set(plots, church_shape(*CHURCH_AT, 1.15), "church", "Vor Frue Kirke")]
    for kind, name, at, turn, length, depth in SET_BY_HAND:
        if kind == "church":
            spot = _free_spot(plots, at, 130, 90, name)
            if spot:
                result.append(_set(plots, church_shape(*spot, 1.0), kind, name))
            continue
        result.append(_set(plots, slab(at, turn, length, depth), kind, name))
    for (x, y), name in village_churches(plan, plots):
        result.append(_set(plots, church_shape(x, y, 0.9), "church", f"{name} Kirke"))
    return result


def village_churches(plan: Plan, plots: Plots) -> list[tuple[tuple[float, float], str]]:
    """A free spot near the middle of each village, with room for a churchyard."""
    found = [(_free_spot(plots, at, rx, ry, name), name) for name, _, at, rx, ry in VILLAGES]
    return [(spot, name) for spot, name in found if spot]


def _free_spot(plots: Plots, near: tuple[float, float], rx: float, ry: float, name: str) -> tuple[float, float] | None:
    rng = dice("church " + name)
    for k in range(400):
        spread = 0.25 + k / 600
        at = (near[0] + rng.normal(0, rx * spread), near[1] + rng.normal(0, ry * spread))
        if plots.fits(shapely.Point(at).buffer(27)):
            return at
    return None


def _set(plots: Plots, shape: Polygon, kind: str, name: str) -> Building:
    plots.put(shape.buffer(14) if kind == "church" else shape)
    return Building(shape, kind, [], name=name)
