"""The groups that everything is told by: of an age, a sex, an area; the same in all tables of a survey.

A group has ten people or more. Those that are smaller, and the people of whom it is not known, are one group together;
so the size of each group can be told once and for all, and no table needs to hide it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LEAST_OF_GROUP = 10
OTHER = "other"


@dataclass(frozen=True)
class Groups:
    """`names` are the groups' keys, `parts` the answers that each holds; `columns` is the group of each stratum."""

    names: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    columns: np.ndarray

    def sums(self, table: np.ndarray) -> np.ndarray:
        """Rows of strata added up by group: what was stratum × anything is anything × group."""
        found = np.zeros((len(self.names), *table.shape[1:]), dtype=table.dtype)
        np.add.at(found, self.columns, table)
        return found.T


def groups_of(of: Sequence[str], n: np.ndarray, order: Sequence[str], *, least: int = LEAST_OF_GROUP) -> Groups | None:
    """The groups of a variable, `of` being what each stratum said; None where there would be one only."""
    counts: dict[str, int] = {}
    for name, count in zip(of, n.tolist(), strict=True):
        counts[name] = counts.get(name, 0) + count
    small = joined(counts, least)
    known = [name for name in [*order, *sorted(set(counts) - set(order))] if name in counts and name not in small]
    parts = [*((name,) for name in known), *([tuple(sorted(small))] if small else [])]
    if len(parts) < 2:
        return None
    place = {name: column for column, names in enumerate(parts) for name in names}
    names = (*known, *([OTHER] if small else []))
    return Groups(names, tuple(parts), np.array([place[name] for name in of], dtype=int))


def joined(counts: dict[str, int], least: int) -> set[str]:
    """The answers that are one group together: those of few people and what was not said, with the next smallest."""
    small = {name for name, count in counts.items() if count < least or not name}
    rest = sorted((count, name) for name, count in counts.items() if name not in small)
    while small and rest and sum(counts[name] for name in small) < least:
        small.add(rest.pop(0)[1])
    return small
