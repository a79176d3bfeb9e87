"""Neighbourhoods, school districts and parishes, grown over the parcels from seeds."""

import heapq
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon

from town.addresses import Address
from town.fields import Parcel
from town.plan import Plan
from town.quarters import HAMLETS, LABELS, VILLAGES
from town.shapes import polygons

POPULATION = 31_240
Segment = tuple[tuple[float, float], tuple[float, float]]

NEIGHBOURHOODS = {
    "01": "Midtbyen",
    "02": "Havnekvarteret",
    "03": "Nørrebrokvarteret",
    "04": "Vesterkvarteret",
    "05": "Sønderkvarteret",
    "06": "Strandkvarteret",
    "07": "Nørremarken",
    "08": "Gudekvarteret",
    "09": "Vestermarken",
    "10": "Ådalen",
    "11": "Søndermarken",
    "12": "Stjernekvarteret",
    "13": "Vestre Erhvervskvarter",
    "14": "Nørre Holm",
    "15": "Strandhuse",
    "16": "Oddehavn",
    "17": "Skovsted",
    "18": "Vestermose",
    "19": "Åstrup",
    "20": "Bøgelund",
    "21": "Sønderup",
    "22": "Næsby",
    "23": "Lyngø",
    "24": "Digterkvarteret",
}
SCHOOLS = {
    "01": ("Fjordby Skole", [(0, 300), (-300, 900), (-900, 200)]),
    "02": ("Strandskolen", [(900, 1500), (700, 2300), (1700, 3100), (4250, 250)]),
    "03": ("Vestermarksskolen", [(-1500, 900), (-2400, 500), (-3300, 2200), (-6500, 4700)]),
    "04": ("Ådalsskolen", [(-1500, -700), (-4500, -1300), (-7300, 300)]),
    "05": ("Søndermarksskolen", [(-300, -1200), (-900, -1800), (500, -2000), (1000, -1000)]),
    "06": ("Nordfjordskolen", [(1200, 5000), (6500, 4700)]),
    "07": ("Åstrup Skole", [(-3250, -3300), (-6500, -5200), (-1000, -4900)]),
    "08": ("Sydfjordskolen", [(1900, -5100), (6900, -4900)]),
}
PARISHES = {
    "01": ("Vor Frue Sogn", [(-200, 100), (400, -200)]),
    "02": ("Sankt Nikolaj Sogn", [(-700, 800), (-1900, 800), (-2100, -100), (-3000, 1200)]),
    "03": ("Strandkirkens Sogn", [(600, 1300), (300, 2000), (1500, 2900)]),
    "04": ("Søndermarkskirkens Sogn", [(-500, -1300), (700, -1400), (-1200, -1000)]),
    "05": ("Nørre Holm Sogn", [(250, 4950), (-2300, 4300)]),
    "06": ("Oddehavn Sogn", [(7000, 4620), (3900, 4600), (4250, 250)]),
    "07": ("Vestermose-Skovsted Sogn", [(-7180, 5180), (-7250, 640)]),
    "08": ("Åstrup Sogn", [(-3250, -3020), (-3500, -4500)]),
    "09": ("Bøgelund Sogn", [(-7000, -5200)]),
    "10": ("Sønderup-Næsby Sogn", [(300, -5300), (6950, -4880), (3500, -3950)]),
}


@dataclass
class Area:
    """One area of a division of the municipality."""

    code: str
    name: str
    shape: MultiPolygon
    population: int = 0


def neighbourhood_seeds() -> dict[str, list[tuple[float, float]]]:
    seeds = defaultdict(list, {"01": [(-100, 50), (-300, -50)], "02": [(700, -330), (480, 400)]})
    for x, y, _, code in LABELS:
        seeds[code].append((x, y))
    for _, code, at, _, _ in VILLAGES:
        seeds[code].append(at)
    near = {
        "Møllerup": "14",
        "Kærsgårde": "15",
        "Kragelund": "16",
        "Hesselhuse": "17",
        "Hegnet": "19",
        "Dalby Mark": "21",
        "Fjordhuse": "22",
        "Stensbjerg": "18",
        "Enghave": "20",
    }
    for name, at in HAMLETS:
        seeds[near[name]].append(at)
    return dict(seeds)


