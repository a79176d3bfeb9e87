"""Thousands of generated responses to any survey, with drawn places, by COPY: for tests, benchmarks and trials.

`fill(survey, count, seed)` answers the current edition as people of a town might: age, sex and home are uneven, people
differ in temper, some questions are skipped, places lie in heaps. The same seed gives the same responses. What a
condition would not have shown is answered all the same: results do not ask how a page was shown.
"""

import random
from datetime import UTC, datetime, timedelta

from django.db import connection

from kortet.places.models import Area
from kortet.responses.models import Response

TEXTS = ["Flere bænke ved åen", "Cykelstien er for smal", "Der mangler lys om aftenen", "Her er dejligt roligt", "Støj"]
SKIPPED, HEAPS = 0.04, 12
RESPONSE = "survey_id, edition_id, key, way, language, page, home_id, started, finished"
PLACE = "id, response_id, key, number, shape, precision"
ANSWER = "response_id, place_id, key, row, choice, number, day, text"


def fill(survey, count, seed=1):
    """Stores `count` finished responses, and returns how many places they drew."""
    edition = survey.editions.current()
    town = Town(survey.process.municipality, random.Random(seed))
    people = [Person(town) for _ in range(count)]
    ids = copy_responses(survey, edition, people)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM responses_drawnplace")
        first = cursor.fetchone()[0] + 1
    groups = objects_of(edition)
    said = Said(first)
    for pk, person in zip(ids, people, strict=True):
        for question in edition.questionnaire.questions():
            said.answer(pk, person, question, groups)
    said.copy()
    return len(said.places)


def objects_of(edition):
    groups = {}
    for group, key in edition.objects_drawn.values_list("group", "key"):
        groups.setdefault(group, []).append(key)
    return groups


class Town:
    """Its neighbourhoods, of which the first answer most, and heaps where many places are drawn (EPSG:25832)."""

    def __init__(self, municipality, dice):
        self.dice = dice
        areas = Area.objects.of(municipality).neighbourhoods().current().order_by("code")
        self.areas = [(area.pk, area.code, area.boundary.extent) for area in areas]
        boxes = [box for _pk, _code, box in self.areas] or [(570_000, 6_220_000, 573_000, 6_221_000)]
        self.heaps = [within(dice.choice(boxes), dice) for _ in range(HEAPS)]


def within(box, dice):
    west, south, east, north = box
    return dice.uniform(west, east), dice.uniform(south, north)


class Person:
    def __init__(self, town):
        dice = town.dice
        self.town, self.dice = town, dice
        weights = [1 / (n + 2) for n in range(len(town.areas))]
        self.home, self.code, _box = dice.choices(town.areas, weights)[0] if town.areas else (None, "", ())
        self.temper = dice.gauss(0.55, 0.22)
        self.finished = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(hours=dice.randrange(700))

    def step(self, steps):
        return max(1, min(steps, round(1 + (steps - 1) * (self.temper + self.dice.gauss(0, 0.15)))))

    def pick(self, keys):
        """One of them, the first more often than the last."""
        return self.dice.choices(keys, [1 / (n + 1.5) for n in range(len(keys))])[0]

    def some(self, keys):
        return [key for n, key in enumerate(keys) if self.dice.random() < 0.7 / (n + 1)] or [self.pick(keys)]

    def spot(self):
        east, north = self.dice.choices(self.town.heaps, [1 / (n + 1) for n in range(HEAPS)])[0]
        return east + self.dice.gauss(0, 180), north + self.dice.gauss(0, 180)


def copy_responses(survey, edition, people):
    rows = ((survey.pk, edition.pk, "", "open", "da", "", one.home, one.finished, one.finished) for one in people)
    before = Response.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    copy("responses_response", RESPONSE, rows)
    return list(Response.objects.filter(survey=survey, pk__gt=before).order_by("pk").values_list("pk", flat=True))


def copy(table, columns, rows):
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)


