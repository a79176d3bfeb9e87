"""The sums in an urn: how many voted, and for each option its votes, points and first places, by how they came in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

GROUPS = ("codes", "browsers")
VOTES, POINTS, FIRSTS = range(3)
DIGITS = 9  # each number is written this long, so that how long the sums are says nothing


@dataclass
class Sums:
    """`voted[by]`: how many voted; `options[by][option]`: [votes, points, first places]."""

    voted: dict[str, int]
    options: dict[str, dict[int, list[int]]]

    @classmethod
    def of(cls, options: Iterable[int]) -> Self:
        """Nothing yet, for options by their row numbers."""
        rows = list(options)
        return cls(dict.fromkeys(GROUPS, 0), {by: {row: [0, 0, 0] for row in rows} for by in GROUPS})

    @classmethod
    def read(cls, told: dict[str, Any], ballot: int) -> Self:
        """As `written`; raises ValueError on the sums of another ballot, put where these were."""
        if told["ballot"] != ballot:
            raise ValueError(f"the sums in the urn of ballot {ballot} are those of {told['ballot']}")
        voted = {by: int(told["voted"][by]) for by in GROUPS}
        rows = {by: {int(row): [int(n) for n in sums] for row, sums in told[by].items()} for by in GROUPS}
        return cls(voted, rows)

    def written(self, ballot: int) -> dict[str, Any]:
        rows: dict[str, Any] = {
            by: {row: [f"{n:0{DIGITS}}" for n in sums] for row, sums in self.options[by].items()} for by in GROUPS
        }
        return rows | {"ballot": ballot, "voted": {by: f"{self.voted[by]:0{DIGITS}}" for by in GROUPS}}

    def add(self, by: str, vote: Mapping[int, "Mark"]) -> None:
        """One more vote: option → what it got."""
        self.voted[by] += 1
        for option, mark in vote.items():
            sums = self.options[by][option]
            sums[VOTES] += 1
            sums[POINTS] += mark.points
            sums[FIRSTS] += mark.is_first


@dataclass(frozen=True)
class Mark:
    """What one vote gives one option."""

    points: int = 0
    is_first: bool = False
