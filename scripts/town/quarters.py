"""The quarters of the town and its villages: where they lie and how each is built."""

from dataclasses import dataclass

import shapely
from shapely.geometry import LineString, Point, Polygon

from town.coast import Ground
from town.core import churchyard, square
from town.network import extended
from town.shapes import blob, curve, dice, polygons
from town.streets import Pattern, lay_streets
from town.trunk import Street

OUTLINE = [
    (1300, 1250),
    (1520, 1800),
    (1620, 2420),
    (1420, 2860),
    (1130, 2780),
    (980, 2330),
    (560, 2140),
    (310, 2470),
    (-60, 2760),
    (-420, 2640),
    (-480, 2180),
    (-800, 1980),
    (-1020, 2170),
    (-1390, 1960),
    (-1560, 1560),
    (-1950, 1560),
    (-2350, 1330),
    (-2420, 960),
    (-2900, 860),
    (-3330, 470),
    (-3200, 160),
    (-2960, -60),
    (-2480, -330),
    (-2520, -1000),
    (-2080, -1290),
    (-1860, -1700),
    (-2000, -2120),
    (-1680, -2230),
    (-1280, -1900),
    (-860, -2020),
    (-640, -2420),
    (-260, -2720),
    (90, -2660),
    (250, -2240),
    (620, -2180),
    (900, -2480),
    (1230, -2360),
    (1360, -1930),
    (1750, -1650),
    (1900, -1250),
    (1750, -850),
    (1250, -560),
    (900, 300),
    (1000, 900),
]
CORE = [
    (-535, 5),
    (-510, 170),
    (-410, 295),
    (-285, 355),
    (-90, 408),
    (100, 380),
    (225, 310),
    (300, 330),
    (600, 480),
    (1150, 300),
    (1230, -600),
    (1185, -730),
    (800, -560),
    (420, -430),
    (-95, -340),
    (-420, -525),
    (-650, -345),
    (-700, -235),
    (-650, -140),
    (-590, -50),
]

# x, y, style, neighbourhood
LABELS: list[tuple[int, int, str, str]] = [
    (-350, 700, "brick", "03"),
    (200, 600, "brick", "03"),
    (-900, 400, "brick", "04"),
    (-950, -250, "brick", "04"),
    (-350, -800, "brick", "05"),
    (-700, -700, "brick", "05"),
    (700, 1300, "villa", "06"),
    (1250, 1900, "villa", "06"),
    (550, 1000, "villa", "06"),
    (200, 1400, "villa", "07"),
    (100, 2100, "estate", "07"),
    (700, 2100, "villa", "07"),
    (-500, 1400, "villa", "08"),
    (-1150, 1500, "estate", "08"),
    (-500, 2050, "villa", "08"),
    (-1400, 800, "villa", "09"),
    (-1700, 900, "villa", "09"),
    (-2100, 900, "villa", "09"),
    (-1500, -150, "villa", "10"),
    (-1550, 60, "villa", "10"),
    (-1450, -750, "estate", "10"),
    (-2300, -100, "industry", "13"),
    (-2100, -900, "industry", "13"),
    (-850, -1500, "villa", "11"),
    (-450, -1500, "villa", "11"),
    (-900, -2000, "villa", "11"),
    (200, -1500, "estate", "12"),
    (150, -800, "villa", "24"),
    (700, -800, "villa", "24"),
    (900, -1400, "villa", "24"),
    (500, -2150, "villa", "12"),
    (1550, -1200, "villa", "24"),
    (-1850, -1350, "industry", "13"),
]
PATTERNS = {
    "brick": Pattern(92, 150, 0.16, 900, reach=150),
    "villa": Pattern(90, 270, 0.8, 680),
    "estate": Pattern(165, 250, 0.45, 700),
    "industry": Pattern(190, 300, 0.25, 900),
    "village": Pattern(100, 210, 0.9, 420, wave=300, reach=120),
    "wood": Pattern(300, 420, 1.2, 1500),
}
# kind, name, centre, radii
GREENS: list[tuple[str, str, tuple[float, float], float, float]] = [
    ("park", "Byparken", (-330, 545), 175, 95),
    ("park", "Nørre Fælled", (-420, 1240), 150, 110),
    ("cemetery", "Vestre Kirkegård", (-1090, 700), 120, 105),
    ("sports", "Fjordby Idrætspark", (-1560, 560), 170, 150),
    ("allotment", "Haveforeningen Solbakken", (-1560, -330), 190, 85),
    ("allotment", "Haveforeningen Ådal", (-2010, 620), 130, 120),
    ("park", "Ådalsparken", (-1000, -420), 170, 70),
    ("park", "Søndermarksparken", (330, -960), 150, 85),
    ("sports", "Strandbanen", (1000, 1850), 120, 100),
    ("allotment", "Haveforeningen Fjordblik", (1180, -1330), 140, 100),
    ("park", "Tværparken", (-150, -1680), 110, 100),
    ("park", "Lunden", (820, 1290), 95, 80),
    ("sports", "Sønderbanen", (-330, -2180), 140, 95),
    ("park", "Nordparken", (-130, 2100), 90, 110),
    ("cemetery", "Søndre Kirkegård", (-560, -980), 95, 70),
    ("park", "Egeparken", (-1010, 1690), 110, 80),
    ("park", "Strandparken", (1290, 1340), 60, 170),
]
VILLAGES: list[tuple[str, str, tuple[float, float], float, float]] = [
    ("Nørre Holm", "14", (250, 4950), 330, 260),
    ("Strandhuse", "15", (3250, 4330), 420, 230),
    ("Oddehavn", "16", (7000, 4620), 380, 250),
    ("Skovsted", "17", (-7250, 640), 400, 260),
    ("Vestermose", "18", (-7180, 5180), 340, 280),
    ("Åstrup", "19", (-3250, -3020), 420, 280),
    ("Bøgelund", "20", (-7000, -5200), 340, 260),
    ("Sønderup", "21", (300, -5300), 380, 280),
    ("Næsby", "22", (6950, -4880), 360, 260),
    ("Lyngø", "23", (4250, 200), 250, 130),
]
HAMLETS = [
    ("Møllerup", (-2600, 4400)),
    ("Fjordhuse", (3500, -3950)),
    ("Stensbjerg", (-3250, 1450)),
    ("Hegnet", (-2700, -5300)),
    ("Kragelund", (5150, 5550)),
    ("Dalby Mark", (1700, -5500)),
    ("Enghave", (-5900, -2950)),
    ("Hesselhuse", (-7550, 2600)),
    ("Kærsgårde", (3400, 5850)),
]


