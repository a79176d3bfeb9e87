"""The street plan of the whole municipality: main roads, quarters, villages, paths, thinning."""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon

from town.coast import Ground, make_ground
from town.core import core_streets
from town.network import RANK, components, degrees, ends, joined, node_streets, prune_stubs
from town.quarters import (
    Quarter,
    core_quarters,
    greens,
    quarter_streets,
    town_quarters,
    village_quarters,
)
from town.shapes import blob, dice, polygons, smooth_line, wavy_line
from town.trunk import FERRY, Street, country_roads, main_roads, motorway, railway, ramps

# name, centre, radii
FORESTS: list[tuple[str, tuple[float, float], float, float]] = [
    ("Fjordby Skov", (-6900, -1500), 1350, 950),
    ("Møllerup Skov", (-3700, 5300), 800, 600),
    ("Storskoven", (-4300, -5300), 900, 650),
    ("Kragelund Plantage", (6300, 5450), 850, 380),
    ("Strandskoven", (2050, 3260), 330, 260),
    ("Sønder Skov", (2300, -5000), 480, 560),
    ("Byskoven", (-3050, -750), 420, 560),
    ("Odde Hede", (6180, 2750), 160, 420),
    ("Hesselskoven", (-9900, 3800), 900, 1500),
    ("Grænseskoven", (-10300, -6200), 1300, 900),
    ("Nordskoven", (-2600, 8800), 1500, 700),
    ("Næs Skov", (8300, -6600), 600, 500),
    ("Sydskoven", (-1700, -9100), 1500, 600),
    ("Bjergskoven", (5400, 8600), 1400, 700),
]


@dataclass
class Plan:
    """The finished plan: ground, road pieces sharing nodes, quarters and large greens."""

    ground: Ground
    roads: list[Street]
    rail: LineString
    fast: list[Street]
    quarters: list[Quarter]
    greens: list[tuple[str, str, Polygon]]
    forests: dict[str, Polygon]


def make_plan() -> Plan:
    mains, rail = main_roads(), railway().line
    country = _reaching(country_roads(), mains)
    ground = make_ground([s.line for s in mains if s.kind != "primary"] + [s.line for s in country])
    skeleton = [*mains, *country, *core_streets()]
    green = greens(ground, [*mains, *country])
    quarters = town_quarters(ground, mains, rail, green)
    villages = village_quarters(ground, [*mains, *country])
    forests = _forests(ground)
    streets = _all_streets(ground, skeleton, quarters + villages, forests, green)
    roads = _network(ground, streets, rail)
    return Plan(ground, roads, rail, _fast(), core_quarters(ground) + quarters + villages, green, forests)


def _reaching(country: list[Street], mains: list[Street]) -> list[Street]:
    """Country roads sway, so their ends are led on to the road they are to meet."""
    result = []
    for road in country:
        others = [s.line for s in [*mains, *country] if s is not road]
        xy = list(road.line.coords)
        for tip, at in ((Point(xy[0]), 0), (Point(xy[-1]), len(xy))):
            spot = min((line.interpolate(line.project(tip)) for line in others), key=tip.distance)
            if 0.2 < spot.distance(tip) < 220:
                xy.insert(at + (1 if at else 0), (spot.x, spot.y))
        result.append(replace(road, line=LineString(xy)))
    return result


def _forests(ground: Ground) -> dict[str, Polygon]:
    dry = ground.dry.buffer(-12)
    return {name: polygons(blob(at, rx, ry, name, 0.42).intersection(dry))[0] for name, at, rx, ry in FORESTS}


def _all_streets(
    ground: Ground, skeleton: list[Street], quarters: list[Quarter], forests: dict[str, Polygon], green: list
) -> list[Street]:
    streets = list(skeleton)
    for index, quarter in enumerate(quarters):
        laid = quarter_streets(quarter, skeleton, index)
        streets += _thinned(laid, skeleton, quarter, index)
    inner = [(n, p) for n, p in forests.items() if max(map(abs, p.centroid.coords[0])) < 7500]
    for index, (_, shape) in enumerate(inner):
        wood = Quarter(shape.buffer(-25), "wood", "")
        streets += quarter_streets(wood, skeleton, 900 + index) if wood.region.geom_type == "Polygon" else []
    return streets + _green_paths(green, skeleton) + _stream_paths(ground)


