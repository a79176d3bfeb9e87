"""Houses along the streets, each with the door that becomes an address."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import STRtree
from shapely.affinity import translate
from shapely.geometry import Point, Polygon

from town.plan import Plan
from town.plots import Plots, half_width
from town.quarters import HAMLETS
from town.shapes import dice, heading, slab
from town.trunk import Street

SKIPPED = ("path", "cycleway", "ferry", "motorway", "rail", "service")


@dataclass
class Building:
    """A building; `doors` are the spots on its street side that get a house number."""

    shape: Polygon
    kind: str
    doors: list[tuple[float, float]]
    street: int | None = None
    name: str | None = None


@dataclass
class Row:
    """How houses stand along a street: plot width, setback, frontage and depth."""

    plot: tuple[float, float]
    setback: tuple[float, float]
    front: tuple[float, float]
    depth: tuple[float, float]
    kind: str
    closed: bool = False
    skip: float = 0.04


ROWS = {
    "core": Row((12, 19), (0, 0.6), (1, 1), (9, 11.5), "block", closed=True, skip=0.02),
    "brick": Row((20, 28), (0.8, 1), (1, 1), (11, 12), "block", closed=True, skip=0.07),
    "harbour": Row((26, 38), (3, 4), (0.74, 0.9), (13, 15), "block", skip=0.1),
    "villa": Row((23, 33), (5, 10), (0.48, 0.66), (8.5, 11), "house"),
    "village": Row((22, 34), (3, 9), (0.42, 0.6), (8, 10.5), "house", skip=0.12),
    "industry": Row((62, 105), (12, 18), (0.6, 0.78), (28, 48), "industry", skip=0.14),
    "rural": Row((230, 520), (14, 46), (0.05, 0.07), (9, 11), "farm", skip=0.4),
}


def street_houses(plan: Plan, plots: Plots) -> list[Building]:
    """Go along every street, the old quarters first, and build on both sides."""
    tree = STRtree([q.region for q in plan.quarters])
    order = ["core", "brick", "harbour", "industry", "village", "villa", "estate", "trunk", "rural", "park", "wood"]
    ranked = sorted(range(len(plan.roads)), key=lambda i: (order.index(plan.roads[i].style), i))
    houses: list[Building] = []
    for index in ranked:
        street = plan.roads[index]
        if street.kind in SKIPPED or street.name == "Rampen":
            continue
        for side in (1, -1):
            houses += _one_side(street, index, side, plan, tree, plots)
    return houses


def _one_side(street: Street, index: int, side: int, plan: Plan, tree: STRtree, plots: Plots) -> list[Building]:
    rng = dice(f"row {street.line.coords[0]} {street.line.coords[-1]} {side}")
    at, houses = rng.uniform(0, 6), []
    while at < street.line.length:
        style = _style(street, at, side, plan, tree)
        row = ROWS.get(style)
        if row is None:
            at += 25
            continue
        width = rng.uniform(*row.plot)
        middle = at + width / 2
        at += width
        if rng.random() < row.skip or middle > street.line.length + width * 0.2:
            continue
        houses += _house(street, index, side, middle, width, row, rng, plots)
    return houses


def _style(street: Street, at: float, side: int, plan: Plan, tree: STRtree) -> str:
    """Main roads are built up as the quarter beside them is; elsewhere as open country."""
    if street.style in ("core", "harbour"):
        return street.style
    spot, turn = street.line.interpolate(at), heading(street.line, at)
    beside = Point(spot.x - side * 22 * np.sin(turn), spot.y + side * 22 * np.cos(turn))
    hit = tree.query_nearest(beside, max_distance=24)
    if len(hit):
        return plan.quarters[int(min(hit))].style
    main = street.kind in ("primary", "secondary", "tertiary")
    if main and any(np.hypot(spot.x - x, spot.y - y) < 190 for _, (x, y) in HAMLETS):
        return "village"
    return "rural" if main and np.hypot(spot.x, spot.y) > 2900 else "none"


def _house(
    street: Street, index: int, side: int, at: float, width: float, row: Row, rng: np.random.Generator, plots: Plots
) -> list[Building]:
    spot = street.line.interpolate(min(at, street.line.length))
    turn = heading(street.line, at, 7)
    front, depth = width * rng.uniform(*row.front), rng.uniform(*row.depth)
    back = half_width(street.kind, street.style) + 0.4 + rng.uniform(*row.setback)
    out = np.array([-np.sin(turn), np.cos(turn)]) * side
    door = np.array([spot.x, spot.y]) + out * back
    centre = door + out * depth / 2
    if row.kind == "farm":
        return _farm(door + out * 20, turn, index, rng, plots, tuple(door))
    tilt = 0 if row.closed else rng.normal(0, 0.02)
    shape = slab(tuple(centre), turn + tilt, front, depth)
    if not row.closed:
        shape = _with_wing(shape, centre, turn, front, depth, out, row, rng)
    shape = plots.fitted(shape, 0.45) if row.closed else (shape if plots.fits(shape) else None)
    if shape is None:
        return []
    plots.put(shape)
    return [Building(shape, row.kind, [tuple(door)], index)]


def _with_wing(
    shape: Polygon,
    centre: np.ndarray,
    turn: float,
    front: float,
    depth: float,
    out: np.ndarray,
    row: Row,
    rng: np.random.Generator,
) -> Polygon:
    """Some houses are gable-on, some have a wing towards the garden."""
    chance = rng.random()
    if row.kind == "house" and chance < 0.22:
        return slab(tuple(centre + out * (front - depth) / 2), turn + np.pi / 2, front, depth)
    if chance < 0.5:
        along = np.array([np.cos(turn), np.sin(turn)]) * rng.choice([-1, 1])
        wing = slab(tuple(centre + out * depth * 0.6 + along * front * 0.26), turn, front * 0.46, depth * 0.9)
        return shape.union(wing)
    return shape


def _farm(
    centre: np.ndarray, turn: float, index: int, rng: np.random.Generator, plots: Plots, door: tuple[float, float]
) -> list[Building]:
    """A farm of three or four wings about a yard, or now and then a lone house."""
    wings = [
        slab((0, 14), 0, 34, 9),
        slab((-15, -3), np.pi / 2, 24, 9),
        slab((16, -3), np.pi / 2, 26, 10),
        slab((2, -20), 0, 24, 10),
    ]
    count = int(rng.choice([1, 3, 3, 4, 4]))
    turn += rng.normal(0, 0.25)
    placed = [
        translate(shapely.affinity.rotate(w, turn, origin=(0, 0), use_radians=True), *centre) for w in wings[:count]
    ]
    if not all(plots.fits(wing) for wing in placed):
        return []
    for wing in placed:
        plots.put(wing)
    kind = "farm" if count > 1 else "house"
    return [Building(wing, kind, [door] if k == 0 else [], index) for k, wing in enumerate(placed)]


def back_houses(plan: Plan, plots: Plots, blocks: list[Polygon]) -> list[Building]:
    """Small houses in the yards of the old blocks."""
    old = shapely.union_all([q.region for q in plan.quarters if q.style in ("core", "brick")])
    rng, result = dice("back houses"), []
    stream = plan.ground.streams["Fjordby Å"].buffer(34)
    for block in blocks:
        inner = block.buffer(-19).difference(stream)
        if inner.is_empty or block.area > 60_000 or not old.contains(block.representative_point()):
            continue
        x0, y0, x1, y1 = inner.bounds
        box = block.minimum_rotated_rectangle
        turn = heading(shapely.LineString(list(box.exterior.coords)[:2]), 1)
        for _ in range(int(inner.area / 260) + 1):
            spot = (rng.uniform(x0, x1), rng.uniform(y0, y1))
            shape = slab(spot, turn, rng.uniform(8, 18), rng.uniform(5, 8))
            if inner.contains(shape) and plots.fits(shape.buffer(2)):
                plots.put(shape)
                result.append(Building(shape, "house", []))
    return result
