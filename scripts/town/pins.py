"""Places the citizens' texts on the map of Fjordby as pins."""

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import Point, Polygon, mapping

from town.landuse import Use
from town.pin_course import GROUPS, Course, courses
from town.pin_places import Feature, Places, all_places, ground_on, spot_on, stretch_on
from town.plan import Plan
from town.pois import Poi, Whereabouts
from town.shapes import ORIGIN, dice

MOST = 648
SEASONS = [
    (r"\bsne|\bfrost|glatføre|\bisslag|\bjule|\bvinteren er|\bsnow|\bicy\b", (11, 12, 1, 2, 3)),
    (r"\bblade(ne)? (på|ligger|fra)|\bløvfald|\bnedfaldne blade|\befterårs", (9, 10, 11)),
    (r"\bbader\b|\bbadegæst|sankt hans|\bhedebølge|\bvandmand|\balger|\bblågrøn|\bsommeren\b", (5, 6, 7, 8, 9)),
]
GENERIC = (
    "Tunnelen",
    "Broen",
    "Rundkørslen",
    "Legepladsen",
    "Købmanden",
    "Plejecentret",
    "Lægehuset",
    "Børnehaven",
    "Biografen",
    "Udsigten",
)
WET_KINDS = {"lake", "bridge", "stream", "tunnel"}


class Pinboard:
    """Chooses for each text a feature of its kind, spread over the municipality."""

    def __init__(self, places: Places, plan: Plan, where: Whereabouts, pools: list[Polygon]) -> None:
        self.places, self.plan, self.where = places, plan, where
        self.used: Counter = Counter()
        self.whole = shapely.union_all([a.shape for a in where.areas]).buffer(-0.5)
        self.dry = plan.ground.dry.intersection(self.whole).difference(shapely.union_all(pools))
        shapely.prepare(self.whole)
        shapely.prepare(self.dry)
        self.people = {a.name: a.population for a in where.areas}
        self.weights = {kind: np.array([self._weight(f) for f in features]) for kind, features in places.items()}

    def _weight(self, feature: Feature) -> float:
        """Features of well-peopled neighbourhoods are spoken of more often."""
        area = self.where.area(feature.shape.centroid)
        size = feature.shape.length if feature.shape.geom_type == "LineString" else 200
        return (200 + self.people[area]) * min(400, size)

    def choose(self, kind: str, rng: np.random.Generator) -> Feature:
        features, weights = self.places[kind], self.weights[kind].copy()
        for index, feature in enumerate(features):
            area = self.where.area(feature.shape.centroid)
            weights[index] /= (1 + 3 * self.used[kind, feature.name]) ** 2
            weights[index] /= 1 + self.used["area", area] / (4 + self.people[area] / 60)
        chosen = features[int(rng.choice(len(features), p=weights / weights.sum()))]
        self.used[kind, chosen.name] += 1
        return chosen

    def spot(self, feature: Feature, kind: str, rng: np.random.Generator) -> Point | None:
        ground = self.whole if kind in WET_KINDS else self.dry
        for _ in range(60):
            spot = spot_on(feature, kind, rng)
            if ground.contains(spot):
                self.used["area", self.where.area(spot)] += 1
                return spot
        return None


def make_pins(
    plan: Plan, uses: list[Use], pois: list[Poi], where: Whereabouts, pools: list[Polygon], corpus: Path
) -> list[dict]:
    """One pin for each text of the corpus, oldest first."""
    board = Pinboard(all_places(plan, uses, pois, where), plan, where, pools)
    entries = [e for file in sorted(corpus.glob("*.json")) for e in json.loads(file.read_text(encoding="utf-8"))]
    rng, kept = dice("pins"), []
    for index in rng.permutation(len(entries)):
        pin = _pin(entries[index], board, rng)
        if pin is not None and len(kept) < MOST:
            kept.append(pin)
    told = _in_season(kept, courses(len(kept), dice("courses")))
    return [_row(number, pin, course) for number, (pin, course) in enumerate(told, 1)]


