"""A survey's answers as tables for planners: nothing in them says who answered, by which code, or when.

A response has a random-looking number that is the same in all files of the survey, and rows stand in its order: it is
a digest, with a secret of this installation, of a row number that no file has. Rows are read while they are written, a
thousand responses at a time: however many there are, no more than that are held.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.gis.db.models.functions import AsWKB
from django.utils.translation import gettext as _

from kortet.findings.asked_questions import questions_of
from kortet.findings.export_columns import Field, Said, fields_of
from kortet.places.models import Area
from kortet.responses.models import Answer, DrawnPlace, Response
from kortet.surveys.models import MapObject, Survey
from kortet.surveys.questionnaire import DRAWN, Choice, Kind, Question

NEIGHBOURHOODS = "neighbourhoods"
# The first columns of every table, which no question's key is like.
RESPONSE, PLACE = ("svar-id", "svar-udgave", "svar-sprog", "svar-maade"), ("sted-nummer", "sted-praecision")


BATCH = 1000  # responses


@dataclass(frozen=True)
class Sheet:
    """A table: the names of its columns, what they mean, of what kind they are, and its rows, which are read once.

    The rows of a layer end with a geometry more (WKB, EPSG:25832).
    """

    name: str
    columns: list[tuple[str, str, str]]
    rows: Iterable[list[Any]]


@dataclass
class Answers:
    """The answers of a survey that count; `with_texts`: what people wrote in their own words too."""

    survey: Survey
    with_texts: bool = False

    def __post_init__(self) -> None:
        self.questions = questions_of(self.survey)
        self.asked = {key: one for key, one in self.questions.items() if key not in self.follow_ups}

    @property
    def follow_ups(self) -> set[str]:
        return {after.key for one in self.questions.values() for after in one.follow_ups}

    @cached_property
    def objects(self) -> dict[str, list[Choice]]:
        """What is drawn beforehand, of all editions, by group; the town's neighbourhoods are a group too."""
        found: dict[str, dict[str, Choice]] = {}
        for one in MapObject.objects.filter(edition__survey=self.survey).order_by("edition__number", "order", "pk"):
            found.setdefault(one.group, {})[one.key] = Choice.model_construct(key=one.key, words=one.words)
        town = self.survey.process.municipality
        areas = Area.objects.of(town).neighbourhoods().current().values_list("code", "name")
        found[NEIGHBOURHOODS] = {
            code: Choice.model_construct(key=code, words={"da": name}) for code, name in areas.order_by("code")
        }
        return {group: list(choices.values()) for group, choices in found.items()}

    @cached_property
    def ids(self) -> dict[int, str]:
        """Response → the number that it has in files."""
        key = hmac.digest(settings.SECRET_KEY.encode(), f"survey export {self.survey.pk}".encode(), "sha256")
        rows = Response.objects.of(self.survey).counted().values_list("pk", flat=True)
        return {pk: hmac.new(key, str(pk).encode(), hashlib.sha256).hexdigest()[:12] for pk in rows}

    def batches(self) -> Iterator[list[int]]:
        """The responses in the order of their numbers, some at a time."""
        order = sorted(self.ids, key=self.ids.__getitem__)
        yield from (order[n : n + BATCH] for n in range(0, len(order), BATCH))

    def heads(self, some: list[int]) -> dict[int, list[Any]]:
        """Response → the first columns, in the order of their numbers."""
        rows = Response.objects.filter(pk__in=some).values_list("pk", "edition__number", "language", "way")
        found = {pk: [self.ids[pk], edition, language, way] for pk, edition, language, way in rows}
        return {pk: found[pk] for pk in some if pk in found}

    def tidy(self) -> Sheet:
        """A row for each thing that was said."""
        return Sheet("svar", tidy_columns(), self.tidy_rows())

    def tidy_rows(self) -> Iterator[list[Any]]:
        written = {key for key, one in self.questions.items() if one.kind == Kind.TEXT}
        for some in self.batches():
            heads, rows = self.heads(some), []
            for pk, place, key, said in self.said(some):
                text = said.text if self.with_texts else ""
                if self.with_texts or key not in written:
                    rows.append([*heads[pk], place, key, said.row, said.choice, self.label(key, said), said.number])
                    rows[-1] += [said.day, text]
            yield from sorted(rows, key=lambda row: [str(one or "") for one in row[:8]])

    def label(self, key: str, said: Said) -> str:
        """What was chosen, in words."""
        if key not in self.labels:
            question = self.questions[key]
            choices = [*self.objects.get(self.group_of(question), []), *question.choices]
            self.labels[key] = {one.key: one.name for one in choices}
        return self.labels[key].get(said.choice, "")

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """Question → the words of its choices, as far as they were asked for."""
        return {}

    def group_of(self, question: Question) -> str:
        return NEIGHBOURHOODS if question.kind == Kind.HOME else question.map.group

    def said(self, some: list[int], keys: Iterable[str] = ()) -> Iterator[tuple[int, int | None, str, Said]]:
        """Response, number of the place or none, question, and what was said to all or some keys."""
        columns = ("response", "place__number", "key", "row", "choice", "number", "day", "text")
        rows = Answer.objects.filter(response__in=some, key__in=keys or self.questions)
        for pk, place, key, *said in rows.order_by("response", "pk").values_list(*columns):
            yield pk, place, key, Said(*said)

    def wide(self) -> Sheet:
        """A row for each response, a column for each thing that can be answered."""
        fields = [field for one in self.asked.values() for field in self.fields(one)]
        return Sheet("svar", [*response_columns(), *columns_of(fields)], self.wide_rows(fields))

    def wide_rows(self, fields: list[Field]) -> Iterator[list[Any]]:
        for some in self.batches():
            places, rows = self.places_by_response(some), groupby(self.said(some, self.asked), key=lambda one: one[0])
            said = {pk: by_key(one for one in rows if one[1] is None) for pk, rows in rows}
            for pk, head in self.heads(some).items():
                answers = said.get(pk, {}) | places.get(pk, {})
                yield [*head, *(field.value(answers.get(field.key, [])) for field in fields)]

    def fields(self, question: Question) -> Iterator[Field]:
        return fields_of(question, self.objects, with_texts=self.with_texts)

    def places_by_response(self, some: list[int]) -> dict[int, dict[str, list[Said]]]:
        """What was drawn, as if each place were said."""
        found: dict[int, dict[str, list[Said]]] = {}
        for pk, key in DrawnPlace.objects.filter(response__in=some).values_list("response", "key"):
            found.setdefault(pk, {}).setdefault(key, []).append(Said("", "", None, None, ""))
        return found

    def layers(self) -> Iterator[tuple[Question, Sheet]]:
        """Map question, and its places as rows with what was said of each."""
        for question in (one for one in self.asked.values() if one.kind in DRAWN):
            fields = [field for one in question.follow_ups for field in self.fields(one)]
            columns = [response_columns()[0], *place_columns(), *columns_of(fields)]
            yield question, Sheet(f"kort_{question.key}", columns, self.layer_rows(question, fields))

    def layer_rows(self, question: Question, fields: list[Field]) -> Iterator[list[Any]]:
        places = DrawnPlace.objects.filter(key=question.key).annotate(wkb=AsWKB("shape"))
        keys = {field.key for field in fields}
        for some in self.batches():
            said: dict[tuple[int, int | None], list[Any]] = {}
            for one in self.said(some, keys) if keys else ():
                said.setdefault(one[:2], []).append(one)
            rows = []
            drawn = places.filter(response__in=some).values_list("response", "number", "precision", "wkb")
            for pk, number, precision, wkb in drawn:
                answers = by_key(said.get((pk, number), []))
                values = [field.value(answers.get(field.key, [])) for field in fields]
                rows.append([self.ids[pk], number, precision, *values, bytes(wkb)])
            yield from sorted(rows, key=lambda row: row[:2])


