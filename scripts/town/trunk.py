"""The drawn main roads, railway and country roads on which the town hangs."""

from dataclasses import dataclass

import shapely
from shapely.geometry import LineString

from town.shapes import smooth_line, wavy_line


@dataclass
class Street:
    """One street: a line with a name, a kind and the style of what is built along it."""

    line: LineString
    name: str | None
    kind: str
    style: str = "rural"
    ref: str | None = None


MOTORWAY = [(-4700, 12500), (-5250, 6500), (-4700, 3000), (-4250, 200), (-4750, -3500),
            (-4500, -7000), (-4200, -12500)]
RAIL = [(-15000, -4700), (-9000, -4100), (-6000, -3250), (-2900, -1900), (-1500, -1120),
        (-780, -330), (-640, 300), (-700, 1100), (-950, 2300), (-1400, 4500), (-1900, 7000),
        (-2300, 12500)]

MAINS: list[tuple[str, str, str, str | None, list]] = [
    ("Ringvejen", "secondary", "trunk", "187", [
        (1290, 1640), (1080, 1760), (500, 1850), (-450, 1760), (-1350, 1250), (-1800, 350), (-1750, -600),
        (-1350, -1420), (-600, -1850), (300, -1900), (1010, -1700), (1395, -1560)]),
    ("Vestre Landevej", "primary", "trunk", "52", [
        (-520, 10), (-900, 60), (-1500, 120), (-2400, 200), (-3400, 120), (-4260, 150)]),
    ("Skovvejen", "primary", "rural", "52", [
        (-4260, 150), (-5600, 420), (-7300, 640), (-9500, 350), (-15000, 1000)]),
    ("Nørrebrogade", "tertiary", "brick", None, [
        (-90, 395), (-110, 700), (-130, 1060)]),
    ("Nordre Landevej", "secondary", "trunk", "213", [
        (-130, 1060), (-160, 1500), (-230, 1800), (-180, 2500), (-100, 3500), (250, 4950),
        (200, 7000), (450, 12500)]),
    ("Strandvejen", "secondary", "villa", "215", [
        (215, 300), (330, 480), (560, 720), (900, 1080), (1230, 1560), (1420, 2100), (1620, 2700),
        (2080, 3450), (2500, 4000), (3300, 4330), (4500, 4480), (6000, 4280), (7000, 4600)]),
    ("Oddevej", "tertiary", "rural", None, [(7000, 4600), (7700, 5100), (8150, 5900), (8600, 7200),
                                              (9000, 12500)]),
    ("Sønderbrogade", "tertiary", "brick", None, [(-95, -330), (-110, -700), (-180, -1100)]),
    ("Søndre Landevej", "secondary", "trunk", "213", [
        (-180, -1100), (-230, -1500), (-250, -1860), (-230, -2700), (80, -4000), (300, -5300),
        (200, -7000), (0, -12500)]),
    ("Fjordvejen", "secondary", "villa", "217", [
        (-95, -330), (150, -360), (420, -420), (800, -560), (1180, -720), (1430, -1050),
        (1390, -1560), (1090, -2250), (800, -3100), (650, -3850), (1000, -4450), (2100, -4050),
        (3500, -3950), (5200, -4250), (7000, -4900), (8400, -5700), (9000, -7500), (9600, -12500)]),
    ("Åstrupvej", "secondary", "brick", "219", [
        (-95, -330), (-420, -520), (-780, -860), (-1100, -1180), (-1420, -1470), (-2000, -2050), (-3250, -3020),
        (-4700, -3900), (-7000, -5200), (-9500, -6500), (-15000, -8600)]),
    ("Vestermosevej", "secondary", "brick", "221", [
        (-400, 285), (-640, 560), (-1000, 940), (-1380, 1240), (-1900, 1750), (-3100, 2900),
        (-4760, 3700), (-7200, 5200), (-9500, 6000), (-15000, 8000)]),
    ("Parkvej", "tertiary", "villa", None, [
        (640, 800), (280, 1010), (-130, 1060), (-560, 1010), (-1000, 940)]),
    ("Vestre Allé", "tertiary", "villa", None, [
        (-1000, 940), (-1220, 520), (-1250, 85), (-1230, -450), (-1110, -950), (-1100, -1180)]),
    ("Sønder Allé", "tertiary", "villa", None, [
        (-1100, -1180), (-640, -1190), (-180, -1100), (320, -1140), (850, -1020), (1180, -720)]),
    ("Tværvej", "tertiary", "estate", None, [(410, -1140), (470, -1500), (440, -1890)]),
    ("Nørremarksvej", "tertiary", "estate", None, [
        (280, 1010), (330, 1400), (390, 1850), (330, 2150), (-10, 2300), (-190, 2330)]),
    ("Vestermarken", "tertiary", "villa", None, [(-2470, 200), (-2280, 620), (-1560, 1420)]),
]

