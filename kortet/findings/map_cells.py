"""Drawn places as cells of at least five people, merged upwards where there are fewer (docs/decisions/0048).

The grid is the Danish square grid in EPSG:25832: a square (side, i, j) has its corner in (i · side, j · side) metres.
What is published is one partition: no cell lies in another, so that none can be taken from another. A square is split
into its quarters as long as one of them can stand alone. Quarters of fewer than five are told of together with the
smallest of those that could have stood alone: whoever knows this rule cannot tell which of them has few.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kortet.figures.small_numbers import LEAST

SIDES = (4000, 2000, 1000, 500, 250)  # metres


class Square(NamedTuple):
    side: int
    i: int
    j: int

    @property
    def quarters(self) -> list["Square"]:
        half = self.side // 2
        return [Square(half, 2 * self.i + right, 2 * self.j + up) for right in (0, 1) for up in (0, 1)]


@dataclass(frozen=True)
class Region:
    """One or more squares that are told of together; `people` is how many of them drew something in it."""

    squares: tuple[Square, ...]
    people: int


Spot = tuple[int, int]  # a square of the finest side
Within = Mapping[Square, frozenset[int]]


def regions(people_in: Mapping[Spot, Iterable[int]], town: Iterable[Spot]) -> list[Region]:
    """What may be published of who (numbers of responses) drew in which squares of 250 metres, most people first.

    `town` are the squares of 4000 metres that the town is in: those without people are told of as one with the few.
    Each region has at least five people. The people of all regions less all people, those who are in several, are none
    or at least five too: where they are not, the squares are larger.
    """
    within = nested(people_in)
    top = sorted({square for square in within if square.side == SIDES[0]} | {Square(SIDES[0], i, j) for i, j in town})
    every = people_of(within, top)
    for finest in reversed(SIDES):
        found = parted(within, top, finest)
        if not 0 < sum(region.people for region in found) - len(every) < LEAST:
            return sorted(found, key=lambda region: (-region.people, region.squares))
    return [Region(tuple(top), len(every))] if len(every) >= LEAST else []


def nested(people_in: Mapping[Spot, Iterable[int]]) -> dict[Square, frozenset[int]]:
    """Every square of every side with the people in it."""
    found: dict[Square, set[int]] = defaultdict(set)
    for (i, j), people in people_in.items():
        some = set(people)
        for side in SIDES:
            times = side // SIDES[-1]
            found[Square(side, i // times, j // times)] |= some
    return {square: frozenset(people) for square, people in found.items() if people}


def parted(within: Within, squares: list[Square], finest: int) -> list[Region]:
    """Squares of one side: each that can stand alone is split further, the rest is one region; none, if it is few."""
    alone, rest = stand_alone(within, squares)
    found = [Region(tuple(rest), len(people))] if len(people := people_of(within, rest)) >= LEAST else []
    for square in alone:
        quarters = square.quarters
        if square.side > finest and stand_alone(within, quarters)[0]:
            found += parted(within, quarters, finest)
        else:
            found.append(Region((square,), len(within[square])))
    return found


def stand_alone(within: Within, squares: list[Square]) -> tuple[list[Square], list[Square]]:
    """Those that are told of by themselves, and the rest, which has nobody or at least five people."""
    people = {square: len(within.get(square, ())) for square in squares}
    if not any(0 < n < LEAST for n in people.values()):
        return [square for square in squares if people[square]], []
    least = min((n for n in people.values() if n >= LEAST), default=0)
    alone = [square for square in squares if people[square] > least >= LEAST]
    return alone, [square for square in squares if square not in set(alone)]


def people_of(within: Within, squares: Iterable[Square]) -> frozenset[int]:
    return frozenset().union(*(within.get(square, frozenset()) for square in squares))


def told_people(found: list[Region], every: int, known: Iterable[int] = ()) -> list[tuple[int, bool]]:
    """How many are told of each region, and whether it is "at least": up to four more; [] where nothing can be told.

    Where fewer than five of all people who drew (`every`) are not in a region, it is not told how many those are.
    `known` are told elsewhere: how many answered at all, and how many drew anything. Where fewer than five of them are
    on no map, the largest region is told so that it may be anything from none to four of them.
    """
    most = max(LEAST, every - LEAST + 1)
    told = [(one.people, False) if len(found) == 1 or one.people < most else (most, True) for one in found]
    few = [n - every for n in known if 0 < n - every < LEAST]
    if not (few and found):
        return told
    first = min(told[0][0], found[0].people - (LEAST - 1 - min(few)))
    return [(first, True), *told[1:]] if first >= LEAST else []