@dataclass
class Quarter:
    """A connected piece of town with one style of building."""

    region: Polygon
    style: str
    area: str


def town_outline() -> Polygon:
    return Polygon(curve(OUTLINE, 25, closed=True)).buffer(0).union(Polygon(CORE).buffer(40))


def greens(ground: Ground, roads: list[Street]) -> list[tuple[str, str, Polygon]]:
    """The large parks, cemeteries, sports grounds and allotments, clear of the main roads."""
    lanes = shapely.union_all([s.line.buffer(16) for s in roads])
    result = []
    for kind, name, at, rx, ry in GREENS:
        shape = blob(at, rx, ry, name, 0.18).intersection(ground.land.buffer(-4))
        parts = polygons(shape.difference(lanes))
        result.append((kind, name, parts[0].buffer(-6).buffer(6)))
    return result


def town_quarters(
    ground: Ground, roads: list[Street], rail: LineString, green: list[tuple[str, str, Polygon]]
) -> list[Quarter]:
    """Cut the town by main roads, railway, stream and parks; name each piece by its label."""
    area = town_outline().difference(Polygon(CORE)).intersection(ground.dry.buffer(-38))
    area = area.difference(shapely.union_all([s.line.buffer(15) for s in roads]))
    area = area.difference(rail.buffer(24)).difference(ground.streams["Fjordby Å"].buffer(40))
    area = area.difference(shapely.union_all([p.buffer(10) for _, _, p in green]))
    pieces = [p for p in polygons(area.buffer(-18).buffer(18)) if p.area > 6000]
    return [_labelled(piece) for piece in pieces]


def _labelled(piece: Polygon) -> Quarter:
    def miss(label: tuple[int, int, str, str]) -> float:
        spot = Point(label[:2])
        return piece.distance(spot) + 0.001 * piece.centroid.distance(spot)

    label = min(LABELS, key=miss)
    return Quarter(piece, label[2], label[3])


def village_quarters(ground: Ground, roads: list[Street]) -> list[Quarter]:
    lanes = shapely.union_all([s.line.buffer(13) for s in roads])
    wet = shapely.union_all([s.buffer(30) for s in ground.streams.values()])
    result = []
    for name, code, at, rx, ry in VILLAGES:
        shape = blob(at, rx, ry, "village " + name, 0.3).intersection(ground.dry.buffer(-30))
        for piece in polygons(shape.difference(lanes).difference(wet)):
            if piece.area > 9000:
                result.append(Quarter(piece, "village", code))
    return result


def quarter_streets(quarter: Quarter, roads: list[Street], index: int) -> list[Street]:
    """The streets of a quarter, numbered until they are named,
    joined to the main roads about it."""
    topic = f"streets {quarter.style} {index}"
    rng, pattern = dice(topic), PATTERNS[quarter.style]
    near = [s.line for s in roads if s.line.distance(quarter.region) < 400]
    near = near or [min((s.line for s in roads), key=quarter.region.distance)]
    guides = [
        part
        for line in near
        for part in shapely.get_parts(line.intersection(quarter.region.buffer(300)))
        if part.length > 30
    ]
    along, across = lay_streets(quarter.region, guides or near, pattern, topic, rng)
    along = extended(along, near, 62, 62)
    across = extended(across, [*near, *along], 62, 48)
    along = extended(along, across, 40, 30)
    kind = "path" if quarter.style == "wood" else "residential"
    return [Street(line, f"#{index}-{k}", kind, quarter.style) for k, line in enumerate([*along, *across])]


def core_quarters(ground: Ground) -> list[Quarter]:
    shape = Polygon(CORE).intersection(ground.land)
    harbour = shapely.box(232, -620, 1300, 600)
    return [
        *(Quarter(p, "harbour", "02") for p in polygons(shape.intersection(harbour))),
        *(Quarter(p, "core", "01") for p in polygons(shape.difference(harbour))),
    ]


def open_spots() -> list[Polygon]:
    return [square(), churchyard()]
