"""What of a table of people is not told, where all of its sums are told.

Sums are the same in every table of a survey, so they stay: unlike figures/small_numbers.py nothing here hides a total.
Whatever is left over when the told numbers of a row or column are taken from its sum is nobody, or five at least.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from kortet.figures.small_numbers import LEAST, Ring, Spot, Suppression

Counts = np.ndarray


def is_small(n: int) -> bool:
    return 0 < n < LEAST


def hide_line(counts: Sequence[int]) -> frozenset[int] | None:
    """Which of a list are hidden, whose sum is told; None: it cannot be told in part."""
    hidden = {place for place, n in enumerate(counts) if is_small(n)}
    while hidden and (len(hidden) == 1 or sum(counts[place] for place in hidden) < LEAST):
        more = smallest(((n, place) for place, n in enumerate(counts)), hidden)
        if more is None:
            return None
        hidden.add(more)
    return frozenset(hidden)


def smallest(numbers: Iterable[tuple[int, int]], hidden: set[int]) -> int | None:
    """The place of the smallest number that is still told; a 0 is never hidden."""
    return min(((n, place) for n, place in numbers if n and place not in hidden), default=(0, None))[1]


def hide_inside(table: Counts, also: frozenset[Spot] = frozenset()) -> frozenset[Spot] | None:
    """Which cells are hidden of a table whose rows' and columns' sums are told; None: not without hiding a sum.

    `also` are hidden anyway, but for a 0.
    """
    hidden = {(r, c) for r, c in np.argwhere((table > 0) & (table < LEAST)).tolist()}
    hidden |= {spot for spot in also if table[spot]}
    if not hidden:
        return frozenset()
    if not completed(table, hidden):
        return None
    inside = Inside(table.tolist(), hidden)
    try:
        for spot in sorted(hidden):
            if is_small(inside.n(spot)) and inside.is_certain(spot):
                for one in inside.cheapest_ring(spot):
                    inside.take_out(one)
    except ValueError:  # no ring is left
        return None
    return frozenset(inside.spots)


def completed(table: Counts, hidden: set[Spot]) -> bool:
    """Hides more until each row and column with something hidden hides two numbers, and five people; False: cannot."""
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for axis in (0, 1):
            for line in {spot[axis] for spot in hidden}:
                places = {spot[1 - axis] for spot in hidden if spot[axis] == line}
                numbers = table[line] if axis == 0 else table[:, line]
                while len(places) == 1 or sum(int(numbers[place]) for place in places) < LEAST:
                    more = smallest(((int(n), place) for place, n in enumerate(numbers)), places)
                    if more is None:
                        return False
                    places.add(more)
                    hidden.add((line, more) if axis == 0 else (more, line))
    return True


class Inside(Suppression):
    """The table with sums that are always told."""

    def __init__(self, numbers: list[list[int]], hidden: set[Spot]) -> None:
        super().__init__(numbers, totals_of_rows=True, also=hidden)

    def cheapest_ring(self, spot: Spot) -> Ring:
        """As its parent's, without sums; raises ValueError where there is none."""
        row, column = spot
        rings = (
            (spot, (row, c), (r, column), (r, c))
            for r in range(self.rows)
            for c in range(self.columns)
            if r != row and c != column
        )
        return min((ring for ring in rings if self.may_turn(ring)), key=self.cost)
