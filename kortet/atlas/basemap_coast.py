"""The sea of an OpenStreetMap extract: it has only coastlines, with land on the left of the direction of drawing."""

import numpy as np
import shapely

NEAR_EDGE = 0.05  # an end this close to the edge (of the longer side) was cut off there and is led to it
ASIDE = 0.5  # metres from the coast at which land and sea are asked for


def sea(coastlines: list[shapely.LineString], box: shapely.Polygon) -> shapely.Geometry | None:
    """The part of a box (metres) that is sea by its coastlines, or None where there is no coast.

    Each piece between coasts is asked which side of them it lies on; the longer coast wins, because extracts are cut
    carelessly. https://wiki.openstreetmap.org/wiki/Tag:natural%3Dcoastline
    """
    lines = shapely.get_parts(shapely.line_merge(shapely.union_all(shapely.intersection(coastlines, box))))
    lines = [line for line in lines if line.geom_type == "LineString" and line.length]
    if not lines:
        return None
    cuts = shapely.union_all([box.exterior, *lines, *(lead for line in lines for lead in leads(line, box))])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(cuts)))
    wet = votes(pieces, lines, ASIDE) > votes(pieces, lines, -ASIDE)
    return shapely.union_all(pieces[wet]) if wet.any() else None


def leads(line: shapely.LineString, box: shapely.Polygon) -> list[shapely.LineString]:
    """Straight pieces from the loose ends of a coastline to the edge of the box, slightly over it."""
    if line.is_closed:
        return []
    west, south, east, north = box.bounds
    near = NEAR_EDGE * max(east - west, north - south)
    found = []
    for number in (0, -1):
        end = shapely.get_point(line, number)
        edge = shapely.get_point(shapely.shortest_line(end, box.exterior), 1)
        if 0 < end.distance(edge) < near:
            over = 1 + 0.01 / end.distance(edge)
            x, y = end.x + over * (edge.x - end.x), end.y + over * (edge.y - end.y)
            found.append(shapely.LineString([(end.x, end.y), (x, y)]))
    return found


def votes(pieces: np.ndarray, lines: list[shapely.LineString], aside: float) -> np.ndarray:
    """For each piece the metres of coast that have it on their right (aside > 0) or left (aside < 0)."""
    edges = np.concatenate([np.hstack([line[:-1], line[1:]]) for line in map(shapely.get_coordinates, lines)])
    start, end = edges[:, :2], edges[:, 2:]
    along = end - start
    length = np.hypot(along[:, 0], along[:, 1])
    to_the_right = np.column_stack([along[:, 1], -along[:, 0]]) / np.maximum(length, 1e-9)[:, None]
    asked = shapely.points((start + end) / 2 + aside * to_the_right)
    which, where = shapely.STRtree(pieces).query(asked, predicate="within")
    return np.bincount(where, weights=length[which], minlength=len(pieces))
