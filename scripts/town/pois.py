"""Points of interest: schools, shops, stops, jetties and whatever else people speak of."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import LineString, Point

from town.addresses import Address
from town.areas import NEIGHBOURHOODS, Area
from town.buildings import Building
from town.coast import PIERS
from town.grounds import Ground
from town.network import degrees
from town.plan import Plan
from town.quarters import VILLAGES

NAMED: list[tuple[str, str, float, float]] = [
    ("town_hall", "Fjordby Rådhus", -118, 60),
    ("town_hall", "Borgerservice", -330, 40),
    ("town_hall", "Teknik- og Miljøhuset", -560, -190),
    ("library", "Fjordby Bibliotek", -300, 42),
    ("library", "Nørremarkens Bibliotek", 210, 1900),
    ("library", "Åstrup Bibliotek", -3230, -2980),
    ("station", "Fjordby Station", -660, -235),
    ("station", "Nørremarken Station", -880, 2000),
    ("station", "Enghave Trinbræt", -4850, -2780),
    ("square", "Torvet", -55, 18),
    ("square", "Lille Torv", -172, 42),
    ("square", "Ankerpladsen", 648, -420),
    ("square", "Nytorv", -420, 150),
    ("marina", "Fjordby Lystbådehavn", 880, 560),
    ("marina", "Nordhavnens Bådelaug", 1000, 690),
    ("marina", "Havneøens Jollehavn", 530, -130),
    ("marina", "Strandhuse Havn", 3390, 3900),
    ("quay", "Nordkajen", 400, 355),
    ("quay", "Havnegade Kaj", 240, 120),
    ("quay", "Østerskaj", 745, -185),
    ("quay", "Fyrkajen", 985, -225),
    ("beach", "Fjordby Strand", 1790, 2330),
    ("beach", "Strandhuse Strand", 3300, 3890),
    ("beach", "Oddens Strand", 5800, 1420),
    ("beach", "Sønderstranden", 4600, -3240),
    ("recycling", "Fjordby Genbrugsplads", -2350, -330),
    ("recycling", "Nørre Holm Genbrug", 430, 4790),
    ("recycling", "Åstrup Genbrugsplads", -3050, -3130),
    ("museum", "Fjordby Museum", -150, 225),
    ("museum", "Fjordens Bådmuseum", 560, -330),
    ("museum", "Oddehavn Redningsstation", 6900, 4560),
    ("theatre", "Fjordby Teater", -60, -130),
    ("theatre", "Pakhuset på Kajen", 770, -385),
    ("theatre", "Biografen Panorama", -340, -60),
    ("viewpoint", "Klinten", 1480, 1980),
    ("viewpoint", "Galgebakken", -3650, 5300),
    ("viewpoint", "Oddespidsen", 5700, 1500),
    ("viewpoint", "Udsigten ved Skovsøen", -6750, -1850),
    ("industrial_estate", "Erhvervsparken Vest", -2350, 60),
    ("industrial_estate", "Ringvejens Industri", -2080, -780),
    ("industrial_estate", "Åstrupvejens Erhvervsområde", -1550, -1480),
    ("health_centre", "Fjordby Sundhedshus", -560, -650),
    ("parking", "P-pladsen ved stationen", -610, -260),
    ("parking", "Havnens P-plads", 470, -300),
    ("parking", "Strandens P-plads", 1580, 2240),
    ("supermarket", "Torvehallen", -240, 28),
]
PIER_NAMES = [
    ("bathing_jetty", "Badebroen ved Fjordby Strand"),
    ("bathing_jetty", "Klintens Badebro"),
    ("jetty", "Strandhuse Fiskerbro"),
    ("bathing_jetty", "Strandhuse Badebro"),
    ("jetty", "Oddehavn Mole"),
    ("jetty", "Lyngø Færgebro"),
    ("jetty", "Fjordhuse Bro"),
    ("bathing_jetty", "Næsby Badebro"),
    ("bathing_jetty", "Sydstrandens Badebro"),
    ("jetty", "Oddens Bådebro"),
    ("jetty", "Roklubbens Bro"),
]
SCHOOL_NAMES = [
    "Fjordby Skole",
    "Strandskolen",
    "Vestermarksskolen",
    "Ådalsskolen",
    "Søndermarksskolen",
    "Nordskolen",
    "Friskolen ved Fjorden",
]
CHILD_NAMES = [
    "Mælkebøtten",
    "Humlebien",
    "Solstrålen",
    "Regnbuen",
    "Mariehønen",
    "Kastanjen",
    "Spirrekassen",
    "Myretuen",
    "Søstjernen",
    "Pilehuset",
    "Troldehøj",
    "Egernet",
    "Tusindben",
    "Krudtuglen",
    "Skovtrolden",
    "Bølgen",
]
GROUND_NAMES = {
    "playground": "Legepladsen på {street}",
    "supermarket": "Købmanden på {street}",
    "parking": "P-pladsen på {street}",
    "nursing_home": "Plejecentret {street}",
    "sports_hall": "{area}hallen",
    "health_centre": "Lægehuset {street}",
    "community_hall": "{area} Forsamlingshus",
}


@dataclass
class Poi:
    """A named point of interest."""

    kind: str
    name: str
    x: float
    y: float


class Whereabouts:
    """Answers which street and which neighbourhood a spot lies at."""

    def __init__(self, plan: Plan, areas: list[Area], addresses: list[Address]) -> None:
        self.streets = [
            s for s in plan.roads if s.name and s.kind not in ("path", "cycleway", "ferry") and s.name != "Rampen"
        ]
        self.street_tree = STRtree([s.line for s in self.streets])
        self.areas, self.area_tree = areas, STRtree([a.shape for a in areas])
        self.addresses = addresses
        self.address_tree = STRtree(shapely.points([(a.x, a.y) for a in addresses]))

    def street(self, spot: Point) -> str:
        return str(self.streets[int(self.street_tree.nearest(spot))].name)

    def area(self, spot: Point) -> str:
        return self.areas[int(self.area_tree.nearest(spot))].name

    def address(self, spot: Point) -> Address:
        return self.addresses[int(self.address_tree.nearest(spot))]


def make_pois(plan: Plan, grounds: list[Ground], where: Whereabouts, buildings: list[Building]) -> list[Poi]:
    pois = [Poi(*row) for row in NAMED]
    pois += _ground_pois(grounds, where) + _green_pois(plan, where) + _pier_pois(plan)
    pois += _village_pois(plan) + _church_pois(buildings) + _bus_stops(plan, where) + _crossings(plan, where)
    best: dict[tuple[str, str], Poi] = {}
    for poi in pois:
        best.setdefault((poi.kind, poi.name), poi)
    return _ashore(list(best.values()), plan)


def _ashore(pois: list[Poi], plan: Plan) -> list[Poi]:
    """Whatever fell in the water is brought to the nearest dry ground."""
    dry = plan.ground.dry
    firm = dry.buffer(-4)
    shapely.prepare(dry)
    for poi in pois:
        if not dry.contains(Point(poi.x, poi.y)):
            spot = shapely.shortest_line(firm, Point(poi.x, poi.y)).coords[0]
            poi.x, poi.y = spot[0], spot[1]
    return pois


def _ground_pois(grounds: list[Ground], where: Whereabouts) -> list[Poi]:
    schools, children, pois = list(SCHOOL_NAMES), list(CHILD_NAMES), []
    for ground in grounds:
        spot = ground.shape.representative_point()
        area = NEIGHBOURHOODS[ground.area]
        rural = int(ground.area) in range(14, 24)
        if ground.kind == "school":
            name = f"{area} Skole" if rural else schools.pop(0)
        elif ground.kind == "kindergarten":
            name = f"Børnehaven {children.pop(0)}"
        elif ground.kind in GROUND_NAMES:
            short = area.removesuffix("et").removesuffix("en")
            name = GROUND_NAMES[ground.kind].format(street=where.street(spot), area=short)
            name = f"{area} Brugs" if rural and ground.kind == "supermarket" else name
        else:
            continue
        pois.append(Poi(ground.kind, name, spot.x, spot.y))
    return pois


def _green_pois(plan: Plan, where: Whereabouts) -> list[Poi]:
    kinds = {"cemetery": "cemetery", "sports": "sports_ground", "allotment": "allotment"}
    pois = []
    for kind, name, shape in plan.greens:
        spot = shape.representative_point()
        if kind in kinds:
            pois.append(Poi(kinds[kind], name, spot.x, spot.y))
        elif shape.area > 20_000:
            pois.append(Poi("playground", f"Legepladsen i {name}", spot.x + 18, spot.y + 12))
    return pois


def _pier_pois(plan: Plan) -> list[Poi]:
    """Each jetty's point lies near its tip, where the pier reaches farthest out."""
    pois = []
    for (kind, name), (inland, out) in zip(PIER_NAMES, PIERS, strict=True):
        parts = shapely.get_parts(LineString([inland, out]).intersection(plan.ground.land))
        first = min(parts, key=Point(inland).distance)
        spot = first.interpolate(max(0, first.length - 25))
        pois.append(Poi(kind, name, spot.x, spot.y))
    return pois


