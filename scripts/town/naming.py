"""Gathers the pieces of road into streets and gives each street its name."""

from collections import defaultdict
from collections.abc import Iterator

import shapely
from shapely import STRtree

from town.names import name_source
from town.network import ends
from town.plan import Plan
from town.quarters import VILLAGES
from town.shapes import dice
from town.trunk import Street

WANTED = 305
VILLAGE_NAMES = {code: name for name, code, *_ in VILLAGES}


def name_streets(plan: Plan) -> None:
    """Merge the short numbered streets with their neighbours, then name them all in place."""
    roads = [s for s in plan.roads if s.kind not in ("path", "cycleway", "ferry")]
    for street in plan.roads:
        if street.kind == "path" and (street.name or "").startswith("#"):
            street.name = None
    group_of = _merged(roads)
    groups = defaultdict(list)
    for street in roads:
        if street.name and street.name.startswith("#"):
            groups[group_of[street.name]].append(street)
    _give_names(groups, plan, {s.name for s in roads if s.name})


def _merged(roads: list[Street]) -> dict[str, str]:
    length, touching = _neighbours(roads)
    home = {name: name for name in length}
    members = {name: [name] for name in length}
    short = sorted(length, key=lambda n: (length[n], n))
    while len(members) > WANTED and short:
        name = short.pop(0)
        if name not in members:
            continue
        near = {home[n] for m in members[name] for n in touching[m]} - {name}
        if near:
            host = min(near, key=lambda n: (length[n], n))
            for member in members.pop(name):
                home[member] = host
                members[host].append(member)
            length[host] += length[name]
            short = sorted(members, key=lambda n: (length[n], n))
    return home


def _neighbours(roads: list[Street]) -> tuple[dict[str, float], dict[str, set[str]]]:
    """Length of each numbered street, and the numbered streets of its style that it meets."""
    length: dict[str, float] = defaultdict(float)
    at_node, touching = defaultdict(set), defaultdict(set)
    for street in roads:
        if street.name and street.name.startswith("#"):
            length[street.name] += street.line.length
            for node in ends(street.line):
                at_node[node].add((street.name, street.style))
    for meeting in at_node.values():
        for name, style in meeting:
            touching[name] |= {n for n, s in meeting if n != name and s == style}
    return dict(length), touching


def _give_names(groups: dict[str, list[Street]], plan: Plan, taken: set[str]) -> None:
    tree = STRtree([q.region for q in plan.quarters])
    sources: dict[tuple[str, str], Iterator[str]] = {}
    order = sorted(groups, key=lambda n: (-sum(s.line.length for s in groups[n]), n))
    rng = dice("names")
    for key in sorted(order, key=lambda _: rng.random()):
        streets = groups[key]
        spot = max(streets, key=lambda s: s.line.length).line.interpolate(0.5, normalized=True)
        quarter = plan.quarters[int(tree.nearest(spot))]
        style, code = streets[0].style, quarter.area
        village = VILLAGE_NAMES.get(code) if style == "village" else None
        source = (style if style != "villa" else "villa", code if style in ("villa", "village") else "")
        names = sources.setdefault(source, name_source(style, code, village))
        name = next((n for n in names if n not in taken), None) or f"{quarter.area}. Stræde"
        taken.add(name)
        for street in streets:
            street.name = name


def village_main_streets(plan: Plan) -> None:
    """Within a village the country road carries the village's name."""
    for _, _, at, rx, _ in VILLAGES:
        here = shapely.Point(at).buffer(rx + 40)
        for street in plan.roads:
            main = street.kind in ("secondary", "tertiary", "primary")
            if main and here.contains(street.line) and street.style != "village":
                street.style = "village"
