"""How well areas fit together: holes between them, and ground that two of them claim. Metres of EPSG:25832."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

SMALLEST_OVERLAP = 1e-6  # m²: what rounding leaves on a border that two areas share


@dataclass(frozen=True)
class Coverage:
    """`gaps`: m² of each hole in the union of all; `overlaps`: (code, code, m²). Largest first."""

    square_metres: float
    gaps: tuple[float, ...]
    overlaps: tuple[tuple[str, str, float], ...]


def coverage_of(codes: Sequence[str], boundaries: Sequence[MultiPolygon]) -> Coverage:
    """Gaps, overlaps and the sum of the areas' sizes, in m²."""
    shapes = np.array(boundaries, dtype=object)
    return Coverage(float(shapely.area(shapes).sum()), gaps_between(shapes), overlaps_of(codes, shapes))


def gaps_between(shapes: np.ndarray) -> tuple[float, ...]:
    union = shapely.union_all(shapes)
    holes = [Polygon(ring) for part in getattr(union, "geoms", [union]) for ring in part.interiors]
    return tuple(sorted((hole.area for hole in holes), reverse=True))


def overlaps_of(codes: Sequence[str], shapes: np.ndarray) -> tuple[tuple[str, str, float], ...]:
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    first, second = first[first < second], second[first < second]
    shared = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    found = [
        (codes[a], codes[b], float(m2)) for a, b, m2 in zip(first, second, shared, strict=True) if m2 > SMALLEST_OVERLAP
    ]
    return tuple(sorted(found, key=lambda overlap: -overlap[2]))