def _village_pois(plan: Plan) -> list[Poi]:
    pois = []
    for name, _, (x, y), rx, ry in VILLAGES:
        pois.append(Poi("square", f"{name} Gadekær", x - 20, y + 16))
        if rx > 330:
            pois.append(Poi("sports_ground", f"{name} Boldbane", x - rx * 0.5, y - ry * 0.7))
    return [p for p in pois if plan.ground.dry.contains(Point(p.x, p.y))]


def _church_pois(buildings: list[Building]) -> list[Poi]:
    pois = []
    for building in buildings:
        if building.kind == "church" and building.name:
            c = building.shape.centroid
            pois.append(Poi("church", building.name, c.x, c.y))
            yard = building.name.replace("Kirken", "kirkegården").replace("Kirke", "Kirkegård")
            if "kirken" not in building.name and "Nikolaj" not in building.name:
                pois.append(Poi("cemetery", yard, c.x + 4, c.y - 16))
    return pois


def _bus_stops(plan: Plan, where: Whereabouts) -> list[Poi]:
    """A stop about every 380 metres of main road in town, where a side street begins."""
    pois: list[Poi] = []
    for street in plan.roads:
        if street.kind in ("primary", "secondary", "tertiary") and street.name != "Rampen":
            for node in (street.line.coords[0], street.line.coords[-1]):
                spot = Point(node)
                inner = np.hypot(*node[:2]) < 3000
                apart = 380 if inner else 1500
                clear = all(np.hypot(p.x - spot.x, p.y - spot.y) > apart for p in pois)
                if clear and any(a.shape.contains(spot.buffer(5)) for a in where.areas):
                    name = _stop_name(spot, street.name, where)
                    pois.append(Poi("bus_stop", name, spot.x + 6, spot.y + 5))
    return pois


