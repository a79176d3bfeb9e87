"""Land and water: the fjord, its islands, the harbour, lakes and streams."""

from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import substring

from town.shapes import WORLD, Noise, blob, curve, polygons, wavy_line

SHORE = [
    (15500, 9300),
    (11800, 8500),
    (10200, 7400),
    (9500, 6200),
    (8800, 5300),
    (8350, 4350),
    (7500, 4080),
    (6700, 3650),
    (6450, 3050),
    (6420, 2400),
    (6200, 1900),
    (5820, 1450),
    (5480, 1380),
    (5600, 1640),
    (5960, 2050),
    (6060, 2600),
    (5850, 3150),
    (5300, 3600),
    (4350, 3950),
    (3400, 3850),
    (2700, 3450),
    (2150, 2900),
    (1820, 2300),
    (1680, 1750),
    (1480, 1280),
    (1180, 900),
    (800, 600),
    (520, 360),
    (340, 190),
    (262, 40),
    (300, -90),
    (520, -250),
    (900, -350),
    (1350, -480),
    (1850, -720),
    (2200, -1200),
    (2100, -1800),
    (1750, -2400),
    (1380, -2900),
    (1180, -3500),
    (1000, -3950),
    (1260, -4020),
    (1600, -3560),
    (2050, -3050),
    (2650, -2700),
    (3350, -2800),
    (3900, -3200),
    (4600, -3300),
    (5300, -2980),
    (6100, -3250),
    (6800, -3850),
    (7700, -3950),
    (8600, -4500),
    (9300, -5400),
    (9900, -6600),
    (10900, -7600),
    (12200, -8300),
    (15500, -9000),
]
ISLANDS = {
    "Lyngø": ((4250, 250), 640, 400),
    "Gåseholm": ((7600, -700), 260, 170),
    "Ternholm": ((3050, -1350), 120, 80),
    "Sælhunden": ((8300, 1900), 90, 150),
}
QUAYS = [
    [(235, -60), (262, 150), (330, 270), (560, 470), (600, 425), (410, 240), (345, 120), (330, 30), (300, -30)],
    [(300, -95), (390, -80), (1010, -205), (1180, -330), (1150, -520), (700, -420), (420, -330)],
    [(1010, -205), (1060, -120), (1078, -130), (1035, -225)],
    [(745, 575), (900, 470), (985, 500), (978, 515), (902, 490), (765, 595)],
    [(1010, 790), (1085, 640), (1040, 575), (1052, 566), (1103, 640), (1030, 800)],
]
BASINS = [
    [(520, -60), (548, -220), (588, -214), (560, -60)],
    [(548, -220), (640, -300), (664, -270), (588, -196)],
    [(780, -110), (815, -290), (850, -284), (815, -110)],
]
PIERS = [
    ((1640, 2300), (2400, 2200)),
    ((1500, 1900), (2300, 1650)),
    ((3350, 4200), (3450, 3000)),
    ((3420, 4200), (3560, 3000)),
    ((7700, 4500), (7900, 3300)),
    ((4050, 300), (3200, 420)),
    ((3650, -3600), (3600, -2200)),
    ((7000, -4500), (7100, -3000)),
    ((1750, -1000), (2700, -700)),
    ((6250, 2500), (7200, 2400)),
    ((700, 640), (850, 480)),
]
LAKES = {
    "Skovsøen": ((-7250, -1750), 430, 240),
    "Lillesø": ((-6350, -900), 150, 110),
    "Møllesøen": ((-3250, 3900), 260, 150),
    "Bagsø": ((-4400, -6100), 240, 300),
    "Andedammen": ((-1420, -260), 75, 42),
    "Kærsøen": ((3300, 5650), 210, 130),
    "Byparksøen": ((-345, 545), 52, 30),
    "Rørsøen": ((5300, -5500), 190, 120),
}
STREAMS = {
    "Fjordby Å": [
        (-6850, -1700),
        (-5600, -1500),
        (-4300, -1150),
        (-3100, -650),
        (-2100, -420),
        (-1350, -380),
        (-800, -480),
        (-480, -300),
        (-330, -235),
        (-80, -200),
        (110, -150),
        (210, -100),
        (330, -60),
    ],
    "Møllebækken": [(-3050, 3900), (-2000, 3500), (-900, 3150), (300, 3000), (1300, 2900), (2000, 2760), (2200, 2750)],
    "Sønderbækken": [(-4250, -5850), (-3300, -4700), (-1800, -4300), (-400, -4250), (600, -4050), (1100, -3850)],
    "Skovbækken": [(-10500, -3400), (-8800, -2600), (-7500, -1800)],
    "Kærgrøften": [(3150, 5600), (3000, 5000), (2700, 4200), (2850, 3400)],
    "Landbækken": [(-9800, 8200), (-7800, 6800), (-5000, 5400), (-3400, 4000)],
    "Rørbækken": [(5250, -5450), (5000, -4500), (4700, -3200)],
}


