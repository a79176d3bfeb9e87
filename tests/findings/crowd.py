"""All that is published of one survey, held together: every crowd of people of whom the same would be told.

A crowd is so many people of each stratum (age, sex, area: the attacker knows how many) and pattern: what somebody said
to several things at once. What is published is facts: between so many people of some strata have one of some patterns.
"""

from itertools import product

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from kortet.figures.small_numbers import LEAST


def patterns(things, allowed):
    """All ways of saying yes or no to things (dicts: thing → bool), as far as they are allowed."""
    every = (dict(zip(things, bits, strict=True)) for bits in product((False, True), repeat=len(things)))
    return [one for one in every if allowed(one)]


class Crowd:
    """`sizes` are the people of each stratum; every person has one of the patterns."""

    def __init__(self, sizes, patterns):
        self.sizes, self.patterns = np.asarray(sizes), patterns
        self.rows, self.low, self.high = [], [], []
        for stratum, n in enumerate(self.sizes.tolist()):
            self.fact([stratum], lambda _pattern: True, n, n)

    def spots(self, strata, holds):
        """The variables of some strata and of the patterns that something holds for."""
        places = [place for place, pattern in enumerate(self.patterns) if holds(pattern)]
        return [stratum * len(self.patterns) + place for stratum in strata for place in places]

    def fact(self, strata, holds, low, high):
        self.rows.append(self.spots(strata, holds))
        self.low.append(low)
        self.high.append(high)

    def tells(self, strata, thing, n):
        """So many of some strata said a thing; None: it is hidden, which a 0 never is."""
        low, high = (1, np.inf) if n is None else (n, n)
        self.fact(strata, lambda pattern: pattern[thing], low, high)

    def bounds(self, strata, holds):
        """The fewest and the most that may be of some strata and patterns."""
        return tuple(self.reached(self.spots(strata, holds), sign) for sign in (1, -1))

    def reached(self, spots, sign):
        size = len(self.sizes) * len(self.patterns)
        aim = np.zeros(size)
        aim[spots] = sign
        places = [(row, spot) for row, spots_of in enumerate(self.rows) for spot in spots_of]
        matrix = csr_array((np.ones(len(places)), tuple(zip(*places, strict=True))), shape=(len(self.rows), size))
        limits = LinearConstraint(matrix, np.array(self.low), np.array(self.high))
        upper = np.repeat(self.sizes, len(self.patterns))
        found = milp(aim, constraints=limits, integrality=np.ones(size), bounds=(0, upper))
        assert found.status == 0, found.message
        return round(sign * found.fun)


def known(crowd, truths):
    """The small numbers that are certain: of (name, strata, holds, people) those with one value only."""
    small = [one for one in truths if 0 < one[3] < LEAST]
    return [(name, n) for name, strata, holds, n in small if crowd.bounds(strata, holds) == (n, n)]


def columns_of(groups):
    """The strata of each group; none where there are no groups."""
    columns = range(len(groups.names)) if groups else ()
    return [np.flatnonzero(groups.columns == column).tolist() for column in columns]