def _stop_name(spot: Point, road: str | None, where: Whereabouts) -> str:
    for index in where.street_tree.query(spot.buffer(60), "intersects"):
        name = where.streets[int(index)].name
        if name != road:
            return f"{name} ({road})" if np.hypot(spot.x, spot.y) < 3000 else str(name)
    return f"{road} {where.address(spot).number}"


def _crossings(plan: Plan, where: Whereabouts) -> list[Poi]:
    """Roundabouts at big junctions, bridges over the stream, tunnels under railway and ring."""
    mains = [s for s in plan.roads if s.kind in ("primary", "secondary", "tertiary")]
    pois: list[Poi] = []
    for node, count in sorted(degrees(mains).items()):
        inner = np.hypot(*node) < 5200
        if count >= 4 and inner and all(np.hypot(p.x - node[0], p.y - node[1]) > 500 for p in pois):
            pois.append(Poi("roundabout", f"Rundkørslen ved {where.street(Point(node))}", *node))
    stream = plan.ground.streams["Fjordby Å"]
    for street in plan.roads:
        for line, kind, name in ((stream, "bridge", "Broen på {}"), (plan.rail, "tunnel", "Tunnelen på {}")):
            hit = street.line.intersection(line)
            if street.kind != "ferry" and street.name and not hit.is_empty:
                p = hit.centroid
                if np.hypot(p.x, p.y) < 4500:
                    pois.append(Poi(kind, name.format(street.name), p.x, p.y))
    return pois
