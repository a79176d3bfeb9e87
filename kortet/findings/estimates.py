"""What a number among those who answered says of all: intervals of shares and means, plain and weighted.

A survey that anybody may answer is no random sample. The intervals tell how much chance alone would do; docs/surveys.md
says so to those who read them. Level 95 % throughout.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from statistics import NormalDist

from kortet.findings.student import quantile

LEVEL = 0.95
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


@dataclass(frozen=True)
class Estimate:
    """A share (0 to 1) or a mean, and the interval about it; `n` is how many answers it rests upon, or as good as."""

    value: float
    low: float
    high: float
    n: float


def share(count: float, n: float) -> Estimate:
    """`count` of `n`, with Wilson's interval (1927, JASA 22: 209-212); `n` is above 0.

    Weighted: the weighted share times Kish's effective number, of that number (Korn & Graubard 1998, Survey Methodology
    24: 193-201, put the effective number into an interval of shares in the same way).
    """
    p, square = count / n, Z * Z
    middle = (p + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * sqrt(p * (1 - p) / n + square / (4 * n * n))
    return Estimate(p, max(0.0, middle - half), min(1.0, middle + half), n)


def mean(counts: Sequence[tuple[float, float]]) -> Estimate | None:
    """Of (value, how many), with Student's interval; without an interval's width none: fewer than two answers."""
    n = sum(count for _value, count in counts)
    if n < 2:
        return None
    middle = sum(value * count for value, count in counts) / n
    variance = sum(count * (value - middle) ** 2 for value, count in counts) / (n - 1)
    half = quantile(LEVEL, n - 1) * sqrt(variance / n)
    return Estimate(middle, middle - half, middle + half, n)


def weighted_mean(rows: Sequence[tuple[float, int, float, float]]) -> Estimate | None:
    """Of (value, how many, the sum of their weights, and of the squares of these): Hájek's mean.

    Var = n / (n - 1) · Σ (w (y - mean))² / (Σ w)², that of its linearisation, as for a sample with replacement
    (Särndal, Swensson & Wretman 1992, Model Assisted Survey Sampling, sections 2.9 and 5.7); the quantile is Student's
    with n - 1 degrees of freedom.
    """
    n, whole = sum(k for _y, k, _w, _squares in rows), sum(w for _y, _k, w, _squares in rows)
    if n < 2:
        return None
    middle = sum(y * w for y, _k, w, _squares in rows) / whole
    spread = sum(squares * (y - middle) ** 2 for y, _k, _w, squares in rows)
    half = quantile(LEVEL, n - 1) * sqrt(n / (n - 1) * spread) / whole
    return Estimate(middle, middle - half, middle + half, n)


def difference_of_shares(now: tuple[int, int], then: tuple[int, int]) -> Estimate:
    """(count, n) now less (count, n) then: Newcombe's hybrid of two Wilson intervals (1998, method 10)."""
    a, b = share(*now), share(*then)
    value = a.value - b.value
    low = value - sqrt((a.value - a.low) ** 2 + (b.high - b.value) ** 2)
    high = value + sqrt((a.high - a.value) ** 2 + (b.value - b.low) ** 2)
    return Estimate(value, low, high, min(now[1], then[1]))


def difference_of_means(now: Estimate, then: Estimate) -> Estimate:
    """Two means that rest upon different people: their half widths as the sides of a right angle."""
    value = now.value - then.value
    half = sqrt((now.high - now.value) ** 2 + (then.high - then.value) ** 2)
    return Estimate(value, value - half, value + half, min(now.n, then.n))


def quantile_of_classes(classes: Sequence[tuple[float, float, int]], level: float) -> float | None:
    """Of (from, to, how many) in order: the value below which `level` of all lie, as if even within each class.

    None where it lies in a class without an end.
    """
    whole = sum(count for _low, _high, count in classes)
    before = 0
    for low, high, count in classes:
        if count and before + count >= level * whole:
            return low + (high - low) * (level * whole - before) / count if isfinite(high - low) else None
        before += count
    return None
