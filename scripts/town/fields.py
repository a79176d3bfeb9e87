"""Cuts the whole land into parcels: town blocks, woods, fields with hedges, meadows."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import split

from town.buildings import Building
from town.plan import Plan
from town.plots import HALF
from town.shapes import WORLD, Noise, dice, heading, polygons

MUNICIPALITY = Polygon([
    (-9300, 5000), (-8600, 6500), (-6000, 6900), (-3000, 6700), (0, 6950), (3500, 6700),
    (7000, 7000), (9200, 6900), (10700, 6700), (10500, -3000), (10300, -5900), (9000, -6300),
    (8300, -6800), (5000, -6900), (1500, -6950), (-2500, -6900), (-5500, -7000), (-8700, -6500),
    (-9200, -3500), (-8900, 0)])
HARBOUR_WATER = Polygon([
    (290, -100), (290, 150), (560, 470), (745, 598), (1040, 808), (1115, 640), (988, 490),
    (700, 400), (520, 150), (1080, -110), (1100, -260), (700, -360)])


@dataclass
class Parcel:
    """A face of the land between roads, streams and field edges."""

    shape: Polygon
    kind: str
    inside: bool


def built_up(plan: Plan, buildings: list[Building]) -> shapely.Geometry:
    """The outline of town and villages: where houses stand close."""
    regions = shapely.union_all([q.region.buffer(22) for q in plan.quarters])
    yards = shapely.union_all([b.shape.buffer(34, quad_segs=3) for b in buildings
                               if b.kind != "farm"])
    shape = yards.buffer(26, quad_segs=3).buffer(-38, quad_segs=3).intersection(regions)
    solid = [Polygon(p.exterior) for p in polygons(shape) if p.area > 9000]
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
    lines = shapely.union_all([p.exterior for p in pieces] +
                              [LineString(r) for p in pieces for r in p.interiors],
                              grid_size=0.1)
    final = polygons(shapely.polygonize(shapely.get_parts(lines)))
    return _classified(plan, final, town, forest, lakes)


def _linework(plan: Plan, town: shapely.Geometry, forest: shapely.Geometry) -> shapely.Geometry:
    lines = [s.line for s in plan.roads if s.kind not in ("path", "cycleway", "ferry")]
    lines += [s.line for s in plan.fast] + list(plan.ground.streams.values())
    lines += [town.boundary, forest.boundary, plan.ground.land.boundary, WORLD.boundary,
              HARBOUR_WATER.boundary]
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
    cut = _bent((middle.x - step[0], middle.y - step[1]), (middle.x + step[0], middle.y + step[1]),
                rng)
    parts = polygons(split(face, cut))
    if len(parts) < 2 or parts[-1].area < 40:
        return [face]
    return [field for part in parts for field in _split(part, rng, scale)]


def _bent(a: tuple[float, float], b: tuple[float, float], rng: np.random.Generator) -> LineString:
    """Field edges are seldom ruled with a ruler: one or two slight bends."""
    t = np.linspace(0, 1, 9)[:, None]
    xy = np.array(a) * (1 - t) + np.array(b) * t
    return LineString(xy + rng.normal(0, 9, xy.shape))


def _classified(plan: Plan, faces: list[Polygon], town: shapely.Geometry,
                forest: shapely.Geometry, lakes: shapely.Geometry) -> list[Parcel]:
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


def _kind(face: Polygon, spot: Point, town: shapely.Geometry, forest: shapely.Geometry,
          lakes: shapely.Geometry, stream: shapely.Geometry, shore: shapely.Geometry,
          wild: float) -> str:
    for shape, kind in ((lakes, "water"), (town, "town"), (forest, "forest")):
        if shape.contains(spot):
            return kind
    if face.area < 110_000 and stream.intersects(face) and wild > -0.45:
        return "wetland" if wild > 0.62 else "meadow"
    if face.area < 120_000 and shore.intersects(face) and wild > -0.5:
        return "heath" if wild > 0.5 else "meadow"
    if wild > 0.86 and face.area < 150_000:
        return "forest"
    return "heath" if wild < -1.02 else "farmland"


def hedges(parcels: list[Parcel], plan: Plan) -> list[Polygon]:
    """Thin belts of trees on some of the field edges."""
    rng = dice("hedges")
    clear = [s.line.buffer(HALF.get(s.kind, 4) + 4) for s in [*plan.roads, *plan.fast]
             if s.kind != "ferry"]
    tree, seen, result = STRtree(clear), set(), []
    for parcel in parcels:
        ring = list(parcel.shape.exterior.coords)
        for a, b in zip(ring, ring[1:]):
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