@dataclass
class Ground:
    """What is land and what is water, before anything is built."""

    land: shapely.Geometry
    basins: shapely.Geometry
    lakes: dict[str, Polygon]
    streams: dict[str, LineString]
    islands: dict[str, Polygon] = field(default_factory=dict)

    @property
    def dry(self) -> shapely.Geometry:
        return self.land.difference(shapely.union_all(list(self.lakes.values())))


def make_ground(causeways: list[LineString]) -> Ground:
    """Draw the coast; the land is widened where a main road would else run in the sea."""
    islands = {name: blob(at, rx, ry, name, 0.33) for name, (at, rx, ry) in ISLANDS.items()}
    land = shapely.union_all([WORLD.difference(_sea()), *islands.values()])
    roads = shapely.union_all([line.buffer(34) for line in causeways])
    land = land.union(roads).buffer(9).buffer(-9)
    basins = shapely.union_all([Polygon(ring) for ring in BASINS])
    land = land.union(shapely.union_all([Polygon(ring) for ring in QUAYS])).difference(basins)
    land = shapely.union_all([p for p in polygons(land) if p.area > 2500])
    land = shapely.union_all([land, *(_pier(land, *tips) for tips in PIERS)])
    lakes = {name: blob(at, rx, ry, name, 0.3) for name, (at, rx, ry) in LAKES.items()}
    still = shapely.union_all(list(lakes.values()))
    streams = {name: _stream(points, name, land.difference(still)) for name, points in STREAMS.items()}
    return Ground(land, basins, lakes, streams, islands)


def _pier(land: shapely.Geometry, inland: tuple, out: tuple) -> Polygon:
    """A jetty from the shore some seventy metres out."""
    wet = max(shapely.get_parts(LineString([inland, out]).difference(land)), key=lambda part: part.length)
    start = min((Point(wet.coords[0]), Point(wet.coords[-1])), key=Point(inland).distance)
    line = LineString([inland, out])
    at = line.project(start)
    return substring(line, max(0, at - 8), at + 68).buffer(1.9, cap_style="flat")


def _sea() -> Polygon:
    xy = curve(SHORE, 25.0)
    normal = np.gradient(xy, axis=0) @ np.array([[0, -1], [1, 0]])
    normal /= np.hypot(*normal.T)[:, None]
    noise = Noise("coast")
    shift = sum(
        size * noise.at(*(xy.T + 3000 * k), wave)
        for k, (size, wave) in enumerate([(190, 1150), (85, 420), (34, 160), (12, 60)])
    )
    shore = LineString(xy + normal * (shift * _roughness(xy))[:, None])
    ring = [*shore.coords, (15500, -9000), (16000, 0)]
    return polygons(Polygon(ring).buffer(0))[0].intersection(WORLD)


def _roughness(xy: np.ndarray) -> np.ndarray:
    """Calm at the harbour and the beach, wild elsewhere."""
    harbour = np.clip((np.hypot(xy[:, 0] - 500, xy[:, 1] - 50) - 650) / 1500, 0.05, 1)
    beach = np.clip((np.hypot(xy[:, 0] - 1900, xy[:, 1] - 2350) - 250) / 900, 0.12, 1)
    spit = np.clip((np.hypot(xy[:, 0] - 5800, xy[:, 1] - 1800) - 700) / 700, 0.25, 1)
    return np.minimum(np.minimum(harbour, beach), spit)


def _stream(points: list, name: str, dry: shapely.Geometry) -> LineString:
    rough = 45 if abs(points[-1][0]) > 400 else 14
    line = wavy_line(points, name, rough, 260).intersection(dry)
    return max(shapely.get_parts(line), key=lambda part: part.length)
