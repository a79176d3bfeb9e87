"""The tables of a survey as they are told: one fixed family, every question by age, by sex and by area, and no other.

A document of numbers and keys (`null`: hidden); the words stand in the survey's edition. Whoever tells a number about
answers to anybody takes it from `published_tables`, so that no two pages can be subtracted (docs/decisions/0047).

    {"edition": 1, "total": 412, "weighting": {...} | null,
     "groups": {"area": {"names": ["1", "other"], "parts": [["1"], ["2", ""]], "n": [300, 112], "people": [950, null]}},
     "questions": [{"key": "content", "items": [
        {"row": "", "names": ["1", …, ""], "base": "answered" | "all", "split": false, "values": {"0": 1.0},
         "n": 400, "counts": [12, null, …], "by": {"area": {"n": [...], "counts": [[...], …]}},
         "means": {"area": [[3.4, 3.1, 3.7], null]},
         "weighted": {"n": 311, "shares": [[3, 2, 5], null], "mean": [3.4, 3.2, 3.6]},
         "ranks": [{"row": "a", "counts": [90, 40, 12], "weighted": 1.4 | null}]}]}]}

`names` "" is the rest of a group: who said nothing, or none of it. Only a ranking has `ranks`. `items` is empty where
too few answered.
"""

from collections.abc import Collection
from typing import Any

import numpy as np

from kortet.figures.small_numbers import LEAST
from kortet.findings.background import Town, Who
from kortet.findings.counting import NOTHING, Counted, Item
from kortet.findings.groups import Groups
from kortet.findings.hiding import is_small
from kortet.findings.models import Published
from kortet.findings.nesting import Told, conditions_of, tables_left
from kortet.findings.pieces import Piece
from kortet.findings.ranking import RankedPiece, Ranks
from kortet.findings.together import Choices, Pair
from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import Kind, Question

Document = dict[str, Any]


def published_tables(survey: Survey) -> Document:
    """What is told of a survey: as it was published, or as it would be if that were done now."""
    found = Published.objects.filter(survey=survey).first()
    return found.content if found else tables_now(survey)


def tables_now(survey: Survey) -> Document:
    """Reckoned from the answers that there are; small numbers hidden."""
    return Tables(who_answered(survey)).document()


def exact_tables(survey: Survey) -> Document:
    """With all numbers, for those who have the answers themselves: never to be published."""
    return ExactTables(who_answered(survey)).document()


def who_answered(survey: Survey) -> Who:
    return Who(Counted(survey), Town(survey.process.municipality))


