"""Where a citizen's pin may stand: the features of each kind of place."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import substring

from town.landuse import Use
from town.network import degrees
from town.plan import Plan
from town.pois import Poi, Whereabouts
from town.quarters import VILLAGES
from town.shapes import blob

MAIN = ("primary", "secondary", "tertiary")


@dataclass
class Feature:
    """A thing on the map that a text can speak of."""

    name: str
    shape: shapely.Geometry


Places = dict[str, list[Feature]]


def all_places(plan: Plan, uses: list[Use], pois: list[Poi], where: Whereabouts) -> Places:
    """Every feature of the municipality by place kind."""
    inside = shapely.union_all([a.shape for a in where.areas])
    shapely.prepare(inside)
    places: Places = defaultdict(list)
    _roads(plan, places, where)
    _nature(plan, uses, places, where)
    for poi in pois:
        places[poi.kind].append(Feature(poi.name, Point(poi.x, poi.y)))
    for name, _, at, *_ in VILLAGES:
        places["village"].append(Feature(name, Point(at)))
    return {
        kind: kept for kind, features in places.items() if (kept := [f for f in features if inside.intersects(f.shape)])
    }


def _roads(plan: Plan, places: Places, where: Whereabouts) -> None:
    for street in plan.roads:
        spot = street.line.interpolate(0.5, normalized=True)
        if street.kind == "ferry" or street.line.length < 45 or street.name == "Rampen":
            continue
        if street.kind == "path" or street.kind == "cycleway":
            kind = "forest_path" if street.style == "wood" else "cycle_path"
            name = _wood(plan, spot) if kind == "forest_path" else (f"stien ved {where.street(spot)}")
        else:
            kind = {"pedestrian": "pedestrian_street"}.get(street.kind, "street")
            kind = "main_road" if street.kind in MAIN else kind
            name = street.name or ""
        places[kind].append(Feature(name, street.line))
        if street.style == "estate" and kind == "street":
            places["housing_estate"].append(Feature(name, street.line))
    mains = [s for s in plan.roads if s.kind in MAIN and s.name != "Rampen"]
    every = degrees([s for s in plan.roads if s.kind not in ("path", "ferry")])
    for node in sorted(degrees(mains)):
        if every[node] >= 3:
            places["crossing"].append(Feature(where.street(Point(node)), Point(node)))


def _wood(plan: Plan, spot: Point) -> str:
    return min(plan.forests, key=lambda n: plan.forests[n].distance(spot))


def _nature(plan: Plan, uses: list[Use], places: Places, where: Whereabouts) -> None:
    places["forest"] += [Feature(n, p) for n, p in plan.forests.items()]
    places["lake"] += [Feature(n, p) for n, p in plan.ground.lakes.items()]
    places["stream"] += [Feature(n, p) for n, p in plan.ground.streams.items()]
    for use in uses:
        if use.kind == "park" and use.name:
            places["park"].append(Feature(use.name, use.shape))
        elif use.kind == "meadow" and use.shape.area > 4000:
            name = f"engen ved {where.street(use.shape.centroid)}"
            places["meadow"].append(Feature(name, use.shape))


def spot_on(feature: Feature, kind: str, rng: np.random.Generator) -> Point:
    """A sensible spot at the feature: on the road, on the lake's shore, in the park."""
    shape = feature.shape
    if kind == "lake":
        edge = shape.buffer(7).exterior
        return edge.interpolate(rng.uniform(0, edge.length))
    if shape.geom_type == "Polygon":
        x0, y0, x1, y1 = shape.bounds
        for _ in range(40):
            spot = Point(rng.uniform(x0, x1), rng.uniform(y0, y1))
            if shape.contains(spot):
                return spot
        return shape.representative_point()
    if shape.geom_type == "LineString":
        at = shape.interpolate(rng.uniform(0.1, 0.9), normalized=True)
        return at if kind != "stream" else Point(at.x + rng.normal(0, 3), at.y + rng.normal(0, 3))
    reach = {
        "jetty": 2,
        "bathing_jetty": 2,
        "village": 60,
        "quay": 9,
        "tunnel": 2,
        "bridge": 2,
        "roundabout": 6,
        "bus_stop": 3,
        "crossing": 2,
    }.get(kind, 12)
    return Point(shape.x + rng.normal(0, reach), shape.y + rng.normal(0, reach))


def stretch_on(feature: Feature, spot: Point, plan: Plan, where: Whereabouts, rng: np.random.Generator) -> LineString:
    """A stretch of 50 to 600 metres of the road, path or stream at the spot."""
    line = feature.shape
    if line.geom_type == "Polygon":
        line = line.exterior
    if line.geom_type == "Point":
        near = [s for s in plan.roads if s.kind != "ferry" and s.line.length > 60]
        line = min(near, key=lambda s: s.line.distance(spot)).line
    same = [s.line for s in plan.roads if s.name == feature.name and s.line.length > 5]
    if same:
        merged = shapely.line_merge(shapely.union_all(same))
        line = min(shapely.get_parts(merged), key=lambda part: part.distance(spot))
    length = min(line.length, rng.uniform(90, 600))
    start = min(max(0.0, line.project(spot) - length / 2), line.length - length)
    return substring(line, start, start + length).simplify(1.0)


def ground_on(feature: Feature, spot: Point, dry: shapely.Geometry, topic: str, rng: np.random.Generator) -> Polygon:
    """The park or square itself when it is small, else a rounded part of it."""
    shape = feature.shape
    if shape.geom_type == "Polygon" and shape.area < 60_000:
        return shape.simplify(2.0)
    reach = rng.uniform(26, 60)
    part = blob((spot.x, spot.y), reach * 1.2, reach, topic, 0.2).simplify(1.5)
    part = part.intersection(shape if shape.geom_type == "Polygon" else dry)
    pieces = [p for p in shapely.get_parts(part) if p.geom_type == "Polygon"]
    return max(pieces, key=lambda p: p.area) if pieces else blob((spot.x, spot.y), 9, 7, topic)
