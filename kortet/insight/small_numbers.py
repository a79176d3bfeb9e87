"""Small numbers of people are hidden, and so much beside them that they cannot be reckoned back from the totals.

A table is rows, columns and their sums. A number from 1 to 4 is hidden first; then, for as long as one that is hidden
could have no other value, one more of its row or column (Cox 1980; Willenborg & de Waal 2001, chapter 8). Whoever reads
the table is taken to know that what is hidden is at least 1, because a 0 is always shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LEAST = 5
Spot = tuple[int, int]  # row and column; the totals are the last of each


@dataclass(frozen=True)
class Hidden:
    """Which numbers of a table are not told; `is_hidden(row, column)`, where -1 means the total."""

    spots: frozenset[Spot]
    rows: int
    columns: int

    def is_hidden(self, row: int, column: int) -> bool:
        return (row if row >= 0 else self.rows, column if column >= 0 else self.columns) in self.spots


def hide(numbers: list[list[int]], also: Iterable[Spot] = ()) -> Hidden:
    """What to hide of a table of rows, whose totals of rows, columns and all are shown beside it.

    `also` is hidden whatever its sum: people whom several numbers of a row have in common are fewer than the sum.
    """
    return Suppression(numbers, totals_of_rows=True, also=also).hidden()


def hide_list(numbers: list[int]) -> Hidden:
    """What to hide of one column, whose total is shown below it."""
    return Suppression([[n] for n in numbers], totals_of_rows=False).hidden()


class Suppression:
    """The table with its totals, and what of it is hidden so far."""

    def __init__(self, numbers: list[list[int]], *, totals_of_rows: bool, also: Iterable[Spot] = ()) -> None:
        self.rows, self.columns = len(numbers), len(numbers[0]) if numbers else 0
        sums = [[*row, sum(row)] for row in numbers]
        self.table = [*sums, [sum(column) for column in zip(*sums, strict=True)]]
        every = [(row, column) for row in range(len(self.table)) for column in range(len(self.table[row]))]
        self.spots = {spot for spot in every if 0 < self.n(spot) < LEAST} | set(also)
        # Totals that are not shown cannot be reckoned with.
        self.unshown = set() if totals_of_rows else {spot for spot in every if spot[1] == self.columns}
        self.spots |= self.unshown

    def n(self, spot: Spot) -> int:
        return self.table[spot[0]][spot[1]]

    def hidden(self) -> Hidden:
        while told := next((spot for spot in sorted(self.spots) if self.is_certain(spot)), None):
            self.spots.add(self.next_to(told))
        return Hidden(frozenset(self.spots - self.unshown), self.rows, self.columns)

    def next_to(self, spot: Spot) -> Spot:
        """The smallest number that is still shown in the row or column of a hidden one; totals last."""
        row, column = spot
        line = [(row, other) for other in range(self.columns + 1)] + [(other, column) for other in range(self.rows + 1)]
        open_ones = [one for one in line if one not in self.spots and self.n(one)]
        # Where all of its lines are hidden, what is certain hangs on a total elsewhere.
        everywhere = [(r, c) for r in range(self.rows + 1) for c in range(self.columns + 1) if (r, c) not in self.spots]
        return min(open_ones or [one for one in everywhere if self.n(one)], key=lambda one: self.weight(one, spot))

    def weight(self, spot: Spot, beside: Spot) -> tuple[int, int, Spot]:
        """How dear it is to hide a number beside another: a sum that says the same costs nothing."""
        totals = (spot[0] == self.rows) + (spot[1] == self.columns)
        return -1 if totals == 1 and self.n(spot) == self.n(beside) else totals, self.n(spot), spot

    def is_certain(self, spot: Spot) -> bool:
        """Whether a hidden number could have no other value than its own.

        Sums stay right when ones are passed round a ring of hidden numbers, here added, there taken away; where one of
        the numbers of a table may differ at all, it may differ by such a ring (the residual network of a flow).
        """
        if spot in self.unshown:
            return False
        start, end = self.ends(spot)
        up = self.reaches(end, start, without=spot)
        down = self.n(spot) > 1 and self.reaches(start, end, without=spot)
        return not (up or down)

    def ends(self, spot: Spot) -> tuple[str, str]:
        """A number as an arrow between the sums that it stands in, in the direction in which it grows."""
        row, column = spot
        row_end, column_end = f"r{row}", f"c{column}"
        if row == self.rows and column == self.columns:
            return row_end, column_end
        if column == self.columns or row == self.rows:
            return (column_end, row_end)
        return row_end, column_end

    def reaches(self, start: str, end: str, *, without: Spot) -> bool:
        seen, waiting = {start}, [start]
        arrows = self.arrows(without)
        while waiting:
            for after in arrows.get(waiting.pop(), ()):
                if after == end:
                    return True
                if after not in seen:
                    seen.add(after)
                    waiting.append(after)
        return False

    def arrows(self, without: Spot) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for start, end in self.moves(without):
            found.setdefault(start, []).append(end)
        return found

    def moves(self, without: Spot) -> Iterator[tuple[str, str]]:
        """Each hidden number can grow by one, and shrink by one if one is left."""
        for spot in self.spots - {without}:
            start, end = self.ends(spot)
            yield start, end
            if self.n(spot) > 1:
                yield end, start