class Tables:
    """Makes the document."""

    def __init__(self, who: Who) -> None:
        self.who, self.counted = who, who.counted
        self.told: Told = {}

    @property
    def groups(self) -> dict[str, Groups]:
        return self.who.groups

    @property
    def tells_nothing(self) -> bool:
        return self.counted.total < LEAST

    def document(self, only: Collection[str] | None = None) -> Document:
        """Of all questions, or of some with those that they hang upon: the numbers are the same."""
        if self.tells_nothing:
            return self.heads() | {"weighting": None, "questions": []}
        asked = [one for one in self.counted.questions() if only is None or one.key in only]
        questions = [self.question(one) for one in asked]
        return self.heads() | {"weighting": self.weighting(), "questions": questions}

    def heads(self) -> Document:
        """Whose answers they are: how many answered, in all and of each group."""
        edition = self.counted.edition.number if self.counted.edition else None
        if self.tells_nothing:
            return {"edition": edition, "total": None if self.counted.total else 0, "groups": {}}
        groups = {name: self.group(name, groups) for name, groups in self.groups.items()}
        return {"edition": edition, "total": self.counted.total, "groups": groups}

    def group(self, name: str, groups: Groups) -> dict[str, Any]:
        """With how many people live here of each group, where that is known."""
        people = {key: n for (key,), n in self.who.population(name).items()}
        living = [sum(people[one] for one in part) if set(part) <= set(people) else None for part in groups.parts]
        names, parts = list(groups.names), [list(one) for one in groups.parts]
        return {"names": names, "parts": parts, "n": groups.sums(self.counted.n).tolist(), "people": living}

    def weighting(self) -> dict[str, Any] | None:
        """What is told of the weights: never a weight itself."""
        found = self.who.weighting
        if found is None:
            return None
        told = {"method": found.method, "variables": list(found.variables), "n": round(found.n_effective)}
        cut = None if is_small(found.trimmed) else found.trimmed
        effect = round(found.design_effect, 1)
        return told | {"effect": effect, "trimmed": cut, "year": self.who.town.year, "source": self.who.town.source}

    def question(self, question: Question) -> dict[str, Any]:
        left = self.tables_left(question)
        pairs = [] if left is None else self.pairs(question, left)
        self.told |= {(item.question.key, item.row): (item, piece) for item, piece in pairs}
        items = [self.as_told(item, piece, self.base(item, left or set())) for item, piece in pairs if piece]
        return {"key": question.key, "items": items}

    def pairs(self, question: Question, left: set[str]) -> list[Pair]:
        """Its items with what is told of each; None: nothing."""
        pairs = [(item, self.piece_of(item, left)) for item in self.counted.items(question)]
        is_of_choices = len(pairs) > 1 and pairs[0][0].is_split
        return self.hide_together(pairs) if is_of_choices else pairs

    def hide_together(self, pairs: list[Pair]) -> list[Pair]:
        return Choices(pairs, self.groups).hide()

    def tables_left(self, question: Question) -> set[str] | None:
        return tables_left(question, self.who, self.told)

    def piece_of(self, item: Item, left: set[str]) -> Piece | None:
        base, is_asked_of_all = self.base(item, left), not conditions_of(self.counted, item.question)
        return None if base == "all" and not is_asked_of_all else self.piece(item, base, left)

    def base(self, item: Item, left: set[str]) -> str:
        """Of whom it is told."""
        return "answered" if self.may_tell(item.answered, left) else "all"

    def may_tell(self, answered: np.ndarray, left: set[str]) -> bool:
        """Whether neither those who answered nor those who did not are few, in the town or a group."""
        sides = (answered, self.counted.n - answered)
        tables = [sums for side in sides for sums in (side.sum(keepdims=True), *self.sums(side, left))]
        return not any(is_small(int(n)) for sums in tables for n in sums)

    def sums(self, side: np.ndarray, left: set[str]) -> list[np.ndarray]:
        return [self.groups[name].sums(side) for name in sorted(left)]

    def piece(self, item: Item, base: str, left: set[str]) -> Piece | None:
        of = universe(item, item.answered if base == "answered" else self.counted.n)
        groups = {name: self.groups[name] for name in self.groups if name in left}
        made = Piece(of, groups, item.values, self.who.weights)
        if item.question.kind == Kind.RANKING and not item.is_split:
            made = RankedPiece(of, groups, weights=self.who.weights, ranks=Ranks(self.counted, item.question))
        return made if self.hide(made) else None

    def hide(self, piece: Piece) -> bool:
        return piece.hide()

    def as_told(self, item: Item, piece: Piece, base: str) -> dict[str, Any]:
        names = [*item.names, *[NOTHING] * (piece.told.shape[1] - len(item.names))]
        told = {"row": item.row, "names": names, "base": base, "split": item.is_split}
        return told | {"values": {str(place): value for place, value in item.values.items()}} | piece.as_told()


class ExactTables(Tables):
    """With nothing hidden."""

    @property
    def tells_nothing(self) -> bool:
        return not self.counted.total

    def tables_left(self, question: Question) -> set[str] | None:
        return set(self.groups)

    def may_tell(self, answered: np.ndarray, left: set[str]) -> bool:
        return True

    def hide(self, piece: Piece) -> bool:
        piece.masks = {name: frozenset() for name in piece.groups}
        return True

    def hide_together(self, pairs: list[Pair]) -> list[Pair]:
        return pairs


def universe(item: Item, of: np.ndarray) -> np.ndarray:
    """People by stratum and category, and in a last category the rest of the universe, where there is one."""
    rest = of - item.told.sum(axis=1)
    if not item.is_split and not rest.any():
        return item.told
    return np.column_stack([item.told, rest])
