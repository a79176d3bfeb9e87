"""Weights that make those who answered as many of each age, sex and area as live in the town.

Everything is reckoned over strata: people who are alike in all three, or of whom the same is not known. Somebody of
whom something is not known keeps the share of those who did not say it: no weight is guessed for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose

import numpy as np

LEAST_OF_CELL = 5  # respondents that every cell needs before each is weighted by itself
MOST, FEWEST = 5.0, 0.2  # a weight is trimmed to these multiples of the mean
TURNS, CLOSE = 1000, 1e-12
Counts = np.ndarray
Variable = Sequence[str]  # of each stratum its category; "" is not known
Targets = Mapping[str, float]  # category → people who live here


@dataclass(frozen=True)
class Weighting:
    """A weight for each stratum, 1 on average; `method` is "cells" or "raking"; `trimmed` people had theirs cut."""

    weights: np.ndarray
    method: str
    variables: tuple[str, ...]
    trimmed: int
    n_effective: float
    design_effect: float


def weighting(n: Counts, variables: Mapping[str, tuple[Variable, Targets]]) -> Weighting | None:
    """The weights by the variables whose population is known, raked and trimmed; None where none is, or none converge.

    `n` is how many answered of each stratum.
    """
    known = {name: (of, targets) for name, (of, targets) in variables.items() if any(targets.values())}
    if not known or not n.sum():
        return None
    raked = rake(n, [shares(n, of, targets) for of, targets in known.values()], [of for of, _t in known.values()])
    return None if raked is None else trimmed(n, raked, "raking", tuple(known))


def by_cells(n: Counts, cells: Sequence[str], targets: Targets, variables: tuple[str, ...]) -> Weighting | None:
    """Post-stratification by full cells (Holt & Smith 1979): population over respondents; None where one has too few.

    `cells` names the cell of each stratum, "" where it is not known.
    """
    counts = sums(n, cells)
    if any(0 < counts.get(cell, 0) < LEAST_OF_CELL or not counts.get(cell) for cell, k in targets.items() if k):
        return None
    wished = shares(n, cells, targets)
    factor = np.array([wished[cell] / counts[cell] if counts.get(cell) else 1.0 for cell in cells])
    return trimmed(n, factor * n.sum(), "cells", variables)


def rake(n: Counts, wished: Sequence[Mapping[str, float]], variables: Sequence[Variable]) -> np.ndarray | None:
    """Iterative proportional fitting (Deming & Stephan 1940): weights whose sums are `wished` in each variable.

    `wished` are shares that add up to 1. None where it does not converge (Ireland & Kullback 1968: no such weights).
    """
    weights = np.ones(len(n))
    for _turn in range(TURNS):
        furthest = 0.0
        for shares_of, of in zip(wished, variables, strict=True):
            found = sums(n * weights, of)
            factors = {name: shares_of[name] * n.sum() / amount for name, amount in found.items() if amount}
            furthest = max(furthest, *(abs(factor - 1) for factor in factors.values()))
            weights = weights * np.array([factors.get(name, 1.0) for name in of])
        if furthest < CLOSE:
            return weights
    return None


def shares(n: Counts, of: Variable, targets: Targets) -> dict[str, float]:
    """Which share each category among those who answered is wished to have.

    Categories that nobody answered from cannot be weighted up: the others share what is theirs.
    """
    counts, whole = sums(n, of), float(n.sum())
    unknown = sum(count for name, count in counts.items() if not targets.get(name)) / whole
    people = sum(targets[name] for name, count in counts.items() if count and targets.get(name))
    return {
        name: (1 - unknown) * targets[name] / people if targets.get(name) else count / whole
        for name, count in counts.items()
    }


def sums(amounts: np.ndarray, of: Variable) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, amount in zip(of, amounts.tolist(), strict=True):
        found[name] = found.get(name, 0.0) + amount
    return found


def trimmed(n: Counts, weights: np.ndarray, method: str, variables: tuple[str, ...]) -> Weighting:
    """Cut to `FEWEST` and `MOST` times their mean, and made 1 on average again (Potter 1990)."""
    weights = weights * (n.sum() / (weights * n).sum())
    cut = np.clip(weights, FEWEST, MOST)
    many = int(n[~np.isclose(cut, weights, rtol=1e-12)].sum())
    cut = cut * (n.sum() / (cut * n).sum())
    effective = n_effective(n, cut)
    return Weighting(cut, method, variables, many, effective, float(n.sum()) / effective)


def n_effective(n: Counts, weights: np.ndarray) -> float:
    """Kish's effective number of answers: (Σ w)² / Σ w² (1965, Survey Sampling, 11.7)."""
    whole, squares = float((weights * n).sum()), float((weights * weights * n).sum())
    return whole * whole / squares if squares and not isclose(squares, 0) else 0.0
