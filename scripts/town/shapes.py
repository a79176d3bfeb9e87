"""Curves, noise and simple outlines from which the town is drawn (local metres)."""

import zlib

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

SEED = 8995
ORIGIN = (640_000, 6_270_000)
WORLD = shapely.box(-13_500, -10_500, 13_500, 10_500)

Point2 = tuple[float, float]


def dice(topic: str) -> np.random.Generator:
    """A random generator of its own for each topic, so that parts do not disturb each other."""
    return np.random.default_rng([SEED, zlib.crc32(topic.encode())])


class Noise:
    """Smooth value noise in one or two dimensions, between -1 and 1."""

    def __init__(self, topic: str) -> None:
        self.table = dice(topic).uniform(-1, 1, (256, 256))

    def at(self, x: np.ndarray, y: np.ndarray, wave: float) -> np.ndarray:
        u, v = np.asarray(x, float) / wave + 1000, np.asarray(y, float) / wave + 1000
        i, j = np.floor(u).astype(int), np.floor(v).astype(int)
        s, t = _ease(u - i), _ease(v - j)
        low = self._cell(i, j) * (1 - s) + self._cell(i + 1, j) * s
        high = self._cell(i, j + 1) * (1 - s) + self._cell(i + 1, j + 1) * s
        return low * (1 - t) + high * t

    def _cell(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        return self.table[i % 256, j % 256]


def _ease(t: np.ndarray) -> np.ndarray:
    return t * t * (3 - 2 * t)


def curve(points: list[Point2], step: float = 12.0, *, closed: bool = False) -> np.ndarray:
    """A Catmull-Rom curve through the points, sampled about every `step` metres."""
    p = np.array(points, float)
    before, after = (p[-1], p[:2]) if closed else (2 * p[0] - p[1], 2 * p[-1] - p[-2])
    p = np.vstack([before, p, after])
    parts = [_piece(p[i : i + 4], step) for i in range(len(p) - 3)]
    return np.vstack([*parts, p[-2:-1]])


def _piece(p: np.ndarray, step: float) -> np.ndarray:
    knots = np.concatenate([[0], np.cumsum(np.sqrt(np.hypot(*np.diff(p, axis=0).T)) + 1e-9)])
    count = max(2, int(np.hypot(*(p[2] - p[1])) / step))
    t = np.linspace(knots[1], knots[2], count, endpoint=False)[:, None]
    level = list(p)
    for depth in range(1, 4):
        level = [_blend(level, knots, k, depth, t) for k in range(len(level) - 1)]
        if depth == 2:
            return _between(level, knots, t)
    raise AssertionError


def _blend(level: list, knots: np.ndarray, k: int, depth: int, t: np.ndarray) -> np.ndarray:
    a, b = knots[k], knots[k + depth]
    return (b - t) / (b - a) * level[k] + (t - a) / (b - a) * level[k + 1]


def _between(level: list, knots: np.ndarray, t: np.ndarray) -> np.ndarray:
    a, b = knots[1], knots[2]
    return (b - t) / (b - a) * level[0] + (t - a) / (b - a) * level[1]


def smooth_line(points: list[Point2], step: float = 12.0) -> LineString:
    return LineString(curve(points, step))


def wavy_line(points: list[Point2], topic: str, sway: float, wave: float = 420.0) -> LineString:
    """A curve that sways as a country road does; its ends stay where they are."""
    xy = curve(points, 18.0)
    noise = Noise(topic)
    grip = np.minimum(1, np.minimum(_run(xy), _run(xy)[-1] - _run(xy)) / 300)[:, None]
    shift = np.column_stack([noise.at(*xy.T, wave), noise.at(*(xy.T + 9000), wave)])
    return LineString(xy + shift * sway * grip)


def _run(xy: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])


def blob(centre: Point2, rx: float, ry: float, topic: str, rough: float = 0.25) -> Polygon:
    """A rounded outline with bays, as of a wood, a lake or an island."""
    angle = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    noise = Noise(topic)
    round_x, round_y = np.cos(angle), np.sin(angle)
    radius = (
        1
        + rough * noise.at(round_x, round_y, 0.9)
        + rough / 2 * noise.at(round_x, round_y, 0.33)
        + rough / 5 * noise.at(round_x, round_y, 0.12)
    )
    x, y = centre[0] + rx * radius * round_x, centre[1] + ry * radius * round_y
    return Polygon(np.column_stack([x, y])).buffer(0)


def slab(centre: Point2, angle: float, length: float, depth: float) -> Polygon:
    """A rectangle whose long side has the given direction in radians."""
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) / 2
    corners = np.array(centre) + signs[:, :1] * length * along + signs[:, 1:] * depth * across
    return Polygon(corners)


def heading(line: LineString, at: float, span: float = 3.0) -> float:
    """The direction of the line at a distance along it, in radians."""
    a, b = line.interpolate(max(0, at - span)), line.interpolate(min(line.length, at + span))
    return float(np.arctan2(b.y - a.y, b.x - a.x))


def polygons(geometry: shapely.Geometry) -> list[Polygon]:
    """The polygons of any geometry, largest first; lines and points fall away."""
    parts = [p for p in shapely.get_parts(geometry, return_index=False) if p.geom_type == "Polygon" and not p.is_empty]
    return sorted(parts, key=lambda p: -p.area)