class Said:
    """The rows of answers and places while they are made."""

    def __init__(self, first_place):
        self.next_place, self.places, self.answers = first_place, [], []

    def copy(self):
        copy("responses_drawnplace", PLACE, self.places)
        copy("responses_answer", ANSWER, self.answers)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval('responses_drawnplace_id_seq', greatest(max(id), 1)) FROM responses_drawnplace"
            )
            cursor.execute("ANALYZE responses_response, responses_drawnplace, responses_answer")

    def answer(self, pk, person, question, groups):
        if not question.required and person.dice.random() < SKIPPED:
            return
        if question.kind in ("point", "line", "polygon"):
            self.draw(pk, person, question)
        else:
            self.keep(pk, None, question, rows_of(person, question, groups))

    def keep(self, pk, place, question, rows):
        blank = {"row": "", "choice": "", "number": None, "day": None, "text": ""}
        for row in rows:
            told = blank | row
            self.answers.append((pk, place, question.key, *(told[name] for name in blank)))

    def draw(self, pk, person, question):
        for number in range(1, person.dice.randint(max(1, question.map.least), question.map.most) + 1):
            place, self.next_place = self.next_place, self.next_place + 1
            shape = f"SRID=25832;{drawn(person, question.kind)}"
            self.places.append((place, pk, question.key, number, shape, "point"))
            for one in question.follow_ups:
                if person.dice.random() > SKIPPED:
                    self.keep(pk, place, one, rows_of(person, one, {}))


def drawn(person, kind):
    """WKT of something that a person drew, EPSG:25832."""
    east, north = person.spot()
    if kind == "point":
        return f"POINT({east:.1f} {north:.1f})"
    dice = person.dice
    if kind == "line":
        spots = [(east, north)]
        for _ in range(dice.randint(2, 8)):
            spots.append((spots[-1][0] + dice.uniform(-20, 220), spots[-1][1] + dice.uniform(-80, 80)))
        return f"LINESTRING({', '.join(f'{x:.1f} {y:.1f}' for x, y in spots)})"
    wide, high = dice.uniform(60, 400), dice.uniform(60, 400)
    ring = [(east, north), (east + wide, north), (east + wide, north + high), (east, north + high), (east, north)]
    return f"POLYGON(({', '.join(f'{x:.1f} {y:.1f}' for x, y in ring)}))"


def rows_of(person, question, groups):
    """What a person says to a question, as columns of `Answer`."""
    dice, keys = person.dice, [one.key for one in question.choices]
    if question.kind in ("single", "consent"):
        return [{"choice": person.pick(keys) if keys else "yes"}]
    if question.kind == "home":
        return [{"choice": person.code}] if person.code else []
    if question.kind in ("multiple", "objects"):
        return [{"choice": key} for key in person.some(keys or groups.get(question.map.group, ["none"]))]
    if question.kind == "ranking":
        return [{"row": key, "number": rank} for rank, key in enumerate(dice.sample(keys, len(keys)), 1)]
    if question.kind in ("scale", "rate", "matrix"):
        return stepped(person, question, groups)
    return written(person, question.kind)


def written(person, kind):
    dice = person.dice
    if kind == "number":
        return [{"number": round(dice.lognormvariate(2.5, 0.6))}]
    if kind == "date":
        return [{"day": person.finished.date() - timedelta(days=dice.randrange(400))}]
    return [{"text": dice.choice(TEXTS)}] if kind == "text" and dice.random() < 0.4 else []


def stepped(person, question, groups):
    if question.kind == "scale":
        rows = [""]
    else:
        rows = [one.key for one in question.rows] or groups.get(question.map.group, [])
    keys = [one.key for one in question.choices]
    found = []
    for row in rows:
        step = person.step(len(keys) or question.steps)
        unsure = question.unsure and person.dice.random() < 0.05
        column = {"choice": keys[step - 1], "number": step} if keys else {"number": step}
        found.append({"row": row} | ({"choice": "unsure"} if unsure else column))
    return found
