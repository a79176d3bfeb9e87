"""Small numbers of people are hidden, and so much beside them that they cannot be reckoned back from the totals.

A table is rows, columns and their sums. A number from 1 to 4 is hidden first; then, for as long as one that is hidden
could have no other value, one more of its row or column (Cox 1980; Willenborg & de Waal 2001, chapter 8). Whoever reads
the table is taken to know that what is hidden is at least 1, because a 0 is always shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

LEAST = 5
Spot = tuple[int, int]  # row and column; the totals are the last of each
Ring = tuple[Spot, Spot, Spot, Spot]


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
        self.arrows: dict[str, set[tuple[str, Spot]]] = {}
        for spot in self.spots | self.unshown:
            self.take_out(spot)

    def n(self, spot: Spot) -> int:
        return self.table[spot[0]][spot[1]]

    def hidden(self) -> Hidden:
        for spot in sorted(self.spots - self.unshown):
            if self.is_certain(spot):
                for one in self.cheapest_ring(spot):
                    self.take_out(one)
        return Hidden(frozenset(self.spots - self.unshown), self.rows, self.columns)

    def cheapest_ring(self, spot: Spot) -> Ring:
        """The four numbers, of two rows and two columns, that hide a number and cost least: a 0 is never hidden.

        There is always one, because the three totals of a number can all be greater.
        """
        rings = (
            (spot, (spot[0], column), (row, spot[1]), (row, column))
            for row in range(self.rows + 1)
            for column in range(self.columns + 1)
            if row != spot[0] and column != spot[1]
        )
        return min((ring for ring in rings if self.may_turn(ring)), key=self.cost)

    def cost(self, ring: Ring) -> int:
        """What can no longer be read; a total is dearer than all that it sums up."""
        dear = self.table[-1][-1] + 1
        new = [one for one in ring if one not in self.spots]
        return sum(self.n(one) + dear * (one[0] == self.rows) + dear * (one[1] == self.columns) for one in new)

    def may_turn(self, ring: Ring) -> bool:
        """Whether ones can be passed round a ring: where some numbers grow, those that shrink are 2 at least."""
        if not all(self.n(one) for one in ring):
            return False
        beside = 1 if self.columns in (ring[0][1], ring[1][1]) else -1
        below = 1 if self.rows in (ring[0][0], ring[2][0]) else -1
        signs = (1, beside, below, beside * below)
        return any(
            all(self.n(one) > 1 for one, sign in zip(ring, signs, strict=True) if sign == way) for way in (1, -1)
        )

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

    def take_out(self, spot: Spot) -> None:
        """Hides a number: from now on it can grow by one, and shrink by one if one is left."""
        self.spots.add(spot)
        start, end = self.ends(spot)
        self.arrows.setdefault(start, set()).add((end, spot))
        if self.n(spot) > 1:
            self.arrows.setdefault(end, set()).add((start, spot))

    def reaches(self, start: str, end: str, *, without: Spot) -> bool:
        seen, waiting = {start}, [start]
        while waiting:
            for after, by in self.arrows.get(waiting.pop(), ()):
                if by == without or after in seen:
                    continue
                if after == end:
                    return True
                seen.add(after)
                waiting.append(after)
        return False
