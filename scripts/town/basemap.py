"""Gathers the finished town into the layers of the base map."""

import shapely
from shapely.geometry import LineString, Point
from shapely.ops import substring

from town.areas import Area
from town.buildings import Building
from town.grounds import Ground
from town.landuse import Use, ponds
from town.plan import Plan
from town.pois import Poi
from town.quarters import HAMLETS, LABELS, VILLAGES
from town.shapes import WORLD, polygons
from town.trunk import Street

Rows = list[dict]
SEA_NAMES = [
    ("Fjordby Fjord", "fjord", 3000, -400, 2),
    ("Nordbugten", "bay", 3700, 2700, 4),
    ("Sønderarm", "bay", 1900, -2500, 5),
    ("Inderfjorden", "bay", 1150, 330, 5),
    ("Store Bælg", "fjord", 9300, 2500, 3),
]
OUTER = [
    ("Hvidkilde", -10600, 8300),
    ("Nordlunde", 2600, 9100),
    ("Sandager", -1300, 8900),
    ("Tingsted Mark", -11800, -4100),
    ("Søndermose", -900, -9300),
    ("Havrebjerg", 4300, -9000),
    ("Egelund", -7300, -8600),
    ("Overkær", 7800, 9000),
]


def land_rows(plan: Plan) -> Rows:
    return [{"kind": "land", "name": None, "geometry": p} for p in polygons(plan.ground.land.simplify(0.4))]


def water_rows(plan: Plan, grounds: list[Ground]) -> Rows:
    sea = WORLD.difference(plan.ground.land.simplify(0.4))
    basins = polygons(sea.intersection(plan.ground.basins))
    rows = [{"kind": "sea", "name": "Fjordby Fjord", "geometry": p} for p in polygons(sea)]
    rows += [{"kind": "harbour", "name": "Havnen", "geometry": p} for p in basins]
    for name, shape in plan.ground.lakes.items():
        kind = "pond" if shape.area < 15_000 else "lake"
        rows.append({"kind": kind, "name": name, "geometry": shape.simplify(0.4)})
    return rows + [{"kind": "pond", "name": None, "geometry": p} for p in ponds(grounds)]


def stream_rows(plan: Plan) -> Rows:
    return [{"kind": "stream", "name": n, "geometry": line.simplify(0.4)} for n, line in plan.ground.streams.items()]


def road_rows(plan: Plan) -> Rows:
    over = shapely.union_all([*plan.ground.streams.values(), *(s.line for s in plan.fast)])
    rows = []
    for street in plan.roads:
        hit = street.line.intersection(over)
        spots = [p for p in shapely.get_parts(hit) if p.geom_type == "Point"]
        for line, bridge in _bridged(street, spots):
            rows.append(_road(street, line, bridge=bridge))
    return rows + [_road(s, s.line.intersection(WORLD), bridge=False) for s in plan.fast]


def _road(street: Street, line: LineString, *, bridge: bool) -> dict:
    name = None if (street.name or "").startswith("#") else street.name
    return {"kind": street.kind, "name": name, "ref": street.ref, "bridge": bridge, "geometry": line}


def _bridged(street: Street, spots: list[Point]) -> list[tuple[LineString, bool]]:
    """Cut out a short bridge about each crossing."""
    if street.kind == "ferry" or not spots:
        return [(street.line, False)]
    reach, pieces, at = 14.0, [], 0.0
    for middle in sorted(street.line.project(p) for p in spots):
        start, stop = max(at, middle - reach), min(street.line.length, middle + reach)
        if start - at > 0.3:
            pieces.append((substring(street.line, at, start), False))
        if stop - start > 0.3:
            pieces.append((substring(street.line, start, stop), True))
        at = max(at, stop)
    if street.line.length - at > 0.3:
        pieces.append((substring(street.line, at, street.line.length), False))
    return pieces


def building_rows(buildings: list[Building]) -> Rows:
    return [{"kind": b.kind, "name": b.name, "geometry": p} for b in buildings for p in polygons(b.shape)[:1]]


def use_rows(uses: list[Use]) -> Rows:
    return [{"kind": u.kind, "name": u.name, "geometry": p} for u in uses for p in polygons(u.shape.simplify(0.3))]


def poi_rows(pois: list[Poi]) -> Rows:
    return [{"kind": p.kind, "name": p.name, "geometry": Point(p.x, p.y)} for p in pois]


def place_rows(plan: Plan, areas: list[Area]) -> Rows:
    rows = [_place("town", "Fjordby", -100, 30, 1)]
    rows += [_place("village", n, *at, 3) for n, code, at, *_ in VILLAGES if code != "23"]
    rows += [_place("hamlet", n, *at, 5) for n, at in HAMLETS]
    rows += [_place("village", n, x, y, 4) for n, x, y in OUTER]
    codes = {code for *_, code in LABELS} | {"01", "02"}
    for area in areas:
        if area.code in codes:
            spots = [(x, y) for x, y, _, code in LABELS if code == area.code]
            x, y = spots[0] if spots else area.shape.representative_point().coords[0]
            rows.append(_place("neighbourhood", area.name, x, y, 4))
    rows += [_place("island", n, p.centroid.x, p.centroid.y, 4) for n, p in plan.ground.islands.items()]
    rows += [_place("lake", n, p.centroid.x, p.centroid.y, 5) for n, p in plan.ground.lakes.items()]
    rows += [
        _place("forest", n, p.representative_point().x, p.representative_point().y, 4) for n, p in plan.forests.items()
    ]
    return rows + [_place(kind, n, x, y, rank) for n, kind, x, y, rank in SEA_NAMES]


def _place(kind: str, name: str, x: float, y: float, rank: int) -> dict:
    return {"kind": kind, "name": name, "rank": rank, "geometry": Point(x, y)}


def boundary_rows(areas: list[Area]) -> Rows:
    whole = shapely.coverage_union_all([p for a in areas for p in a.shape.geoms])
    return [
        {"kind": "municipality", "name": "Fjordby Kommune", "geometry": LineString(p.exterior.coords)}
        for p in polygons(whole)
    ]
