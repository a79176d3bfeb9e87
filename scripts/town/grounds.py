"""Blocks set aside for schools, shops, nursing homes and play, and the slabs of the estates."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import STRtree
from shapely.affinity import rotate, translate
from shapely.geometry import LineString, Point, Polygon

from town.buildings import SKIPPED, Building
from town.plan import Plan
from town.plots import Plots, half_width
from town.shapes import dice, heading, polygons, slab


@dataclass
class Ground:
    """A block with a public purpose."""

    kind: str
    shape: Polygon
    area: str


# kind, smallest and largest block in m2, how many, least distance between two
WANTS = [
    ("school", 13_000, 48_000, 7, 750),
    ("sports_hall", 8_000, 26_000, 3, 1300),
    ("nursing_home", 6_500, 20_000, 5, 800),
    ("supermarket", 4_500, 16_000, 9, 520),
    ("kindergarten", 3_500, 12_000, 12, 380),
    ("health_centre", 5_000, 18_000, 2, 900),
    ("playground", 1_500, 8_000, 16, 260),
    ("parking", 1_500, 9_000, 6, 330),
]
VILLAGE_WANTS = [
    ("school", 9_000, 40_000, 4, 2500),
    ("kindergarten", 3_500, 20_000, 4, 2500),
    ("community_hall", 2_500, 16_000, 9, 1000),
    ("pond", 2_000, 16_000, 8, 1000),
    ("playground", 1_500, 12_000, 6, 1000),
    ("supermarket", 2_000, 14_000, 3, 2500),
]


def street_blocks(plan: Plan) -> list[Polygon]:
    """The blocks between streets, drawn in to the road edge."""
    streets = [s for s in plan.roads if s.kind not in ("path", "ferry")]
    faces = polygons(shapely.polygonize([s.line for s in streets]))
    lanes = [s.line.buffer(half_width(s.kind, s.style), quad_segs=3) for s in streets]
    tree = STRtree(lanes)
    result = []
    for face in faces:
        if face.area < 400_000:
            near = shapely.union_all([lanes[i] for i in sorted(tree.query(face, "intersects"))])
            result += polygons(face.difference(near))[:1]
    return result


def reserve(plan: Plan, blocks: list[Polygon]) -> list[Ground]:
    """Choose blocks for public purposes, well apart and of a fitting size."""
    chosen: list[Ground] = []
    wet = shapely.union_all(
        [
            *plan.ground.lakes.values(),
            *(s.buffer(12) for s in plan.ground.streams.values()),
            plan.rail.buffer(20),
            *(g.buffer(2) for _, _, g in plan.greens),
            *plan.forests.values(),
        ]
    )
    tree = STRtree([q.region for q in plan.quarters])
    free = [b for b in blocks if not b.intersects(wet) and plan.ground.land.contains(b)]
    for wants, styles in ((WANTS, ("villa", "estate", "brick")), (VILLAGE_WANTS, ("village",))):
        for kind, least, most, count, apart in wants:
            fitting = [b for b in free if least < b.area < most]
            order = dice("reserve " + kind + styles[0]).permutation(len(fitting))
            taken = 0
            for block in (fitting[i] for i in order):
                quarter = plan.quarters[int(tree.nearest(block.representative_point()))]
                shape = block.buffer(-2)
                same = [g.shape for g in chosen if g.kind == kind]
                clash = any(g.shape.intersects(shape) for g in chosen)
                if (
                    taken < count
                    and quarter.style in styles
                    and not clash
                    and _compact(block)
                    and all(s.distance(block) > apart for s in same)
                ):
                    chosen.append(Ground(kind, shape, quarter.area))
                    taken += 1
    return chosen


def _compact(block: Polygon) -> bool:
    return 4 * np.pi * block.area / block.length**2 > 0.42


def ground_buildings(grounds: list[Ground], plots: Plots) -> list[Building]:
    sizes = {
        "school": (62, 15),
        "sports_hall": (48, 28),
        "nursing_home": (46, 13),
        "supermarket": (44, 27),
        "kindergarten": (26, 12),
        "health_centre": (40, 16),
        "community_hall": (24, 12),
    }
    result = []
    for ground in grounds:
        if ground.kind in sizes:
            spot = Point(shapely.maximum_inscribed_circle(ground.shape, 3).coords[0])
            for shape in _house_of(ground, spot, *sizes[ground.kind]):
                if ground.shape.contains(shape) and not plots.neighbours(shape):
                    plots.put(shape)
                    result.append(Building(shape, "public", [], name=None))
    return result


def _house_of(ground: Ground, spot: Point, length: float, depth: float) -> list[Polygon]:
    box = ground.shape.minimum_rotated_rectangle
    turn = heading(LineString(list(box.exterior.coords)[:2]), 1)
    size = min(1.0, np.sqrt(ground.shape.area) / (length * 1.7))
    length, depth = length * size, max(9.0, depth * size)
    parts = [slab((0, 0), 0, length, depth)]
    if ground.kind in ("school", "nursing_home", "health_centre"):
        for k in (-0.42, 0.0, 0.42)[:: 1 if ground.kind == "school" else 2]:
            parts.append(slab((k * length, depth * 1.1), np.pi / 2, depth * 1.6, depth * 0.75))
    whole = shapely.union_all(parts)
    return polygons(translate(rotate(whole, turn, origin=(0, 0), use_radians=True), spot.x, spot.y))


def estate_slabs(plan: Plan, plots: Plots) -> list[Building]:
    """Rows of long parallel blocks of flats, or terraces, on open green."""
    lanes = shapely.union_all([s.line.buffer(6) for s in plan.roads if s.kind != "ferry"])
    blocks = [b for q in plan.quarters if q.style == "estate" for b in polygons(q.region.buffer(4).difference(lanes))]
    street_index = [i for i, s in enumerate(plan.roads) if s.kind not in SKIPPED]
    tree = STRtree([plan.roads[i].line for i in street_index])
    result = []
    for block in blocks:
        if block.area > 3000:
            rng = dice(f"estate {block.bounds}")
            for shape in _rows(block, rng):
                if plots.fits(shape):
                    plots.put(shape)
                    near = street_index[int(tree.nearest(shape.centroid))]
                    result.append(
                        Building(
                            shape,
                            "block",
                            [d for d in _stairs(shape) if plan.roads[near].line.distance(Point(d)) < 55],
                            near,
                        )
                    )
    return result


def _rows(block: Polygon, rng: np.random.Generator) -> list[Polygon]:
    inner = block.buffer(-7)
    box = block.minimum_rotated_rectangle
    corners = list(box.exterior.coords)
    sides = [LineString(corners[i : i + 2]) for i in (0, 1)]
    turn = heading(sides[0 if rng.random() < 0.5 else 1], 1)
    low = rng.random() < 0.35
    depth, gap, length = (8.5, 26, rng.uniform(36, 46)) if low else (11.5, 41, rng.uniform(56, 84))
    reach = max(s.length for s in sides)
    shapes = []
    for row, v in enumerate(np.arange(-reach, reach, gap)):
        for u in np.arange(-reach, reach, length + (9 if low else 16)):
            shift = u + (row % 2) * 14
            spot = (
                box.centroid.x + shift * np.cos(turn) - v * np.sin(turn),
                box.centroid.y + shift * np.sin(turn) + v * np.cos(turn),
            )
            shape = slab(spot, turn, length, depth)
            if inner.contains(shape) and rng.random() > 0.06:
                shapes.append(shape)
    return shapes


def _stairs(shape: Polygon) -> list[tuple[float, float]]:
    """A door about every sixteen metres on the long side of a slab."""
    corners = list(shape.exterior.coords)
    side = max((LineString(corners[i : i + 2]) for i in range(2)), key=lambda s: s.length)
    count = max(2, int(side.length / 16))
    spots = [side.interpolate((k + 0.5) / count, normalized=True) for k in range(count)]
    return [(p.x, p.y) for p in spots]
