"""The land-use polygons of the base map, from the widest background to the smallest detail."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon

from town.buildings import Building
from town.core import churchyard, square
from town.fields import Parcel
from town.grounds import Ground
from town.plan import Plan
from town.shapes import blob, polygons

KIND_OF_STYLE = {
    "core": "centre",
    "brick": "residential",
    "villa": "residential",
    "estate": "residential",
    "industry": "industrial",
    "harbour": "harbour",
    "village": "residential",
}
GROUND_KINDS = {
    "school": "school",
    "playground": "park",
    "kindergarten": "school",
    "sports_hall": "sports",
    "nursing_home": "residential",
    "parking": "square",
    "supermarket": "centre",
    "health_centre": "centre",
    "community_hall": "park",
    "pond": "park",
}
BEACHES = [((1850, 2400), 520), ((5600, 1450), 420), ((3350, 3880), 300), ((4600, -3200), 380)]


@dataclass
class Use:
    """One land-use polygon."""

    kind: str
    name: str | None
    shape: Polygon


def land_use(
    plan: Plan,
    parcels: list[Parcel],
    town: shapely.Geometry,
    grounds: list[Ground],
    woods: list[Polygon],
    buildings: list[Building],
) -> list[Use]:
    uses = [
        Use(p.kind, None, p.shape) for p in parcels if p.kind in ("farmland", "meadow", "heath", "wetland", "forest")
    ]
    uses += [Use("forest", None, w) for w in woods]
    uses += _quarter_uses(plan, town)
    uses += _commons(plan, town, grounds, buildings)
    uses += _riverside(plan, town)
    uses += [Use(kind, name, shape) for kind, name, shape in plan.greens]
    uses += [Use(GROUND_KINDS[g.kind], None, g.shape) for g in grounds]
    uses += [Use("square", "Torvet", square()), Use("cemetery", "Vor Frue Kirkegård", churchyard())]
    return uses + _pitches(plan) + _beaches(plan)


def _quarter_uses(plan: Plan, town: shapely.Geometry) -> list[Use]:
    uses = [Use("residential", None, p) for p in polygons(town)]
    for quarter in plan.quarters:
        kind = KIND_OF_STYLE[quarter.style]
        if kind != "residential":
            shape = quarter.region.buffer(14).intersection(town)
            uses += [Use(kind, None, p) for p in polygons(shape)[:1]]
    return uses


def _commons(plan: Plan, town: shapely.Geometry, grounds: list[Ground], buildings: list[Building]) -> list[Use]:
    """The greens that houses and streets leave open between them."""
    streets = [s.line.buffer(11, quad_segs=2) for s in plan.roads if s.kind not in ("path", "cycleway", "ferry")]
    reach = {"industry": 60, "block": 15}
    yards = [b.shape.buffer(reach.get(b.kind, 23), quad_segs=2) for b in buildings]
    taken = shapely.union_all(
        [*streets, *yards, *(g.shape for g in grounds), plan.rail.buffer(20), square(), churchyard()]
    )
    open_ground = town.difference(taken).buffer(-9).buffer(8)
    closed = shapely.union_all(
        [q.region.buffer(16) for q in plan.quarters if q.style in ("industry", "core", "harbour")]
    )
    return [Use("park", None, p.simplify(1.0)) for p in polygons(open_ground.difference(closed)) if p.area > 1300]


def _riverside(plan: Plan, town: shapely.Geometry) -> list[Use]:
    """Grass along the stream in the town, and along the shore."""
    strip = plan.ground.streams["Fjordby Å"].buffer(30)
    near = strip.intersection(town.convex_hull)
    return [Use("park", "Åparken", p) for p in polygons(near)[:1]]


def _pitches(plan: Plan) -> list[Use]:
    """Football pitches on the sports grounds."""
    uses = []
    for kind, name, shape in plan.greens:
        if kind == "sports":
            for dx, dy in ((-58, 0), (12, 0), (82, 0)):
                c = shape.centroid
                pitch = shapely.box(c.x + dx - 30, c.y + dy - 46, c.x + dx + 30, c.y + dy + 46)
                if shape.buffer(-4).contains(pitch):
                    uses.append(Use("sports", name, pitch))
    return uses


def _beaches(plan: Plan) -> list[Use]:
    land = max(polygons(plan.ground.land), key=lambda p: p.area)
    shore = land.boundary
    uses = []
    for at, reach in BEACHES:
        near = shapely.Point(at).buffer(reach)
        strip = shore.intersection(near).buffer(26).intersection(land)
        soft = strip.buffer(-5).buffer(5)
        uses += [
            Use("beach", "Fjordby Strand" if at == BEACHES[0][0] else None, p)
            for p in polygons(soft)[:1]
            if p.area > 1500
        ]
    return uses


def ponds(grounds: list[Ground]) -> list[Polygon]:
    """A village pond in the middle of each block kept for it."""
    result = []
    for ground in grounds:
        if ground.kind == "pond":
            c = shapely.maximum_inscribed_circle(ground.shape, 2)
            reach = min(24.0, 0.55 * c.length)
            shape = blob(c.coords[0], reach, reach * 0.72, f"pond {np.round(c.coords[0])}", 0.3)
            result.append(shape.intersection(ground.shape))
    return result