def _thinned(laid: list[Street], skeleton: list[Street], quarter: Quarter, index: int) -> list[Street]:
    """Take pieces out of the mesh, or turn them into paths, so that closes and greens arise."""
    rng = dice(f"thin {index}")
    share = {"villa": 0.17, "village": 0.14, "estate": 0.12, "brick": 0.06}.get(quarter.style, 0)
    noded = prune_stubs(node_streets([*laid, *skeleton]), 24)
    inside = [s for s in noded if (s.name or "").startswith("#")]
    result = []
    for piece in inside:
        if rng.random() < share and piece.line.length > 35:
            if rng.random() < 0.55:
                result.append(replace(piece, kind="path"))
            continue
        result.append(piece)
    return result


def _green_paths(green: list, skeleton: list[Street]) -> list[Street]:
    """Two winding paths through each park, out to the roads around it."""
    result = []
    for kind, name, shape in green:
        rng, c = dice("paths " + name), shape.centroid
        for k in range(3 if kind == "park" else 2):
            turn = rng.uniform(0, 0.8) + k * (np.pi / 3 if kind == "park" else np.pi / 2)
            reach = 1.1 * np.sqrt(shape.area / np.pi) + 45
            tips = [(c.x + s * reach * np.cos(turn + s * 0.2), c.y + s * reach * np.sin(turn)) for s in (-1, 1)]
            line = wavy_line([tips[0], (c.x, c.y), tips[1]], f"{name} {k}", 22, 120)
            result.append(Street(line, None, "path", "park"))
    return result


def _stream_paths(ground: Ground) -> list[Street]:
    line = ground.streams["Fjordby Å"]
    xy = [p for p in line.coords if -3600 < p[0] < -560]
    side = shapely.offset_curve(LineString(xy).simplify(4), 22, quad_segs=4)
    parts = sorted(shapely.get_parts(side), key=lambda p: -p.length)
    beach = smooth_line([(1300, 1640), (1480, 1900), (1640, 2250), (1840, 2640), (2080, 3020)])
    beach = LineString([p for p in beach.coords if ground.land.buffer(-15).contains(Point(p))])
    return [
        Street(parts[0], "Åstien", "cycleway", "park"),
        Street(beach, "Strandstien", "path", "park"),
        Street(
            wavy_line([(-1230, -430), (-1700, -860), (-2420, -760), (-3000, -700)], "skovsti", 30),
            "Skovstien",
            "cycleway",
            "park",
        ),
    ]


def _network(ground: Ground, streets: list[Street], rail: LineString) -> list[Street]:
    """One connected network on dry land; small streets do not cross railway or motorway."""
    wet = ground.lakes.values()
    water = shapely.union_all(list(wet)).union(shapely.box(*ground.land.bounds).difference(ground.land)).buffer(3)
    fast = motorway().line.buffer(25).union(rail.buffer(10))
    kept = [replace(s, line=part) for s in streets for part in _dry_parts(s, water, fast)]
    roads = prune_stubs(node_streets([*kept, *ramps()]), 22)
    ferry = Street(smooth_line(FERRY, 40), "Fjordby–Lyngø", "ferry")
    roads = joined(roads, water.union(fast), 120)
    island = joined_island(kept, ground)
    roads = prune_stubs(_no_hair(roads), 22)
    roads = components(roads)[0]
    return [*roads, *island, *_ferry_linked(ferry, roads, island)]


def _dry_parts(street: Street, water: shapely.Geometry, fast: shapely.Geometry) -> list[LineString]:
    small = street.kind in RANK[4:] and street.style not in ("core", "park")
    line = street.line.difference(water)
    line = line.difference(fast) if small else line
    return [p for p in shapely.get_parts(line) if p.length > 15]


def joined_island(streets: list[Street], ground: Ground) -> list[Street]:
    near = ground.islands["Lyngø"].buffer(60)
    return components(prune_stubs(node_streets([s for s in streets if s.line.within(near)]), 22))[0]


def _no_hair(roads: list[Street]) -> list[Street]:
    """Dead-end paths that lead nowhere fall away, unless they run in a wood."""
    degree = degrees(roads)
    return [
        s
        for s in roads
        if s.kind != "path" or s.style == "wood" or s.line.length > 160 or min(degree[n] for n in ends(s.line)) > 1
    ]


def _ferry_linked(ferry: Street, roads: list[Street], island: list[Street]) -> list[Street]:
    """The ferry runs from a street end at the quay to a street end on the island."""
    xy = list(ferry.line.coords)
    nodes = [list(degrees(part)) for part in (roads, island)]
    start = min(nodes[0], key=lambda n: np.hypot(n[0] - xy[0][0], n[1] - xy[0][1]))
    stop = min(nodes[1], key=lambda n: np.hypot(n[0] - xy[-1][0], n[1] - xy[-1][1]))
    return [replace(ferry, line=LineString([start, *xy[1:-1], stop]))]


def _fast() -> list[Street]:
    return [motorway(), railway()]
