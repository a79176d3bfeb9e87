"""Traces evenly spaced streets through a quarter along a smoothly turning direction field."""

from collections import defaultdict, deque
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from town.shapes import Noise

STEP = 9.0


@dataclass
class Pattern:
    """How the streets of a quarter lie: spacing along and across, sway, longest street."""

    along: float
    across: float
    sway: float
    longest: float
    wave: float = 520.0
    reach: float = 260.0


class Compass:
    """A four-way direction field that follows the main roads and sways between them."""

    def __init__(self, guides: list[LineString], topic: str, pattern: Pattern) -> None:
        self.noise, self.pattern = Noise(topic), pattern
        points = [
            (g.interpolate(d), g.interpolate(d + 4)) for g in guides for d in np.arange(2, max(3, g.length - 4), 40)
        ]
        self.at = np.array([(a.x, a.y) for a, _ in points])
        turn = np.array([np.arctan2(b.y - a.y, b.x - a.x) for a, b in points])
        self.turn = np.exp(4j * turn)

    def angle(self, x: float, y: float) -> float:
        distance = np.hypot(self.at[:, 0] - x, self.at[:, 1] - y)
        pull = np.exp(-(distance - distance.min()) / self.pattern.reach) * self.turn
        sway = self.pattern.sway * float(self.noise.at(x, y, self.pattern.wave))
        ease = min(1.0, distance.min() / 120)
        return float(np.angle(pull.sum())) / 4 + sway * ease

    def follow(self, x: float, y: float, previous: float) -> float:
        """The branch of the cross that lies nearest to the direction travelled so far."""
        quarter = np.pi / 2
        base = self.angle(x, y)
        return base + quarter * round((previous - base) / quarter)


class Spacing:
    """Remembers the points of streets already laid, so that new ones keep their distance."""

    def __init__(self, cell: float, earlier: "Spacing | None" = None) -> None:
        self.cell, self.earlier = cell, earlier
        self.grid: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)

    def add(self, x: float, y: float, angle: float) -> None:
        self.grid[int(x // self.cell), int(y // self.cell)].append((x, y, angle))

    def free(self, x: float, y: float, angle: float, gap: float) -> bool:
        """No street that runs the same way lies nearer than the gap."""
        if self.earlier and not self.earlier.free(x, y, angle, self.earlier.cell * 0.6):
            return False
        i, j = int(x // self.cell), int(y // self.cell)
        for a in (i - 1, i, i + 1):
            for b in (j - 1, j, j + 1):
                for px, py, turn in self.grid.get((a, b), ()):
                    near = (px - x) ** 2 + (py - y) ** 2 < gap * gap
                    if near and abs(np.sin(turn - angle)) < 0.72:
                        return False
        return True


def lay_streets(
    region: Polygon, guides: list[LineString], pattern: Pattern, topic: str, rng: np.random.Generator
) -> tuple[list[LineString], list[LineString]]:
    """Streets along and streets across a region; both end at the region's edge."""
    compass = Compass(guides, topic, pattern)
    start = _first_seed(region, pattern)
    turn = compass.angle(*start) + (np.pi / 2 if _narrow(region, compass, start) else 0)
    laid = Spacing(pattern.along)
    along = _family(region, compass, (*start, turn), pattern.along, pattern, laid, rng)
    across = _family(region, compass, (*start, turn + np.pi / 2), pattern.across, pattern, laid, rng)
    return along, across


def _narrow(region: Polygon, compass: Compass, at: tuple[float, float]) -> bool:
    """Whether the region is longer across the field than along it."""
    angle = compass.angle(*at)
    xy = np.array(region.exterior.coords)
    along = xy @ np.array([np.cos(angle), np.sin(angle)])
    across = xy @ np.array([-np.sin(angle), np.cos(angle)])
    return bool(np.ptp(across) > np.ptp(along))


def _first_seed(region: Polygon, pattern: Pattern) -> tuple[float, float]:
    inner = region.buffer(-pattern.along * 0.55)
    spot = (inner if not inner.is_empty else region).representative_point()
    return spot.x, spot.y


def _family(
    region: Polygon,
    compass: Compass,
    start: tuple[float, float, float],
    gap: float,
    pattern: Pattern,
    laid: Spacing,
    rng: np.random.Generator,
) -> list[LineString]:
    shapely.prepare(region)
    spacing, lines, fresh = Spacing(gap, laid), [], []
    queue = deque([start])
    spare = _spare_seeds(region, gap, start[2], compass, rng)
    while queue or spare:
        x, y, angle = queue.popleft() if queue else spare.pop()
        if not shapely.contains_xy(region, x, y) or not spacing.free(x, y, angle, gap * 0.93):
            continue
        points = _trace(region, compass, spacing, (x, y, angle), gap, pattern.longest)
        if len(points) * STEP < gap * 0.62:
            continue
        for point in points:
            spacing.add(*point)
        fresh += points
        lines.append(LineString([p[:2] for p in points]))
        queue.extend(_beside(points, gap * rng.uniform(0.97, 1.12)))
    for point in fresh:
        laid.add(*point)
    return lines


def _spare_seeds(
    region: Polygon, gap: float, turn: float, compass: Compass, rng: np.random.Generator
) -> list[tuple[float, float, float]]:
    x0, y0, x1, y1 = region.bounds
    count = int(3 * region.area / gap**2) + 4
    xy = rng.uniform((x0, y0), (x1, y1), (count, 2))
    return [(x, y, compass.follow(x, y, turn)) for x, y in xy if shapely.contains_xy(region, x, y)]


def _beside(points: list, gap: float) -> list[tuple[float, float, float]]:
    seeds = []
    for x, y, angle in points[:: max(3, int(gap / STEP))]:
        for side in (1, -1):
            seeds.append((x - side * gap * np.sin(angle), y + side * gap * np.cos(angle), angle))
    return seeds


def _trace(
    region: Polygon, compass: Compass, spacing: Spacing, seed: tuple[float, float, float], gap: float, longest: float
) -> list:
    ahead = _walk(region, compass, spacing, seed, gap, longest / 2)
    x, y, angle = seed
    back = _walk(region, compass, spacing, (x, y, angle + np.pi), gap, longest / 2)
    return [(px, py, pa - np.pi) for px, py, pa in reversed(back)] + [seed] + ahead


def _walk(
    region: Polygon, compass: Compass, spacing: Spacing, seed: tuple[float, float, float], gap: float, longest: float
) -> list:
    x, y, angle = seed
    points, start = [], angle
    while len(points) * STEP < longest:
        angle = compass.follow(x, y, angle)
        x, y = x + STEP * np.cos(angle), y + STEP * np.sin(angle)
        if not shapely.contains_xy(region, x, y) or abs(angle - start) > 2.4:
            break
        if not spacing.free(x, y, angle, gap * 0.62):
            break
        points.append((x, y, angle))
    return points