COUNTRY: list[tuple[str, list]] = [
    ("Nørre Holmvej", [(250, 4950), (1300, 4700), (2500, 4000)]),
    ("Kærvej", [(3300, 4330), (3500, 5300), (3000, 6500), (1800, 7200), (200, 7000)]),
    ("Møllerupvej", [(-3100, 2900), (-2600, 4400), (-1200, 5100), (250, 4950)]),
    ("Hedevej", [(-2600, 4400), (-3000, 6000), (-4800, 6800), (-7200, 5200)]),
    ("Vestre Skovvej", [(-7300, 640), (-7600, 2500), (-7200, 5200)]),
    ("Søvejen", [(-7300, 640), (-7900, -700), (-8000, -2400), (-7400, -4000), (-7000, -5200)]),
    ("Bøgelundvej", [(-7000, -5200), (-4900, -6600), (-2500, -6500), (200, -6900)]),
    ("Hegnsvej", [(-3250, -3020), (-2900, -4500), (-2500, -6500)]),
    ("Sønderupvej", [(300, -5300), (1700, -5500), (2600, -4900), (3500, -3950)]),
    ("Næsbyvej", [(1700, -5500), (3700, -6300), (5600, -6200), (7000, -4900)]),
    ("Enghavevej", [(-4700, -3900), (-5900, -2900), (-7900, -2500)]),
    ("Stensbjergvej", [(-2400, 200), (-3300, 1500), (-3100, 2900)]),
    ("Kohavevej", [(80, -4000), (-1500, -3600), (-3250, -3020)]),
    ("Odden", [(6000, 4280), (6200, 3400), (6230, 2700), (6130, 2150)]),
    ("Lyngø Byvej", [(3900, 330), (4200, 180), (4600, 260), (4780, 330)]),
    ("Kragelundvej", [(4500, 4480), (5100, 5500), (6300, 6300), (8400, 6700)]),
    ("Hesselvej", [(-9500, 6000), (-10400, 3300), (-9500, 350)]),
    ("Grænsevej", [(-9500, 350), (-10300, -2800), (-9500, -6500)]),
]
RAMPS = [
    [(-4265, 150), (-4330, 260), (-4390, 480), (-4448, 860)],
    [(-4240, 150), (-4175, 270), (-4230, 520), (-4330, 880)],
    [(-4270, 150), (-4370, 10), (-4420, -250), (-4448, -640)],
    [(-4230, 150), (-4150, 10), (-4210, -280), (-4340, -640)],
]
FERRY = [(585, 440), (1300, 700), (2600, 700), (3500, 520), (3640, 330)]


def main_roads() -> list[Street]:
    return [Street(smooth_line(points), name, kind, style, ref)
            for name, kind, style, ref, points in MAINS]


def country_roads() -> list[Street]:
    return [Street(wavy_line(points, name, 70), name, "tertiary") for name, points in COUNTRY]


def motorway() -> Street:
    return Street(smooth_line(MOTORWAY, 30), "Fjordmotorvejen", "motorway", "trunk", "98")


def railway() -> Street:
    return Street(smooth_line(RAIL, 20), "Fjordbanen", "rail", "trunk")


def ramps() -> list[Street]:
    """Slip roads; each ends in the nearest point of the motorway."""
    road = motorway().line
    lines = []
    for points in RAMPS:
        meet = road.interpolate(road.project(shapely.Point(points[-1])))
        lines.append(Street(smooth_line([*points[:-1], (meet.x, meet.y)]), "Rampen", "secondary",
                            "trunk"))
    return lines
