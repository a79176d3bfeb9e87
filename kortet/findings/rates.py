"""How many answer, area by area, beside how many live there: while it runs, so that the silent can be asked again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kortet.findings.background import Who
from kortet.findings.estimates import Estimate, share


@dataclass(frozen=True)
class Rate:
    """`per_thousand` is None where the population is not known. Silent: certainly below the rate of the whole town."""

    name: str
    n: int
    people: int | None
    estimate: Estimate | None
    is_silent: bool

    @property
    def per_thousand(self) -> float | None:
        return 1000 * self.estimate.value if self.estimate else None


def rates_of(rows: Sequence[tuple[str, int, int | None]]) -> list[Rate]:
    """Of (name, answers, people): Wilson's upper limit below the town's rate makes an area silent."""
    known = [(n, people) for _name, n, people in rows if people]
    n, whole = sum(row[0] for row in known), sum(row[1] for row in known)
    return [rate_of(*row, town=n / whole if whole else 0) for row in rows]


def rate_of(name: str, n: int, people: int | None, *, town: float) -> Rate:
    if not people or n > people:
        return Rate(name, n, people, None, is_silent=False)
    found = share(n, people)
    return Rate(name, n, people, found, is_silent=found.high < town)


def rates_by_area(who: Who) -> list[Rate]:
    """Every area of the town, also those that nobody answered from: for staff, as the numbers are small."""
    counts: dict[str, int] = {}
    for code, n in zip(who.of("area"), who.counted.n.tolist(), strict=True):
        counts[code] = counts.get(code, 0) + n
    people = {code: n for (code,), n in who.population("area").items()}
    return rates_of([(name, counts.get(code, 0), people.get(code)) for code, name in who.town.areas])


def rates_told(group: dict[str, Any], names: Sequence[str]) -> list[Rate]:
    """Of the groups of a published document."""
    return rates_of(list(zip(names, group["n"], group["people"], strict=True)))
