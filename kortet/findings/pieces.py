"""One thing that is told of a survey, with what of it is hidden; and the proof that what is hidden cannot be known.

The proof is another town: the same answers, but for one person who said something else, or two who said each other's.
Where all that is told would be the same, what is told cannot give away who said what (docs/decisions/0047).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

from kortet.figures.small_numbers import LEAST
from kortet.findings.estimates import Estimate, mean, share, weighted_mean
from kortet.findings.groups import Groups
from kortet.findings.hiding import hide_inside, hide_line
from kortet.findings.weights import n_effective

MOST_TRIES = 300
MOST_PAIRS = 50_000
Spot = tuple[int, int]
Figures = dict[str, Any]


@dataclass
class Piece:
    """People by stratum (rows of `told`) and category; each of the universe is in one category.

    `values` are the numbers of categories in a mean. `hidden` are the categories that are hidden from everywhere,
    `masks` what else is hidden of each table by group: cells (folded category, group). Without one there is no table.
    """

    told: np.ndarray
    groups: Mapping[str, Groups]
    values: Mapping[int, float] = field(default_factory=dict)
    weights: np.ndarray | None = None
    hidden: frozenset[int] = frozenset()
    masks: dict[str, frozenset[Spot]] = field(default_factory=dict)
    means_left: set[str] = field(default_factory=set)  # tables whose means are told although numbers of theirs are not

    @property
    def n(self) -> int:
        return int(self.told.sum())

    @property
    def counts(self) -> np.ndarray:
        return self.told.sum(axis=0)

    def table(self, name: str, told: np.ndarray | None = None) -> np.ndarray:
        """Category × group."""
        return self.groups[name].sums(self.told if told is None else told)

    def hide(self) -> bool:
        """Finds what is to be hidden, and tells less until nothing can be known of what is; False: tell nothing."""
        hidden = hide_line(self.counts.tolist())
        if hidden is None or 0 < self.n < LEAST:
            return False
        self.hidden = hidden
        for name in list(self.groups):
            mask = hide_inside(self.folded(self.table(name)))
            if mask is not None and not any(0 < n < LEAST for n in self.table(name).sum(axis=0)):
                self.masks[name] = mask
        self.means_left = {"", *self.masks} if self.values else set()
        return self.tell_less()

    def hide_also(self, name: str, column: int) -> bool:
        """Hides the numbers of a group in a table too, and what then has to be; False: tell nothing."""
        table = self.folded(self.table(name))
        mask = hide_inside(table, self.masks.pop(name) | {(row, column) for row in range(len(table))})
        if mask is not None:
            self.masks[name] = mask
        return self.tell_less()

    def tell_less(self) -> bool:
        """Leaves out means of groups, then weighted figures, then tables, as long as something could be known."""
        while weak := self.weak_tables():
            if self.means_left:
                self.means_left -= set(weak) & self.means_left or set(self.means_left)
            elif self.weights is not None:
                self.weights = None
            elif told := [name for name in weak if name in self.masks] or list(self.masks):
                del self.masks[told[0]]
            else:
                return False
        return True

    # The categories that are hidden from everywhere are told together, as what is left of a group: one row of its own.
    def folded(self, table: np.ndarray) -> np.ndarray:
        rows = [table[row] for row in self.open_rows]
        if self.hidden:
            rows.append(table[sorted(self.hidden)].sum(axis=0))
        return np.array(rows, dtype=int).reshape(len(rows), table.shape[1])

    @property
    def open_rows(self) -> list[int]:
        return [row for row in range(self.told.shape[1]) if row not in self.hidden]

    def weak_tables(self) -> list[str]:
        """The tables ("" for the town's) that have a small number which could be known."""
        before = self.figures(self.told)
        return [
            name
            for name in ["", *self.groups]
            if any(not self.is_open(name, spot, before) for spot in self.small(name))
        ]

    def small(self, name: str) -> Iterator[Spot]:
        """The small numbers of a table: in the town's as (category, 0), else by folded row and group."""
        if not name:
            yield from ((row, 0) for row, n in enumerate(self.counts.tolist()) if 0 < n < LEAST)
            return
        table = self.folded(self.table(name))
        yield from ((r, c) for r, c in np.argwhere((table > 0) & (table < LEAST)).tolist())

    def is_open(self, name: str, spot: Spot, before: Figures) -> bool:
        """Whether there is another town in which that number is another; `before` are the figures of this one."""
        towns = self.exchanged(name, *spot) if name else self.said_otherwise(spot[0])
        return any(self.looks_the_same(other, before) for other in towns)

    def said_otherwise(self, row: int) -> Iterator[np.ndarray]:
        """Towns where one person of a hidden category said another that is hidden."""
        for stratum in np.flatnonzero(self.told[:, row]).tolist():
            for other in sorted(self.hidden - {row}):
                yield moved(self.told, [(stratum, row, other)])

    def exchanged(self, name: str, row: int, column: int) -> Iterator[np.ndarray]:
        """Towns where two people of different groups said what the other did, and this number is another."""
        of, tries = self.groups[name].columns, 0
        inside, outside = np.flatnonzero(of == column).tolist(), np.flatnonzero(of != column).tolist()
        folded = [self.folded_row(r) for r in range(self.told.shape[1])]  # once, not for each pair
        mine_all, rest = ([r for r, place in enumerate(folded) if (place == row) is is_in] for is_in in (True, False))
        for here, there in self.alike_first(name, inside, outside):
            for mine, other in self.ways(mine_all, rest, here, there):
                if not self.is_unseen(name, (mine, other), (int(of[here]), int(of[there]))):
                    continue
                tries += 1
                if tries > MOST_TRIES:
                    return
                yield moved(self.told, [(here, mine, other), (there, other, mine)])

    def alike_first(self, name: str, inside: list[int], outside: list[int]) -> Iterator[tuple[int, int]]:
        """Pairs of strata, those first that differ in this variable alone: no other table sees them exchanged."""
        others = [groups.columns.tolist() for key, groups in self.groups.items() if key != name]
        keys = list(zip(*others, strict=True)) if others else [()] * len(self.told)
        alike: dict[tuple[int, ...], list[int]] = {}
        for there in outside:
            alike.setdefault(keys[there], []).append(there)
        yield from ((here, there) for here in inside for there in alike.get(keys[here], ()))
        if len(inside) * len(outside) < MOST_PAIRS:
            yield from (pair for pair in product(inside, outside) if keys[pair[0]] != keys[pair[1]])

    def ways(self, mine: list[int], rest: list[int], here: int, there: int) -> Iterator[tuple[int, int]]:
        """What two strata could exchange so that a folded row, whose categories are `mine`, gets one more or one fewer
        here: (said here, there)."""
        for one, other in product(mine, rest):
            for said_here, said_there in ((one, other), (other, one)):
                if self.told[here, said_here] and self.told[there, said_there]:
                    yield said_here, said_there

    def is_unseen(self, name: str, rows: Spot, columns: Spot) -> bool:
        """Whether the four cells between two categories and two groups are all hidden."""
        mask = self.masks.get(name)
        return mask is None or all((self.folded_row(r), c) in mask for r in rows for c in columns)

    def folded_row(self, row: int) -> int:
        if row in self.hidden:
            return self.told.shape[1] - len(self.hidden)
        return row - sum(other < row for other in self.hidden)

    def looks_the_same(self, told: np.ndarray, figures: Figures) -> bool:
        """Whether another town would be told of in the same numbers; and no hidden cell is 0, which would be told."""
        for name, mask in self.masks.items():
            before, after = self.folded(self.table(name)), self.folded(self.table(name, told))
            changed = {(r, c) for r, c in np.argwhere(before != after).tolist()}
            if not changed <= mask or any(after[spot] < 1 for spot in changed):
                return False
        return self.means(told) == figures["means"] and self.weighted(told) == figures["weighted"]

    # What is told beside the counts.
    def figures(self, told: np.ndarray) -> Figures:
        """Weighted shares in whole percents, and means to one decimal where a number of theirs is hidden."""
        return {"means": self.means(told), "weighted": self.weighted(told)}

    def means(self, told: np.ndarray) -> dict[str, list[Any]]:
        if not self.values:
            return {}
        tables = {name: self.table(name, told).T for name in self.masks} | {"": told.sum(axis=0, keepdims=True)}
        return {
            name: [None if self.tells_all(name, place) else self.rough(column) for place, column in enumerate(columns)]
            for name, columns in tables.items()
            if name in self.means_left
        }

    def tells_all(self, name: str, column: int) -> bool:
        """Whether all numbers of a mean are told, so that anybody can reckon it."""
        if self.hidden & set(self.values):
            return False
        mask = self.masks.get(name, frozenset())
        return all((self.folded_row(row), column) not in mask for row in self.values)

    def rough(self, counts: np.ndarray) -> list[float] | None:
        found = mean([(value, int(counts[row])) for row, value in self.values.items()])
        return None if found is None or found.n < LEAST else rounded(found)

    def weighted(self, told: np.ndarray) -> dict[str, Any] | None:
        """Of the whole town: each share in whole percents; a mean to one decimal."""
        if self.weights is None or not self.n:
            return None
        by_stratum = told.sum(axis=1)
        n, whole = n_effective(by_stratum, self.weights), float(self.weights @ by_stratum)
        sums = (self.weights @ told).tolist()
        shares = [
            None if row in self.hidden else percents(share(n * amount / whole, n)) for row, amount in enumerate(sums)
        ]
        return {"n": round(n), "shares": shares, "mean": self.weighted_mean(told)}

    def weighted_mean(self, told: np.ndarray) -> list[float] | None:
        if not self.values or self.weights is None:
            return None
        people, sums, squares = told.sum(axis=0), self.weights @ told, self.weights**2 @ told
        rows = [(y, int(people[row]), float(sums[row]), float(squares[row])) for row, y in self.values.items()]
        found = weighted_mean(rows)
        return None if found is None or found.n < LEAST else rounded(found)

    def as_told(self) -> dict[str, Any]:
        """What is stored and shown: numbers by category, None where one is hidden."""
        counts = [None if row in self.hidden else n for row, n in enumerate(self.counts.tolist())]
        tables = {name: self.table_told(name) for name in self.masks}
        return {"n": self.n, "counts": counts, "by": tables, **self.figures(self.told)}

    def table_told(self, name: str) -> dict[str, Any]:
        mask, table = self.masks[name], self.table(name)
        rows = [
            [
                None if row in self.hidden or (self.folded_row(row), column) in mask else n
                for column, n in enumerate(numbers)
            ]
            for row, numbers in enumerate(table.tolist())
        ]
        return {"n": table.sum(axis=0).tolist(), "counts": rows}


def moved(told: np.ndarray, steps: list[tuple[int, int, int]]) -> np.ndarray:
    """A copy in which one person of each stratum said another category: (stratum, from, to)."""
    found = told.copy()
    for stratum, before, after in steps:
        found[stratum, before] -= 1
        found[stratum, after] += 1
    return found


def rounded(found: Estimate) -> list[float]:
    return [round(value, 1) for value in (found.value, found.low, found.high)]


def percents(found: Estimate) -> list[int]:
    return [round(100 * value) for value in (found.value, found.low, found.high)]
