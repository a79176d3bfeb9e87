"""Joins streets into one road network: shared nodes, pruned stubs, one connected whole."""

from collections import Counter, defaultdict

import shapely
import shapely.affinity
from shapely import STRtree
from shapely.geometry import LineString

from town.trunk import Street

RANK = ["primary", "secondary", "tertiary", "pedestrian", "residential", "service", "cycleway", "path"]
Node = tuple[float, float]


def ends(line: LineString) -> tuple[Node, Node]:
    a, b = line.coords[0], line.coords[-1]
    return (round(a[0], 1), round(a[1], 1)), (round(b[0], 1), round(b[1], 1))


def node_streets(streets: list[Street]) -> list[Street]:
    """Cut all streets where they meet; every piece keeps the traits of its street."""
    noded = shapely.union_all([s.line for s in streets], grid_size=0.1)
    pieces = [p for p in shapely.get_parts(noded) if p.length > 0.05]
    order = sorted(streets, key=lambda s: RANK.index(s.kind))
    tree = STRtree([s.line for s in order])
    cut = []
    for piece in pieces:
        owner = _owner(piece, order, tree)
        if owner is not None:
            cut.append(Street(piece, owner.name, owner.kind, owner.style, owner.ref))
    return cut


def _owner(piece: LineString, order: list[Street], tree: STRtree) -> Street | None:
    middle = piece.interpolate(0.5, normalized=True)
    near = sorted(tree.query(middle.buffer(1.2)))
    close = [i for i in near if order[i].line.distance(middle) < 0.4]
    if close:
        return order[close[0]]
    near.sort(key=lambda i: order[i].line.distance(middle))
    return order[near[0]] if near else None


def degrees(streets: list[Street]) -> Counter:
    return Counter(node for s in streets for node in ends(s.line))


def prune_stubs(streets: list[Street], shortest: float) -> list[Street]:
    """Take away dead ends too short to be streets, until none is left."""
    while True:
        degree = degrees(streets)
        kept = [
            s
            for s in streets
            if s.line.length >= shortest or s.kind in RANK[:2] or min(degree[n] for n in ends(s.line)) > 1
        ]
        if len(kept) == len(streets):
            return kept
        streets = kept


def components(streets: list[Street]) -> list[list[Street]]:
    """The connected parts of the network, longest first."""
    parent: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for street in streets:
        a, b = ends(street.line)
        parent[root(a)] = root(b)
    groups = defaultdict(list)
    for street in streets:
        groups[root(ends(street.line)[0])].append(street)
    return sorted(groups.values(), key=lambda g: -sum(s.line.length for s in g))


def joined(streets: list[Street], barrier: shapely.Geometry, reach: float) -> list[Street]:
    """Link loose parts to the main part where they are near; what stays loose falls away."""
    groups = components(streets)
    main, links = list(groups[0]), []
    shapely.prepare(barrier)
    for group in groups[1:]:
        link = _link(group, main, barrier, reach)
        if link is not None:
            main.extend(group)
            links.append(link)
    return node_streets([*main, *links]) if links else main


def _link(group: list[Street], main: list[Street], barrier: shapely.Geometry, reach: float) -> Street | None:
    loose = shapely.union_all([s.line for s in group])
    tree = STRtree([s.line for s in main])
    index = tree.query_nearest(loose, max_distance=reach)
    if not len(index):
        return None
    target = main[sorted(index)[0]].line
    line = shapely.shortest_line(loose, target)
    if line.length < 0.01 or line.intersects(barrier):
        return None
    longer = shapely.affinity.scale(line, 1 + 0.6 / line.length, 1 + 0.6 / line.length)
    head = max(group, key=lambda s: s.line.length)
    return Street(longer, head.name, head.kind, head.style)


def extended(lines: list[LineString], targets: list[LineString], reach: float, apart: float) -> list[LineString]:
    """Lengthen street ends until they meet a road, where no junction is too near already."""
    tree, junctions, result = STRtree(targets), [], []
    for line in lines:
        once = _reach_out(line.reverse(), targets, tree, reach, apart, junctions)
        result.append(_reach_out(once.reverse(), targets, tree, reach, apart, junctions))
    return result


def _reach_out(
    line: LineString, targets: list[LineString], tree: STRtree, reach: float, apart: float, junctions: list
) -> LineString:
    (ax, ay), (bx, by) = line.coords[-2][:2], line.coords[-1][:2]
    run = max(0.1, ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5)
    tip = (bx + (bx - ax) / run * reach, by + (by - ay) / run * reach)
    ray = LineString([(bx, by), tip])
    hits = [targets[i].intersection(ray) for i in sorted(tree.query(ray, "intersects"))]
    spots = [p for hit in hits for p in shapely.get_parts(hit) if p.geom_type == "Point"]
    if not spots:
        return line
    spot = min(spots, key=lambda p: p.distance(shapely.Point(bx, by)))
    if any((spot.x - x) ** 2 + (spot.y - y) ** 2 < apart**2 for x, y in junctions):
        return line
    junctions.append((spot.x, spot.y))
    over = 1.0
    end = (spot.x + (bx - ax) / run * over, spot.y + (by - ay) / run * over)
    return LineString([*line.coords, end])
