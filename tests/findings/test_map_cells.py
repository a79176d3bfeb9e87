"""Cells of at least five people: what can be told of them by whoever knows the rule."""

import itertools
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortet.findings.map_cells import Region, Square, regions, told_people

TOWN = [(0, 0)]
QUARTERS = ((0, 0), (0, 1), (1, 0), (1, 1))
MOST = 16


def people_of(*numbers):
    """A person with one point for each number of each of the first squares."""
    left = itertools.count()
    return {spot: [next(left) for _ in range(n)] for spot, n in zip(QUARTERS, numbers, strict=True) if n}


def test_a_square_with_five_stands_alone_and_the_few_are_with_the_smallest_that_could():
    found = regions(people_of(9, 5, 2, 0), TOWN)
    few = tuple(Square(250, i, j) for i, j in ((0, 1), (1, 0), (1, 1)))
    assert found == [Region((Square(250, 0, 0),), 9), Region(few, 7)]


def test_fewer_than_five_are_nowhere():
    assert regions(people_of(4, 0, 0, 0), TOWN) == []
    assert regions({}, TOWN) == []


def test_few_people_alone_are_as_large_as_the_town():
    found = regions({(0, 0): [1, 2, 3], (70, 0): [4, 5], (40, 40): [6]}, [(0, 0), (1, 0), (4, 0), (2, 2)])
    assert [(region.people, [square.side for square in region.squares]) for region in found] == [(6, [4000] * 4)]


def test_who_knows_the_rule_cannot_tell_that_any_squares_have_one_to_four():
    """All maps of four squares with up to so many people, by what is published of them."""
    same = defaultdict(list)
    for numbers in itertools.product(range(MOST + 1), repeat=4):
        if 5 <= sum(numbers) <= MOST:
            told = sorted((region.squares, region.people) for region in regions(people_of(*numbers), TOWN))
            same[tuple(told)].append(numbers)
    for told, possible in same.items():
        for some in itertools.product((False, True), repeat=4):
            sums = {sum(itertools.compress(numbers, some)) for numbers in possible}
            assert min(sums) == 0 or max(sums) >= 5, told


def test_who_is_in_several_is_not_told_of_by_the_sum():
    """Six of whom one drew in both squares: six and five people, but only ten in all would tell of that one."""
    found = regions({(0, 0): range(6), (0, 1): range(5, 10)}, TOWN)
    assert [region.people for region in found] == [10]


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 35), st.integers(0, 35)), st.frozensets(st.integers(0, 60), max_size=25), max_size=40
    )
)
def test_cells_are_apart_and_have_five_of_whom_all_are_told(people_in):
    found = regions(people_in, TOWN)
    every = set().union(*people_in.values())
    spots = [spot for region in found for square in region.squares for spot in finest(square)]
    assert len(spots) == len(set(spots))
    for region in found:
        inside = {spot for square in region.squares for spot in finest(square)}
        assert region.people == len(set().union(*(people for spot, people in people_in.items() if spot in inside)))
        assert region.people >= 5
    if len(every) >= 5:
        assert {spot for spot, people in people_in.items() if people} <= set(spots)
        assert not 0 < sum(region.people for region in found) - len(every) < 5
        for region, (people, at_least) in zip(found, told_people(found, len(every)), strict=True):
            assert people <= region.people and (at_least or len(found) == 1 or len(every) - people >= 5)


def finest(square):
    n = square.side // 250
    return [(square.i * n + right, square.j * n + up) for right in range(n) for up in range(n)]


@pytest.mark.parametrize("few", [1, 2, 3, 4])
def test_how_few_are_on_no_map_is_not_left_over_by_its_cells(few):
    """30 people drew one point each, and it is told elsewhere that so few more answered."""
    found = [Region((Square(250, 0, 0),), 20), Region((Square(250, 1, 0),), 10)]
    assert told_people(found, 30, [30, 50]) == [(20, False), (10, False)]
    told = told_people(found, 30, [30 + few, 50])
    least = sum(people for people, _at_least in told)
    assert [30 + few - least - more for more in range(5)] == [4, 3, 2, 1, 0]
    assert (told[0][1], told[1]) == (True, (10, False))


def test_a_map_of_five_people_is_not_told_where_one_more_answered():
    assert told_people([Region((Square(250, 0, 0),), 5)], 5, [6]) == []
