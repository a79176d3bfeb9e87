"""The building ground: where a building may stand, and what already stands there."""

from collections import defaultdict

import shapely
from shapely import STRtree
from shapely.geometry import Polygon

from town.core import churchyard, square
from town.plan import Plan
from town.shapes import polygons

HALF = {
    "motorway": 14.0,
    "primary": 9.0,
    "secondary": 7.0,
    "tertiary": 6.0,
    "residential": 4.5,
    "pedestrian": 3.6,
    "service": 3.0,
    "path": 2.0,
    "cycleway": 2.2,
    "rail": 9.0,
}


def half_width(kind: str, style: str) -> float:
    return 3.4 if style == "core" and kind != "pedestrian" else HALF[kind]


class Plots:
    """Keeps buildings off roads, water, greens and each other."""

    def __init__(self, plan: Plan, reserved: list[Polygon]) -> None:
        lanes = [
            s.line.buffer(half_width(s.kind, s.style), quad_segs=3)
            for s in [*plan.roads, *plan.fast]
            if s.kind != "ferry"
        ]
        wet = [s.buffer(11, quad_segs=2) for s in plan.ground.streams.values()]
        wet += list(plan.ground.lakes.values())
        greens = [p for _, _, p in plan.greens]
        self.fixed = [
            *lanes,
            *wet,
            *greens,
            *reserved,
            square(),
            churchyard(),
            plan.rail.buffer(14),
            *plan.forests.values(),
        ]
        self.tree = STRtree(self.fixed)
        self.land = plan.ground.land.buffer(-5)
        shapely.prepare(self.land)
        self.placed: dict[tuple[int, int], list[Polygon]] = defaultdict(list)

    def _cells(self, shape: Polygon) -> list[tuple[int, int]]:
        x0, y0, x1, y1 = (int(v // 60) for v in shape.bounds)
        return [(i, j) for i in range(x0, x1 + 1) for j in range(y0, y1 + 1)]

    def neighbours(self, shape: Polygon) -> list[Polygon]:
        near = {id(p): p for cell in self._cells(shape) for p in self.placed.get(cell, ())}
        return [p for p in near.values() if p.intersects(shape)]

    def fits(self, shape: Polygon) -> bool:
        return (
            bool(self.land.contains(shape))
            and not len(self.tree.query(shape, "intersects"))
            and not self.neighbours(shape)
        )

    def put(self, shape: Polygon) -> None:
        for cell in self._cells(shape):
            self.placed[cell].append(shape)

    def fitted(self, shape: Polygon, least: float) -> Polygon | None:
        """The shape cut back to what is free, if enough of it is left."""
        if not self.land.contains(shape):
            return None
        hits = [self.fixed[i] for i in sorted(self.tree.query(shape, "intersects"))]
        hits += self.neighbours(shape)
        if hits:
            rest = polygons(shape.difference(shapely.union_all(hits)))
            if not rest or rest[0].area < least * shape.area:
                return None
            rest = polygons(rest[0].buffer(-1.2, join_style="mitre").buffer(1.15, join_style="mitre"))
            return rest[0] if rest and rest[0].area > 22 else None
        return shape
