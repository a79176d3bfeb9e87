"""Made-up people who answer any survey as people of a town might: seeded dice, so that they are the same each time."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, LineString, Point, Polygon

from kortet.municipalities.models import METRES
from kortet.surveys.asking import NEIGHBOURHOODS
from kortet.surveys.questionnaire import DRAWN, Kind, Question, Questionnaire

SKIPPED = 0.08
Row = dict[str, Any]


@dataclass
class Response:
    """What one of them said: rows of `Answer`, each with the number of its place in `places` or none."""

    rows: list[tuple[int | None, Row]] = field(default_factory=list)
    places: list[tuple[str, int, GEOSGeometry]] = field(default_factory=list)


class People:
    """`areas` are codes of neighbourhoods with their population; `whole` has heaps of places and texts."""

    def __init__(self, dice: Random, areas: dict[str, int | None], mood: float, whole: dict[str, Any]) -> None:
        self.dice, self.mood, self.heaps, self.texts = dice, mood, whole["heaps"], whole["texts"]
        self.codes, self.weights = list(areas), [n or 0 for n in areas.values()]

    def answers(self, asked: Questionnaire, objects: Iterable[str]) -> Response:
        said, things = Response(), list(objects)
        happy = self.dice.gauss(3.4 + self.mood, 0.9)
        for question in asked.questions():
            if question.kind in DRAWN:
                self.draw(question, said, happy)
            elif question.required or self.dice.random() > SKIPPED:
                said.rows += [(None, {"key": question.key, **row}) for row in self.rows(question, happy, things)]
        return said

    def rows(self, question: Question, happy: float, things: list[str]) -> Iterator[Row]:
        keys = [choice.key for choice in question.choices]
        if question.kind == Kind.HOME:
            yield {"choice": self.dice.choices(self.codes, self.weights)[0]}
        elif question.kind == Kind.SINGLE:
            yield {"choice": self.dice.choice(keys)}
        elif question.kind == Kind.MULTIPLE:
            yield from ({"choice": key} for n, key in enumerate(keys) if self.dice.random() < 0.6 / (1 + n / 3))
        elif question.kind == Kind.OBJECTS:
            offered = self.largest_first if question.map.group == NEIGHBOURHOODS else things
            yield from ({"choice": key} for n, key in enumerate(offered) if self.dice.random() < 0.5 / (1 + n / 4))
        elif question.kind == Kind.RANKING:
            some = self.dice.sample(keys, min(3, len(keys)))
            yield from ({"row": key, "number": rank} for rank, key in enumerate(some, 1))
        elif question.kind == Kind.TEXT:
            yield from [{"text": self.dice.choice(self.texts)}] if self.dice.random() < 0.6 else []
        else:
            yield from self.steps(question, happy, things)

    @property
    def largest_first(self) -> list[str]:
        """The areas that most come to are those where most live."""
        return [code for _weight, code in sorted(zip(self.weights, self.codes, strict=True), reverse=True)]

    def steps(self, question: Question, happy: float, things: list[str]) -> Iterator[Row]:
        """Of a scale, a rating or a matrix."""
        if question.kind == Kind.SCALE:
            yield self.step(question.steps, happy) if self.dice.random() > 0.04 else {"choice": "unsure"}
        elif question.kind == Kind.RATE:
            yield from ({"row": key, **self.step(question.steps, happy)} for key in things if self.dice.random() < 0.8)
        elif question.kind == Kind.MATRIX:
            for row in question.rows:
                step = self.step(len(question.choices), happy * len(question.choices) / 5)
                yield {"row": row.key, "choice": question.choices[int(step["number"]) - 1].key, **step}

    def step(self, steps: int, happy: float) -> Row:
        return {"number": max(1, min(steps, round(self.dice.gauss(happy, 0.6))))}

    def draw(self, question: Question, said: Response, happy: float) -> None:
        """Some places in the heaps of the question, with what is said of them."""
        heaps = self.heaps[question.key]
        for number in range(1, self.dice.choice((0, 1, 1, 2)) + 1):
            if number > question.map.most:
                return
            east, north, wide, _weight = self.dice.choices(heaps, [heap[3] for heap in heaps])[0]
            said.places.append((question.key, number, self.shape(question, east, north, wide)))
            for one in question.follow_ups:
                rows = self.rows(one, happy, [])
                said.rows += [(len(said.places) - 1, {"key": one.key, **row}) for row in rows]

    def shape(self, question: Question, east: float, north: float, wide: float) -> GEOSGeometry:
        """In EPSG:25832, to the decimetre."""
        x, y = self.dice.gauss(east, wide), self.dice.gauss(north, wide)
        if question.kind == Kind.POINT:
            return Point(*decimetres(x, y), srid=METRES)
        if question.kind == Kind.LINE:
            ends = [(x + n * self.dice.uniform(80, 260), y + n * self.dice.uniform(-160, 220)) for n in range(5)]
            return LineString([decimetres(*end) for end in ends], srid=METRES)
        far = self.dice.uniform(220, 650)
        ring = [(x + far * math.cos(n * math.pi / 4), y + far * math.sin(n * math.pi / 4)) for n in range(8)]
        return Polygon([decimetres(*corner) for corner in (*ring, ring[0])], srid=METRES)


def decimetres(x: float, y: float) -> tuple[float, float]:
    return round(x, 1), round(y, 1)
