"""Cuts the whole land into parcels: town blocks, woods, fields with hedges, meadows."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import split

from town.buildings import Building
from town.plan import Plan
from town.plots import HALF
from town.quarters import CORE
from town.shapes import WORLD, Noise, blob, dice, heading, polygons, wavy_line

BORDER = [
    (10900, 6200),
    (9700, 6350),
    (8900, 6900),
    (8050, 6700),
    (7300, 7250),
    (5900, 7050),
    (4700, 6350),
    (3900, 6750),
    (2700, 7150),
    (1400, 6700),
    (300, 7350),
    (-1100, 7050),
    (-1900, 6450),
    (-3300, 6750),
    (-4300, 7200),
    (-5900, 6700),
    (-6700, 6050),
    (-8100, 6500),
    (-8900, 5700),
    (-8600, 4700),
    (-9400, 3300),
    (-8900, 2100),
    (-9350, 900),
    (-8700, -500),
    (-9100, -1900),
    (-8500, -2900),
    (-9300, -4100),
    (-8750, -5300),
    (-8200, -6500),
    (-6900, -6250),
    (-5700, -7050),
    (-4300, -6900),
    (-3500, -7300),
    (-2100, -6850),
    (-900, -7250),
    (500, -6700),
    (1700, -7150),
    (3300, -6850),
    (4700, -7250),
    (6100, -6750),
    (7400, -6900),
    (8100, -6250),
    (9100, -6050),
    (10900, -5600),
]
MUNICIPALITY = Polygon([*wavy_line(BORDER, "border", 130, 700).simplify(12).coords])
HARBOUR_WATER = Polygon(
    [
        (290, -100),
        (290, 150),
        (560, 470),
        (745, 598),
        (1040, 808),
        (1115, 640),
        (988, 490),
        (700, 400),
        (520, 150),
        (1080, -110),
        (1100, -260),
        (700, -360),
    ]
)


MAIN = ("primary", "secondary", "tertiary", "residential", "pedestrian")


@dataclass
class Parcel:
    """A face of the land between roads, streams and field edges."""

    shape: Polygon
    kind: str
    inside: bool


def built_up(plan: Plan, buildings: list[Building]) -> shapely.Geometry:
    """The outline of town and villages: where houses stand close."""
    regions = shapely.union_all([q.region.buffer(22) for q in plan.quarters])
    yards = shapely.union_all([b.shape.buffer(34, quad_segs=3) for b in buildings if b.kind != "farm"])
    shape = yards.buffer(26, quad_segs=3).buffer(-38, quad_segs=3).intersection(regions)
    solid = [Polygon(p.exterior) for p in polygons(shape) if p.area > 9000]
    meshes = polygons(shapely.polygonize([s.line for s in plan.roads if s.kind in MAIN]))
    solid += [f for f in meshes if f.area < 1_500_000 and np.hypot(*f.centroid.coords[0]) < 1950]
    solid += [Polygon(CORE).buffer(5), *(q.region.buffer(9) for q in plan.quarters if q.style == "estate")]
    return shapely.union_all(solid).intersection(plan.ground.land).simplify(1.5)


def make_parcels(plan: Plan, town: shapely.Geometry) -> list[Parcel]:
    forest = shapely.union_all(list(plan.forests.values()))
    lakes = shapely.union_all(list(plan.ground.lakes.values()))
    faces = polygons(shapely.polygonize(shapely.get_parts(_linework(plan, town, forest))))
    shapely.prepare(town)
    pieces, rng = [], dice("fields")
    for face in faces:
        spot = face.representative_point()
        rural = not town.contains(spot) and not forest.contains(spot)
        wet = lakes.contains(spot) or not plan.ground.land.contains(spot)
        far = max(abs(spot.x) / 1.15, abs(spot.y)) > 7600
        pieces += [face] if wet or not rural else _split(face, rng, 2.2 if far else 1.0)
    lines = shapely.union_all(
        [p.exterior for p in pieces] + [LineString(r) for p in pieces for r in p.interiors], grid_size=0.1
    )
    final = polygons(shapely.polygonize(shapely.get_parts(lines)))
    return _classified(plan, final, town, forest, lakes)


def _linework(plan: Plan, town: shapely.Geometry, forest: shapely.Geometry) -> shapely.Geometry:
    lines = [s.line for s in plan.roads if s.kind not in ("path", "cycleway", "ferry")]
    lines += [s.line for s in plan.fast] + list(plan.ground.streams.values())
    lines += [
        town.boundary,
        forest.boundary,
        plan.ground.land.boundary,
        WORLD.boundary,
        HARBOUR_WATER.boundary,
        MUNICIPALITY.boundary,
    ]
    lines += [lake.boundary for lake in plan.ground.lakes.values()]
    lines += [p.boundary for _, _, p in plan.greens]
    return shapely.union_all(lines, grid_size=0.1).intersection(WORLD)


def _split(face: Polygon, rng: np.random.Generator, scale: float) -> list[Polygon]:
    """Halve a piece of country again and again until the pieces are fields."""
    limit = scale * rng.choice([55_000, 90_000, 140_000, 210_000])
    if face.area < limit:
        return [face]
    box = face.minimum_rotated_rectangle
    corners = list(box.exterior.coords)
    side = max((LineString(corners[i : i + 2]) for i in (0, 1)), key=lambda s: s.length)
    at = side.length * rng.uniform(0.36, 0.64)
    turn = heading(side, at) + np.pi / 2 + rng.normal(0, 0.09)
    spot, reach = side.interpolate(at), box.length
    middle = LineString([spot, box.centroid]).interpolate(0)
    step = np.array([np.cos(turn), np.sin(turn)]) * reach
    cut = _bent((middle.x - step[0], middle.y - step[1]), (middle.x + step[0], middle.y + step[1]), rng)
    parts = polygons(split(face, cut))
    if len(parts) < 2 or parts[-1].area < 40:
        return [face]
    return [field for part in parts for field in _split(part, rng, scale)]


def _bent(a: tuple[float, float], b: tuple[float, float], rng: np.random.Generator) -> LineString:
    """Field edges are seldom ruled with a ruler: one or two slight bends."""
    t = np.linspace(0, 1, 9)[:, None]
    xy = np.array(a) * (1 - t) + np.array(b) * t
    return LineString(xy + rng.normal(0, 9, xy.shape))


def _classified(
    plan: Plan, faces: list[Polygon], town: shapely.Geometry, forest: shapely.Geometry, lakes: shapely.Geometry
) -> list[Parcel]:
    dice_, noise = dice("land use"), Noise("land use")
    stream = shapely.union_all(list(plan.ground.streams.values())).buffer(60)
    shore = plan.ground.land.boundary.difference(WORLD.boundary.buffer(50)).buffer(70)
    for shape in (town, forest, lakes, stream, shore, MUNICIPALITY, HARBOUR_WATER):
        shapely.prepare(shape)
    result = []
    for face in faces:
        spot = face.representative_point()
        dry = plan.ground.land.contains(spot)
        if not dry and not HARBOUR_WATER.contains(spot):
            continue
        wild = float(noise.at(spot.x, spot.y, 1400)) + dice_.uniform(-0.5, 0.5)
        kind = _kind(face, spot, town, forest, lakes, stream, shore, wild) if dry else "water"
        result.append(Parcel(face, kind, bool(MUNICIPALITY.contains(spot))))
    return result


def _kind(
    face: Polygon,
    spot: Point,
    town: shapely.Geometry,
    forest: shapely.Geometry,
    lakes: shapely.Geometry,
    stream: shapely.Geometry,
    shore: shapely.Geometry,
    wild: float,
) -> str:
    for shape, kind in ((lakes, "water"), (town, "town"), (forest, "forest")):
        if shape.contains(spot):
            return kind
    if face.area < 110_000 and stream.intersects(face) and wild > -0.45:
        return "wetland" if wild > 0.62 else "meadow"
    by_town = np.hypot(spot.x, spot.y) < 3200
    if ((face.area < 120_000 and wild > -0.5) or by_town) and shore.intersects(face):
        return "heath" if wild > 0.5 else "meadow"
    return "heath" if wild < -1.06 else "farmland"


def copses(parcels: list[Parcel]) -> list[Polygon]:
    """Small woods with soft edges in a few of the fields."""
    rng, result = dice("copses"), []
    for parcel in parcels:
        if parcel.kind == "farmland" and parcel.shape.area > 30_000 and rng.random() < 0.055:
            c = parcel.shape.centroid
            reach = 0.42 * np.sqrt(parcel.shape.area)
            shape = blob((c.x, c.y), reach, reach * rng.uniform(0.5, 0.9), f"copse {len(result)}", 0.45).intersection(
                parcel.shape.buffer(-9)
            )
            result += polygons(shape)[:1]
    return result


def hedges(parcels: list[Parcel], plan: Plan) -> list[Polygon]:
    """Thin belts of trees on some of the field edges."""
    rng = dice("hedges")
    clear = [s.line.buffer(HALF.get(s.kind, 4) + 4) for s in [*plan.roads, *plan.fast] if s.kind != "ferry"]
    tree, seen, result = STRtree(clear), set(), []
    for parcel in parcels:
        ring = list(parcel.shape.exterior.coords)
        for a, b in pairwise(ring):
            key = tuple(sorted((a[:2], b[:2])))
            if parcel.kind != "farmland" or not parcel.inside or key in seen:
                continue
            seen.add(key)
            line = LineString([a, b])
            if line.length > 90 and rng.random() < 0.33:
                belt = line.buffer(4.5, cap_style="flat")
                if not len(tree.query(belt, "intersects")):
                    result.append(belt)
    return result
