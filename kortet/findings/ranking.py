"""What was put in order, as the mean place of each choice: in the whole town, where that gives no small number away.

People who exchange all they said leave the town's counts as they are. So these tell nothing of a group that the table
of what was put first hides; and where each of them, and each difference of them that is people, is nobody or five at
least, they tell nothing of the town either (docs/decisions/0047).
"""

from typing import Any

import numpy as np

from kortet.findings.counting import Counted
from kortet.findings.hiding import is_small
from kortet.surveys.questionnaire import Question


class Ranks:
    """`told` are people by choice, stratum and place from 1."""

    def __init__(self, counted: Counted, question: Question) -> None:
        self.rows = [one.key for one in question.choices]
        said = [counted.said.get((question.key, row), {}) for row in self.rows]
        places = sorted({int(float(what)) for of in said for what in of if what.isdigit()})
        blank = np.zeros(len(counted.n), dtype=int)
        self.values = np.arange(1, (places[-1] if places else 0) + 1)
        columns = [[of.get(str(place), blank) for place in self.values.tolist()] for of in said]
        self.told = np.array(columns, dtype=int).reshape(len(said), len(self.values), len(counted.n)).swapaxes(1, 2)
        self.answered, self.total = int(counted.answered(question.key).sum()), counted.total

    @property
    def town(self) -> np.ndarray:
        """Choice × place."""
        return self.told.sum(axis=1)

    @property
    def tells_small(self) -> bool:
        """Whether a few people could be reckoned from the counts: who put a choice there, who did not put it anywhere,
        who answered with so many choices and no more, who did not answer."""
        by_choice, by_place = self.town.sum(axis=1), self.town.sum(axis=0)
        stopped = -np.diff([self.total, self.answered, *by_place.tolist(), 0])
        people = [*self.town.ravel().tolist(), *(self.total - by_choice), *(self.answered - by_choice), *stopped]
        return any(is_small(int(n)) for n in people)

    def as_told(self, weights: np.ndarray | None) -> list[dict[str, Any]]:
        """By choice: how many put it where, and the weighted mean where that is the same whoever said what."""
        return [
            {"row": row, "counts": counts.tolist(), "weighted": self.weighted(told, weights)}
            for row, counts, told in zip(self.rows, self.town, self.told, strict=True)
        ]

    def weighted(self, told: np.ndarray, weights: np.ndarray | None) -> float | None:
        """To one decimal; None where it would be another if any two people had said what the other did.

        Their weights differ by `apart` at most, and their places by all that there are.
        """
        if weights is None or not told.any():
            return None
        apart, whole = float(np.ptp(weights)), float(weights @ told.sum(axis=1))
        if whole <= apart:
            return None
        value = float(weights @ (told @ self.values)) / whole
        shift = apart * (len(self.values) - 1) / (whole - apart)
        return round(value, 1) if round(value - shift, 1) == round(value + shift, 1) else None
