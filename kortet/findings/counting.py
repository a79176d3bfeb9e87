"""What a survey was answered, as counts of people by stratum: the raw figures of every table, two questions in all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from kortet.findings.classes import classes_of, month_number, period_key, periods_of
from kortet.findings.queries import Background, said, strata
from kortet.places.models import Area
from kortet.surveys.asking import NEIGHBOURHOODS
from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import Kind, Question, Questionnaire

SPLIT = frozenset({Kind.MULTIPLE, Kind.OBJECTS})  # each choice is a yes or no of its own
SORTED = frozenset({Kind.SINGLE, Kind.SCALE, Kind.MATRIX, Kind.RATE, Kind.RANKING, Kind.NUMBER, Kind.DATE})
UNSURE, ANYTHING, NOTHING = "unsure", "*", ""


def background_of(questionnaire: Questionnaire) -> Background:
    """Which questions say somebody's age, sex and area; the area also where just the home is asked."""
    found = {one.background: one.key for one in reversed(list(questionnaire.questions())) if one.background}
    homes = [one.key for one in questionnaire.questions() if one.kind == Kind.HOME]
    return Background(found.get("age", ""), found.get("sex", ""), found.get("area", homes[0] if homes else ""))


@dataclass(frozen=True)
class Item:
    """One thing that people say this or that of: a question, a row of a matrix, a choice of many.

    `told` is people by stratum (rows) and category; with `is_split` one category is a yes, all others did not say it.
    `values` are the numbers that categories stand for, by their place.
    """

    question: Question
    row: str
    names: tuple[str, ...]
    told: np.ndarray
    answered: np.ndarray
    is_split: bool = False
    values: dict[int, float] = field(default_factory=dict)