def by_key(rows: Any) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for _pk, _place, key, said in rows:
        found.setdefault(key, []).append(said)
    return found


def columns_of(fields: list[Field]) -> list[tuple[str, str, str]]:
    return [(field.name, field.what, field.kind) for field in fields]


def response_columns() -> list[tuple[str, str, str]]:
    whats = (_("besvarelsens tilfældige nummer"), _("udgave af spørgeskemaet"), _("sprog"), _("måde at svare på"))
    return list(zip(RESPONSE, whats, ("text", "integer", "text", "text"), strict=True))


def place_columns() -> list[tuple[str, str, str]]:
    whats = (_("stedets nummer i besvarelsen"), _("hvor præcist stedet er givet"))
    return list(zip(PLACE, whats, ("integer", "text"), strict=True))


def tidy_columns() -> list[tuple[str, str, str]]:
    return [
        *response_columns(),
        place_columns()[0],
        ("spoergsmaal", _("spørgsmålets nøgle"), "text"),
        ("raekke", _("rækkens, tingens eller stedets nøgle"), "text"),
        ("valg", _("nøglen til det, der er valgt; “unsure” er ved ikke"), "text"),
        ("valg_tekst", _("det valgte i ord"), "text"),
        ("tal", _("trin, rang eller tal"), "number"),
        ("dag", _("dato"), "day"),
        ("tekst", _("det skrevne"), "text"),
    ]
