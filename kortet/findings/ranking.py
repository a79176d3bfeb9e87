"""What was put in order, as the mean place of each choice: in the whole town, where that gives no small number away.

People who exchange all they said leave the town's counts as they are. So these tell nothing of a group that the table
of what was put first hides; and where each of them, and each difference of them that is people, is nobody or five at
least, they tell nothing of the town either (docs/decisions/0047).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from kortet.findings.counting import Counted
from kortet.findings.hiding import is_small
from kortet.findings.pieces import Figures, Piece
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
        """By choice: how many put it where, and its mean place, weighted, to one decimal."""
        means = [None] * len(self.rows) if weights is None else self.means(weights)
        return [
            {"row": row, "counts": counts.tolist(), "weighted": None if mean is None else round(mean, 1)}
            for row, counts, mean in zip(self.rows, self.town, means, strict=True)
        ]

    def means(self, weights: np.ndarray) -> list[float | None]:
        whole, sums = self.whole(weights), np.einsum("csp,s,p->c", self.told, weights, self.values)
        return [float(total / of) if of else None for total, of in zip(sums, whole, strict=True)]

    def whole(self, weights: np.ndarray) -> np.ndarray:
        return self.told.sum(axis=2) @ weights

    def stay(self, weights: np.ndarray, apart: float) -> bool:
        """Whether all weighted means are told the same when two people, whose weights are so far apart, exchange all
        they said, whatever that was: their places differ by all that there are at most."""
        for mean, whole in zip(self.means(weights), self.whole(weights), strict=True):
            if mean is None:
                continue
            shift = apart * (len(self.values) - 1) / (whole - apart) if whole > apart else np.inf
            if not np.isfinite(shift) or round(mean - shift, 1) != round(mean + shift, 1):
                return False
        return True


@dataclass
class RankedPiece(Piece):
    """What was put first, with the places of all choices beside it; `ranks` is what is known of those."""

    ranks: Ranks | None = None
    tells_places: bool = True
    weighs_places: bool = True

    def hide(self) -> bool:
        self.tells_places = self.ranks is not None and not self.ranks.tells_small
        return super().hide()

    def tell_less(self) -> bool:
        """Weighted places are left out before anything else is."""
        if self.tells_places and self.weighs_places and self.weak_tables():
            self.weighs_places = False
        return super().tell_less()

    def looks_the_same(self, told: np.ndarray, figures: Figures) -> bool:
        return super().looks_the_same(told, figures) and self.places_look_the_same(told)

    def places_look_the_same(self, told: np.ndarray) -> bool:
        if not self.ranks or not self.tells_places or not self.weighs_places or self.weights is None:
            return True
        return self.ranks.stay(self.weights, float(np.ptp(self.weights[(told != self.told).any(axis=1)])))

    def as_told(self) -> dict[str, Any]:
        weights = self.weights if self.weighs_places else None
        return super().as_told() | {"ranks": self.ranks.as_told(weights) if self.ranks and self.tells_places else []}
