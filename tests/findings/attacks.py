"""What somebody tries who wants to know what few people said: from the tables that are told, and nothing else."""

from itertools import combinations

import numpy as np
from scipy.optimize import LinearConstraint, milp

from kortet.figures.small_numbers import LEAST


def small_numbers_known(who, told):
    """The small numbers of a survey that are certain from what is told; [] where nothing is.

    The attacker knows more than anybody does: how many people there are of each age, sex and area together. They look
    for all answers by stratum and category that give the same tables (integer programming), and for each small number
    for the smallest and the largest value that it has among them.
    """
    known = []
    for (key, row), (_item, piece) in told.items():
        if piece is None:
            continue
        world = World(piece)
        for name, spot, cells, value in world.small():
            if world.is_certain(cells, value):
                known.append((key, row, name, spot, value))
    return known


class World:
    """All towns in which an item is told of as it was: whole numbers by stratum and category, within constraints."""

    def __init__(self, piece):
        self.piece, self.shape = piece, piece.told.shape
        self.size = piece.told.size
        self.rows, self.low, self.high = [], [], []
        for stratum, n in enumerate(piece.told.sum(axis=1).tolist()):
            self.hold([(stratum, category) for category in range(self.shape[1])], n, n)
        for category, n in enumerate(piece.as_told()["counts"]):
            if n is not None:
                self.hold(self.of_category(category), n, n)
        for name in piece.masks:
            self.hold_table(name, piece.as_told()["by"][name])
        self.hold_figures(piece.as_told())

    def of_category(self, category, strata=None):
        return [(stratum, category) for stratum in (range(self.shape[0]) if strata is None else strata)]

    def strata_of(self, name, group):
        return np.flatnonzero(self.piece.groups[name].columns == group).tolist()

    def hold(self, cells, low, high, factors=None):
        row = np.zeros(self.size)
        for place, (stratum, category) in enumerate(cells):
            row[stratum * self.shape[1] + category] += 1 if factors is None else factors[place]
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def hold_table(self, name, table):
        """What is told is so; what is hidden is one at least, for a 0 is told, unless its category is hidden at all."""
        for category, numbers in enumerate(table["counts"]):
            for group, n in enumerate(numbers):
                cells = self.of_category(category, self.strata_of(name, group))
                if n is not None:
                    self.hold(cells, n, n)
                elif category not in self.piece.hidden:
                    self.hold(cells, 1, np.inf)

    def hold_figures(self, told):
        """Rounded means, and rounded weighted shares, as the inequalities that they are."""
        for name, means in told["means"].items():
            for group, mean in enumerate(means):
                if mean is not None:
                    self.hold_mean(mean[0], range(self.shape[0]) if not name else self.strata_of(name, group))
        weights = self.piece.weights
        if told["weighted"] is not None:
            whole = float(weights @ self.piece.told.sum(axis=1))
            for category, share in enumerate(told["weighted"]["shares"]):
                if share is not None:
                    bounds = [(share[0] + side) / 100 * whole for side in (-0.5, 0.5)]
                    self.hold(self.of_category(category), bounds[0] - 1e-6, bounds[1] + 1e-6, weights)
            if told["weighted"]["mean"] is not None:
                self.hold_mean(told["weighted"]["mean"][0], range(self.shape[0]), weights)

    def hold_mean(self, mean, strata, weights=None):
        for side, low, high in ((-0.05, -1e-6, np.inf), (0.05, -np.inf, 1e-6)):
            cells = [(stratum, category) for category in self.piece.values for stratum in strata]
            factors = [
                (self.piece.values[category] - mean - side) * (1 if weights is None else weights[stratum])
                for stratum, category in cells
            ]
            self.hold(cells, low, high, factors)

    def small(self):
        """Every small number of the town and of the tables by group, told or not: where, of which cells, how many."""
        for category, n in enumerate(self.piece.counts.tolist()):
            if 0 < n < LEAST:
                yield "", category, self.of_category(category), n
        for name in self.piece.groups:
            for category, group in np.argwhere(np.ones_like(self.piece.table(name))).tolist():
                n = int(self.piece.table(name)[category, group])
                if 0 < n < LEAST:
                    yield name, (category, group), self.of_category(category, self.strata_of(name, group)), n

    def is_certain(self, cells, value):
        return self.reaches(cells, 1) == value == self.reaches(cells, -1)

    def reaches(self, cells, sign):
        """The smallest (1) or largest (-1) sum of some cells."""
        aim = np.zeros(self.size)
        for stratum, category in cells:
            aim[stratum * self.shape[1] + category] = sign
        upper = np.repeat(self.piece.told.sum(axis=1), self.shape[1])
        rows = LinearConstraint(np.array(self.rows), np.array(self.low), np.array(self.high))
        found = milp(aim, constraints=rows, integrality=np.ones(self.size), bounds=(0, upper))
        assert found.status == 0, found.message
        return round(sign * found.fun)


def small_differences(document):
    """All small numbers that are one told number less another, or less several others, that lie within it.

    A told number is a set of cells of one table: a cell, a category, a group, all. Of each two of which one lies within
    the other the difference is taken; and from each also all numbers together that are told inside of it.
    """
    found = []
    for question in document["questions"]:
        for item in question["items"]:
            for name, table in item["by"].items():
                known = known_sets(item, table, document["groups"][name]["n"])
                found += [(question["key"], item["row"], name, *one) for one in differences(known)]
    return found


def known_sets(item, table, sizes):
    """Sets of cells (category, group) → people; category -1 is whoever did not answer, where that is another group."""
    categories, groups = range(len(item["names"])), range(len(table["n"]))
    outside = [-1] if table["n"] != sizes else []
    known = {
        frozenset([(category, group)]): table["counts"][category][group] for category in categories for group in groups
    }
    known |= {frozenset((category, group) for group in groups): item["counts"][category] for category in categories}
    known |= {frozenset((category, group) for category in categories): n for group, n in enumerate(table["n"])}
    known |= {frozenset((c, group) for c in [*categories, *outside]): n for group, n in enumerate(sizes)}
    known[frozenset((category, group) for category in categories for group in groups)] = item["n"]
    known[frozenset((category, group) for category in [*categories, *outside] for group in groups)] = sum(sizes)
    return {cells: n for cells, n in known.items() if n is not None}


def differences(known):
    for cells, n in known.items():
        if 0 < n < LEAST:
            yield sorted(cells), n
    for one, other in combinations(known, 2):
        wide, narrow = (one, other) if other < one else (other, one)
        if narrow < wide and 0 < known[wide] - known[narrow] < LEAST:
            yield sorted(wide - narrow), known[wide] - known[narrow]
    for wide, n in known.items():
        inside = [cells for cells in known if len(cells) == 1 and cells < wide]
        left = n - sum(known[cells] for cells in inside)
        if 0 < left < LEAST:
            yield sorted(wide - frozenset().union(*inside)), left