def _in_season(pins: list[dict], times: list[Course]) -> list[tuple[dict, Course]]:
    """Pair texts with times so that nobody complains of snow in June."""
    left, result = list(range(len(times))), {}
    order = sorted(range(len(pins)), key=lambda i: (_season(pins[i]) is None, i))
    rng = dice("season")
    for index in order:
        months = _season(pins[index])
        fitting = [t for t in left if months is None or int(times[t].created[5:7]) in months]
        chosen = int(rng.choice(fitting or left))
        left.remove(chosen)
        result[chosen] = pins[index]
    return [(result[t], times[t]) for t in sorted(result)]


def _season(pin: dict) -> tuple[int, ...] | None:
    text = f"{pin['title']} {pin['text']}".lower()
    return next((months for pattern, months in SEASONS if re.search(pattern, text)), None)


def _pin(entry: dict, board: Pinboard, rng: np.random.Generator) -> dict | None:
    kind = entry["place"]
    if kind not in board.places:
        return None
    for _ in range(12):
        feature = board.choose(kind, rng)
        spot = board.spot(feature, kind, rng)
        if spot is None:
            continue
        shape = _shape(entry, feature, spot, board, rng)
        if board.whole.contains(shape):
            words = {"name": _plain(feature.name), "street": board.where.street(spot), "area": board.where.area(spot)}
            return {
                "kind": entry["kind"],
                "theme": entry["theme"],
                "title": filled(entry["title"], words),
                "text": filled(entry["text"], words),
                "lang": entry["lang"],
                "geometry": shape,
                "precision": {"line": "street", "area": "area"}.get(entry["shape"], "point"),
                "address": _address(board.where, spot),
            }
    return None


def _plain(name: str) -> str:
    """Names that are common nouns begin small inside a sentence."""
    return name[0].lower() + name[1:] if name.startswith(GENERIC) else name


def _shape(entry: dict, feature: Feature, spot: Point, board: Pinboard, rng: np.random.Generator) -> shapely.Geometry:
    if entry["shape"] == "line":
        return stretch_on(feature, spot, board.plan, board.where, rng)
    if entry["shape"] == "area":
        return ground_on(feature, spot, board.dry, entry["title"], rng)
    return spot


def filled(text: str, words: dict[str, str]) -> str:
    """Put the names in; a name that opens a sentence gets a capital letter."""

    def word(match: re.Match) -> str:
        name = words[match[1]]
        before = text[: match.start()].rstrip(" \n\"»”'")
        opens = not before or (before[-1] in ".!?:" and not before.endswith("ca."))
        return name[0].upper() + name[1:] if opens else name

    return re.sub(r"\{(name|street|area)\}", word, text)


def _address(where: Whereabouts, spot: Point) -> str:
    near = where.address(spot)
    return f"{near.text}, {near.postcode} {near.town}"


def _row(number: int, pin: dict, course: Course) -> dict:
    return {
        "id": f"fjordby-{number:04d}",
        "kind": pin["kind"],
        "theme": pin["theme"],
        "title": pin["title"],
        "text": pin["text"],
        "lang": pin["lang"],
        "created": course.created,
        "moderation": course.moderation,
        "hidden_reason": course.hidden_reason,
        "status": course.status,
        "support_count": course.support_count,
        "author_name": _author(pin, course),
        "precision": pin["precision"],
        "geometry": _national(pin["geometry"]),
        "address": pin["address"],
    }


def _author(pin: dict, course: Course) -> str | None:
    """An association does not say "I"."""
    alone = re.search(r"\b(jeg|mig|min|mit|mine|I|my|me)\b", pin["text"])
    return None if course.author_name in GROUPS and alone else course.author_name


def _national(shape: shapely.Geometry) -> dict:
    def rounded(value: tuple) -> list:
        if isinstance(value[0], float):
            return [round(value[0] + ORIGIN[0], 2), round(value[1] + ORIGIN[1], 2)]
        return [rounded(part) for part in value]

    found = mapping(shape)
    return {"type": found["type"], "coordinates": rounded(found["coordinates"])}
