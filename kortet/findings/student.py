"""Quantiles of Student's t distribution, which Python's library lacks (it has the normal's alone).

The probability is the regularised incomplete beta function, by its continued fraction (NIST DLMF 8.17.22, evaluated as
Lentz did, 1976); the quantile is found by halving, to the last digits of a float. Of many degrees of freedom, where
that would lose digits, it is the expansion about the normal's (Abramowitz & Stegun 1964, 26.7.5).
"""

from functools import cache
from math import exp, inf, lgamma, log
from statistics import NormalDist

TINY, ENOUGH, MOST_TURNS = 1e-300, 1e-16, 500
MANY = 2000  # degrees of freedom from which the expansion has ten digits


def outside(t: float, degrees: float) -> float:
    """The probability of a value further from nought than `t`, to both sides."""
    return incomplete_beta(degrees / (degrees + t * t), degrees / 2, 0.5)


@cache
def quantile(level: float, degrees: float) -> float:
    """How many standard errors hold `level` (0.95) of the distribution between them, to both sides of nought."""
    if degrees > MANY:
        return expanded(NormalDist().inv_cdf((1 + level) / 2), degrees)
    low, high = 0.0, 1.0
    while outside(high, degrees) > 1 - level:
        high *= 2
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if outside(middle, degrees) > 1 - level else (low, middle)
    return high


def expanded(z: float, degrees: float) -> float:
    first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / degrees + second / degrees**2 + third / degrees**3


def incomplete_beta(x: float, a: float, b: float) -> float:
    """I_x(a, b), from 0 to 1."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)  # the fraction converges quickly on this side only
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    return front * fraction(x, a, b) / a


def fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, bounded(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, MOST_TURNS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        before = inf
        for part in (even, odd):
            d, c = bounded(1 + part * d), 1 + part / c
            before, found = found, found * d * c
        if abs(found - before) <= ENOUGH * abs(found):
            break
    return found


def bounded(value: float) -> float:
    return 1 / (value if abs(value) > TINY else TINY)