class Counted:
    """The finished responses of a survey, counted."""

    def __init__(self, survey: Survey) -> None:
        edition = survey.editions.current()
        self.survey, self.edition = survey, edition
        self.questionnaire = edition.questionnaire if edition else Questionnaire()
        self.background = background_of(self.questionnaire)
        found = strata(survey, self.background)
        self.strata = [stratum for stratum, _n in found]
        self.n = np.array([n for _stratum, n in found], dtype=int)
        self.places = {stratum: place for place, stratum in enumerate(self.strata)}
        self.said: dict[tuple[str, str | None], dict[str, np.ndarray]] = {}
        for one in said(survey, self.background) if found else []:
            of = self.said.setdefault((one.key, one.row), {})
            of.setdefault(one.what, np.zeros(len(self.n), dtype=int))[self.places[one.stratum]] += one.n

    @property
    def total(self) -> int:
        return int(self.n.sum())

    @cached_property
    def objects(self) -> dict[str, list[str]]:
        """The keys of what is drawn beforehand, and of the town's areas where they are asked about, by group."""
        found: dict[str, list[str]] = {}
        rows = self.edition.objects_drawn.values_list("group", "key") if self.edition else []
        for group, key in rows:
            found.setdefault(group, []).append(key)
        if any(one.map.group == NEIGHBOURHOODS for one in self.questionnaire.questions()):
            areas = (
                Area.objects.of(self.survey.process.municipality).neighbourhoods().current().order_by("name", "code")
            )
            found[NEIGHBOURHOODS] = list(areas.values_list("code", flat=True))
        return found

    def questions(self) -> list[Question]:
        """Those that something is counted of, in order; what says who answers is told as groups instead."""
        mine = {self.background.age, self.background.sex, self.background.area}
        return [one for one in self.questionnaire.every() if one.kind != Kind.STATEMENT and one.key not in mine]

    def answered(self, key: str, row: str | None = None) -> np.ndarray:
        return self.said.get((key, row), {}).get(NOTHING, np.zeros(len(self.n), dtype=int))

    def items(self, question: Question) -> Iterator[Item]:
        """What is told of a question. Of several places somebody may say different things, so each is a yes or no."""
        is_several = self.is_of_several_places(question)
        if question.kind in SPLIT or (is_several and question.kind in (Kind.SINGLE, Kind.SCALE)):
            yield from self.split(question)
        elif is_several or question.kind not in SORTED:
            yield self.done(question)
        elif question.kind in (Kind.MATRIX, Kind.RATE):
            for row in self.rows(question):
                yield self.sorted_out(question, row, self.answered(question.key, row))
        elif question.kind == Kind.RANKING:
            yield self.first(question)
        elif question.kind in (Kind.NUMBER, Kind.DATE):
            yield self.classed(question)
        else:
            yield self.sorted_out(question, "", self.answered(question.key))

    def is_of_several_places(self, question: Question) -> bool:
        drawn = (one for one in self.questionnaire.questions() if question in one.follow_ups)
        return any(one.map.most > 1 for one in drawn)

    def rows(self, question: Question) -> list[str]:
        known = [one.key for one in question.rows] or self.objects.get(question.map.group, [])
        found = {row for key, row in self.said if key == question.key and row}
        return [*known, *sorted(found - set(known))]

    def categories(self, question: Question, told: dict[str, np.ndarray]) -> list[str]:
        """As they are asked, with those of older editions that somebody chose."""
        if question.kind in (Kind.SCALE, Kind.RATE):
            known = [str(step) for step in range(1, question.steps + 1)]
        else:
            known = [one.key for one in question.choices]
        known += [UNSURE] if question.unsure else []
        return [*known, *sorted(set(told) - set(known) - {NOTHING, ANYTHING})]

    def sorted_out(self, question: Question, row: str, answered: np.ndarray) -> Item:
        told = self.said.get((question.key, row), {})
        names = self.categories(question, told)
        values = {place: value for place, name in enumerate(names) if (value := value_of(question, name)) is not None}
        return Item(question, row, tuple(names), self.columns(told, names), answered, values=values)

    def columns(self, told: dict[str, np.ndarray], names: list[str]) -> np.ndarray:
        blank = np.zeros(len(self.n), dtype=int)
        return np.array([told.get(name, blank) for name in names], dtype=int).reshape(len(names), len(self.n)).T

    def split(self, question: Question) -> Iterator[Item]:
        told = self.said.get((question.key, ""), {})
        known = self.objects.get(question.map.group, []) if question.kind == Kind.OBJECTS else []
        names = [*known, *(name for name in self.categories(question, told) if name not in known)]
        for name in names:
            yield Item(question, name, (name,), self.columns(told, [name]), self.answered(question.key), is_split=True)

    def done(self, question: Question) -> Item:
        """Whether it was answered at all: a text, a day, a consent, something drawn."""
        of = self.answered(question.key)
        everybody = self.n.copy()
        return Item(question, "", (ANYTHING,), of.reshape(-1, 1), everybody, is_split=True)

    def first(self, question: Question) -> Item:
        """A ranking, as what was put first."""
        names = [one.key for one in question.choices]
        blank = np.zeros(len(self.n), dtype=int)
        firsts = {name: self.said.get((question.key, name), {}).get("1", blank) for name in names}
        told = self.columns(firsts, names)
        return Item(question, "", tuple(names), told, told.sum(axis=1))

    def classed(self, question: Question) -> Item:
        """Numbers and months in classes, each with several people: a number itself may be somebody's alone."""
        is_date = question.kind == Kind.DATE
        told = {
            float(month_number(what) if is_date else what): n
            for what, n in self.said.get((question.key, ""), {}).items()
            if what and what != ANYTHING
        }
        found = {value: int(n.sum()) for value, n in told.items()}
        classes = periods_of(found) if is_date else classes_of(found)
        if not classes:
            return self.done(question)
        names = [period_key(*one) if is_date else "{:g}:{:g}".format(*one) for one in classes]
        blank = np.zeros(len(self.n), dtype=int)
        inside = [sum((n for value, n in told.items() if low <= value < high), blank) for low, high in classes]
        counted = self.columns(dict(zip(names, inside, strict=True)), names)
        return Item(question, "", tuple(names), counted, self.answered(question.key))


def value_of(question: Question, name: str) -> float | None:
    """The number that a category stands for in a mean: a step, or a column's place from 1."""
    if question.kind == Kind.MATRIX:
        keys = [one.key for one in question.choices]
        return float(keys.index(name) + 1) if name in keys else None
    return float(name) if question.kind in (Kind.SCALE, Kind.RATE) and name.isdigit() else None
