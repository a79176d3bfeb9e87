"""No hidden number of a table can be reckoned back: looked for by linear programming, which knows nothing of ours."""

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.optimize import linprog

from kortet.figures.small_numbers import LEAST, hide, hide_list

counts = some.one_of(some.just(0), some.integers(1, 6), some.integers(0, 400))
tables = some.tuples(some.integers(1, 6), some.integers(1, 4)).flatmap(
    lambda size: some.lists(some.lists(counts, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


def with_totals(numbers):
    rows = [[*row, sum(row)] for row in numbers]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def ranges(table, hidden, *, totals_of_rows=True):
    """Each hidden number's least and greatest value that agrees with all that is shown, by scipy.

    The reader knows every sum, and that a hidden number is at least 1.
    """
    height, width = len(table), len(table[0])
    at = {(r, c): n for n, (r, c) in enumerate((r, c) for r in range(height) for c in range(width))}
    sums, bounds = [], []
    for r in range(height):
        sums.append({at[r, c]: 1 for c in range(width - 1)} | {at[r, width - 1]: -1})
    for c in range(width):
        sums.append({at[r, c]: 1 for r in range(height - 1)} | {at[height - 1, c]: -1})
    for r, c in at:
        free = (r, c) in hidden or (not totals_of_rows and c == width - 1)
        bounds.append((1 if (r, c) in hidden else 0, None) if free else (table[r][c], table[r][c]))
    matrix = numpy.zeros((len(sums), len(at)))
    for line, one in enumerate(sums):
        for place, sign in one.items():
            matrix[line, place] = sign
    found = {}
    for spot in hidden:
        cost = numpy.zeros(len(at))
        cost[at[spot]] = 1
        least, most = (linprog(way * cost, A_eq=matrix, b_eq=numpy.zeros(len(sums)), bounds=bounds) for way in (1, -1))
        assert least.status in (0, 3) and most.status in (0, 3)
        found[spot] = (least.fun if least.status == 0 else 0, -most.fun if most.status == 0 else numpy.inf)
    return found


@settings(max_examples=150, deadline=None)
@given(tables)
@pytest.mark.attack("F10")
def test_no_hidden_number_follows_from_the_sums(numbers):
    table, hidden = with_totals(numbers), hide(numbers).spots
    small = {(r, c) for r, row in enumerate(table) for c, n in enumerate(row) if 0 < n < LEAST}
    assert small <= hidden
    assert all(table[r][c] for r, c in hidden)  # a 0 is always shown
    for spot, (least, most) in ranges(table, hidden).items():
        assert most - least > 0.5, (spot, numbers, hidden)


@settings(max_examples=100, deadline=None)
@given(some.lists(counts, min_size=1, max_size=12))
@pytest.mark.attack("F10")
def test_nor_of_a_list_with_its_total(numbers):
    table, hidden = with_totals([[n] for n in numbers]), hide_list(numbers).spots
    assert {(r, 0) for r, n in enumerate(numbers) if 0 < n < LEAST} <= hidden
    for spot, (least, most) in ranges(table, hidden, totals_of_rows=False).items():
        assert most - least > 0.5, (spot, numbers, hidden)


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ([20, 30, 40], set()),
        ([0, 30, 40], set()),
        ([3, 30, 40], {0, 1}),
        ([1, 1, 30], {0, 1, 2}),  # two that make 2 are 1 and 1: a third goes with them
        ([3, 4, 40], {0, 1}),
        ([3, 0, 0], {0, -1}),  # with nothing else to hide, the total goes
        ([], set()),
    ],
)
def test_what_is_hidden(numbers, hidden):
    assert {row for row in [*range(len(numbers)), -1] if hide_list(numbers).is_hidden(row, 0)} == hidden


def test_large_tables_are_quick_enough():
    found = hide_list([n % 7 for n in range(2000)])
    assert sum(found.is_hidden(row, 0) for row in range(2000)) >= 2000 * 4 // 7


def test_no_more_is_hidden_than_needed():
    numbers = [[40 + row, 30 + row] for row in range(20)]
    numbers[7] = [3, 50]
    assert hide(numbers).spots == {(7, 0), (7, 1), (0, 0), (0, 1)}
