"""Numbers and days that people wrote, in classes of a round width with five people or more in each.

A day is its month, as a number: 12 times the year and the months since its January.
"""

from collections.abc import Mapping
from math import floor, inf, isinf, log10

from kortet.figures.small_numbers import LEAST

MOST_CLASSES = 8
PERIODS = (1, 3, 12, 120)  # months
Class = tuple[float, float]  # from, below; the first and the last have no end, which would be somebody's own number


def classes_of(numbers: Mapping[float, int]) -> list[Class]:
    """In order, of value → how many; neighbours with fewer than five people are one class."""
    return parted(numbers, round_width(spread(numbers) / MOST_CLASSES)) if numbers else []


def periods_of(months: Mapping[float, int]) -> list[Class]:
    """The same of months: each by itself, by quarters, years or decades."""
    if not months:
        return []
    width = next((one for one in PERIODS if spread(months) / one <= MOST_CLASSES), PERIODS[-1])
    return parted(months, width)


def parted(numbers: Mapping[float, int], width: float) -> list[Class]:
    cuts, held = [-inf], 0
    for place, n in sorted(by_class(numbers, width).items()):
        if held >= LEAST:
            cuts.append(round(place * width, 9))
            held = 0
        held += n
    if held < LEAST and len(cuts) > 1:
        cuts.pop()
    return list(zip(cuts, [*cuts[1:], inf], strict=True))


def by_class(numbers: Mapping[float, int], width: float) -> dict[int, int]:
    found: dict[int, int] = {}
    for value, n in numbers.items():
        found[floor(value / width)] = found.get(floor(value / width), 0) + n
    return found


def spread(numbers: Mapping[float, int]) -> float:
    """How far nine of ten values reach."""
    return tail(numbers, 0.95) - tail(numbers, 0.05)


def tail(numbers: Mapping[float, int], level: float) -> float:
    """The value that so great a share does not exceed."""
    left = level * sum(numbers.values())
    for value in sorted(numbers):
        left -= numbers[value]
        if left <= 0:
            return value
    return max(numbers)


def round_width(width: float) -> float:
    """1, 2 or 5 times a power of ten, at least as wide."""
    if width <= 0:
        return 1.0
    power = 10.0 ** floor(log10(width))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= width * (1 - 1e-9))


def month_number(said: str) -> int:
    """Of a year and a month: 2026-11."""
    year, month = said.split("-")
    return 12 * int(year) + int(month) - 1


def month_said(number: float) -> str:
    return f"{int(number) // 12}-{int(number) % 12 + 1:02}"


def period_key(begin: float, end: float) -> str:
    """From a month to before another, "2025-01..2026-01"; "" where it has no end."""
    return "..".join("" if isinf(one) else month_said(one) for one in (begin, end))