def grow(
    parcels: list[Parcel], plan: Plan, seeds: dict[str, list[tuple[float, float]]], barrier: float
) -> dict[str, MultiPolygon]:
    """Give every parcel to the seed it is nearest to; strong lines are costly to cross."""
    shapes = [p.shape for p in parcels]
    links = _links(shapes, _strong_segments(plan), barrier)
    starts = _starts(shapes, seeds)
    owner: dict[int, str] = {}
    queue = sorted((0.0, index, code) for index, code in starts)
    heapq.heapify(queue)
    while queue:
        cost, index, code = heapq.heappop(queue)
        if index not in owner:
            owner[index] = code
            for other, step in links[index]:
                if other not in owner:
                    heapq.heappush(queue, (cost + step, other, code))
    _adopt_loose(shapes, owner)
    groups = defaultdict(list)
    for index, code in owner.items():
        groups[code].append(shapes[index])
    return {code: _dissolved(group) for code, group in sorted(groups.items())}


def _dissolved(group: list[Polygon]) -> MultiPolygon:
    return MultiPolygon(polygons(shapely.coverage_union_all(group)))


def _starts(shapes: list[Polygon], seeds: dict) -> list[tuple[int, str]]:
    tree = shapely.STRtree(shapes)
    return [(int(tree.nearest(shapely.Point(at))), code) for code, spots in seeds.items() for at in spots]


def _segments(shape: Polygon) -> list[Segment]:
    rings = [shape.exterior, *shape.interiors]
    result = []
    for ring in rings:
        xy = [(round(x, 1), round(y, 1)) for x, y in ring.coords]
        result += [tuple(sorted(pair)) for pair in pairwise(xy)]
    return result


def _strong_segments(plan: Plan) -> shapely.Geometry:
    lines = [s.line for s in plan.roads if s.kind in ("primary", "secondary", "tertiary")]
    lines += [s.line for s in plan.fast] + list(plan.ground.streams.values())
    strong = shapely.union_all(lines).buffer(1.0, quad_segs=1)
    shapely.prepare(strong)
    return strong


def _links(shapes: list[Polygon], strong: shapely.Geometry, barrier: float) -> dict[int, list[tuple[int, float]]]:
    sharing = defaultdict(list)
    for index, shape in enumerate(shapes):
        for segment in _segments(shape):
            sharing[segment].append(index)
    weak: dict[tuple[int, int], bool] = {}
    for segment, pair in sharing.items():
        if len(pair) == 2:
            middle = np.mean(segment, axis=0)
            open_ = not shapely.contains_xy(strong, *middle)
            weak[tuple(pair)] = weak.get(tuple(pair), False) or open_
    links = defaultdict(list)
    for (a, b), open_ in weak.items():
        step = shapes[a].centroid.distance(shapes[b].centroid) * (1 if open_ else barrier)
        links[a].append((b, step))
        links[b].append((a, step))
    return links


def _adopt_loose(shapes: list[Polygon], owner: dict[int, str]) -> None:
    """Islets without a seed go to the nearest area."""
    known = sorted(owner)
    tree = shapely.STRtree([shapes[i] for i in known])
    loose = [i for i in range(len(shapes)) if i not in owner]
    for islet in polygons(shapely.union_all([shapes[i] for i in loose])):
        code = owner[known[int(tree.nearest(islet))]]
        for index in loose:
            if islet.contains(shapes[index].representative_point()):
                owner[index] = code


def neighbourhoods(parcels: list[Parcel], plan: Plan, addresses: list[Address]) -> list[Area]:
    shapes = grow(parcels, plan, neighbourhood_seeds(), 3.0)
    areas = [Area(code, NEIGHBOURHOODS[code], shape) for code, shape in shapes.items()]
    density = {"01": 1.35, "02": 4.6, "03": 2.6, "04": 2.4, "05": 2.5, "13": 0.25}
    spots = shapely.points([(a.x, a.y) for a in addresses])
    weights = []
    for area in areas:
        tree = shapely.STRtree(spots)
        count = len(tree.query(area.shape, "intersects"))
        weights.append(count * density.get(area.code, 2.9 if area.code in ("07", "12", "10") else 2.2))
    share = np.array(weights) / sum(weights) * POPULATION
    for area, people in zip(areas, share, strict=True):
        area.population = int(people)
    max(areas, key=lambda a: a.population).population += POPULATION - sum(a.population for a in areas)
    return areas


def division(parcels: list[Parcel], plan: Plan, seeds: dict) -> list[Area]:
    shapes = grow(parcels, plan, {code: spots for code, (_, spots) in seeds.items()}, 1.7)
    return [Area(code, seeds[code][0], shape) for code, shape in shapes.items()]
