"""House numbers: odd on one side, even on the other, rising from the street's start."""

import heapq
from collections import defaultdict
from dataclasses import dataclass

import shapely
from shapely import STRtree
from shapely.geometry import LineString, Point

from town.buildings import SKIPPED, Building
from town.network import Node, ends
from town.plan import Plan
from town.shapes import dice

POSTCODES = {"8995": "Fjordby", "8996": "Nørre Holm", "8997": "Åstrup"}


@dataclass
class Address:
    """One house number at its door (local metres)."""

    street: str
    number: int
    letter: str
    postcode: str
    x: float
    y: float

    @property
    def text(self) -> str:
        return f"{self.street} {self.number}{self.letter}"

    @property
    def town(self) -> str:
        return POSTCODES[self.postcode]


def postcode(x: float, y: float) -> str:
    """The town has one postcode, the country north and south of it one each."""
    if (x / 3300) ** 2 + (y / 2950) ** 2 < 1:
        return "8995"
    return "8996" if y > -0.05 * x - 300 else "8997"


def make_addresses(plan: Plan, buildings: list[Building]) -> list[Address]:
    pieces = defaultdict(list)
    for index, street in enumerate(plan.roads):
        if street.name and street.kind not in SKIPPED:
            pieces[street.name].append(index)
    home = {index: name for name, group in pieces.items() for index in group}
    doors = defaultdict(list)
    for building in buildings:
        if building.street in home:
            doors[home[building.street]] += building.doors
    result: list[Address] = []
    for name in sorted(doors):
        result += _number(name, [plan.roads[i].line for i in pieces[name]], doors[name])
    return result


def _number(name: str, lines: list[LineString], doors: list[tuple[float, float]]) -> list[Address]:
    lines, base = _directed(lines)
    tree = STRtree(lines)
    sides: dict[tuple[str, int], list] = defaultdict(list)
    for x, y in doors:
        index = int(tree.nearest(Point(x, y)))
        along = lines[index].project(Point(x, y))
        side = 0 if _left(lines[index], along, x, y) else 1
        sides[postcode(x, y), side].append((base[index] + along, x, y))
    rng, result = dice("numbers " + name), []
    for (code, side), rows in sorted(sides.items()):
        number, letter = -1 if side == 0 else 0, ""
        for _, x, y in sorted(rows):
            if number > 0 and letter < "C" and rng.random() < 0.05:
                letter = chr(ord(letter or "A") + 1)
            else:
                number, letter = number + 2, ""
            result.append(Address(name, number, letter, code, x, y))
    return result


def _left(line: LineString, along: float, x: float, y: float) -> bool:
    a, b = line.interpolate(max(0, along - 2)), line.interpolate(along + 2)
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) > 0


def _directed(lines: list[LineString]) -> tuple[list[LineString], list[float]]:
    """Turn every piece away from the street's start; give the distance from the start."""
    links: dict[Node, list[tuple[Node, float]]] = defaultdict(list)
    for line in lines:
        a, b = ends(line)
        links[a].append((b, line.length))
        links[b].append((a, line.length))
    far = _distances(links)
    result, base = [], []
    for line in lines:
        a, b = ends(line)
        result.append(line if far[a] <= far[b] else line.reverse())
        base.append(min(far[a], far[b]))
    return result, base


def _distances(links: dict[Node, list[tuple[Node, float]]]) -> dict[Node, float]:
    far: dict[Node, float] = {}
    while len(far) < len(links):
        loose = [n for n in links if n not in far]
        tips = [n for n in loose if len(links[n]) == 1] or loose
        start = min(tips, key=lambda n: (n[0] ** 2 + n[1] ** 2, n))
        queue = [(max(far.values(), default=0.0), start)]
        while queue:
            length, node = heapq.heappop(queue)
            if node not in far:
                far[node] = length
                for other, step in links[node]:
                    heapq.heappush(queue, (length + step, other))
    return far


def nearest_address(addresses: list[Address]) -> tuple[STRtree, list[Address]]:
    return STRtree(shapely.points([(a.x, a.y) for a in addresses])), addresses
