"""Who answered, beside who lives in the town: groups to tell things by, population figures and weights."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kortet.findings.counting import Counted
from kortet.findings.groups import Groups, groups_of
from kortet.findings.models import Population
from kortet.findings.weights import Weighting, by_cells, weighting
from kortet.municipalities.models import Municipality
from kortet.places.models import Area

AGE = re.compile(r"a(\d{1,3})(?:_(\d{1,3}))?")  # keys of choices: a15_29, a65
LEAST_AGE = 15  # of those who are asked where the survey does not ask for an age
OLDEST = 200
VARIABLES = ("age", "sex", "area")
Ages = tuple[int, int]


def ages_of(key: str) -> Ages | None:
    """From and to, both included; None for a choice that names no ages."""
    found = AGE.fullmatch(key)
    return (int(found[1]), int(found[2] or OLDEST)) if found else None


@dataclass(frozen=True)
class Person:
    """A row of the population figures."""

    area: str
    sex: str
    ages: Ages
    persons: int


class Town:
    """The people of a municipality's neighbourhoods in the newest year that is known, and its areas; two questions."""

    def __init__(self, municipality: Municipality) -> None:
        found = Population.objects.of(municipality).filter(area__layer__is_neighbourhoods=True).newest()
        rows = list(found.values_list("area__code", "sex", "age_from", "age_to", "persons", "year", "source"))
        self.year: int | None = rows[0][5] if rows else None
        self.source: str = rows[0][6] if rows else ""
        by_sex = {area for area, sex, *_rest in rows if sex}
        self.people = [
            Person(area, sex, (low, OLDEST if high is None else high), persons)
            for area, sex, low, high, persons, _year, _source in rows
            if sex or area not in by_sex  # figures of both sexes are there a second time where each is told
        ]
        areas = Area.objects.of(municipality).neighbourhoods().current().order_by("name", "code")
        self.areas = list(areas.values_list("code", "name"))


class Who:
    """The finished responses of a survey by what is known of their people."""

    def __init__(self, counted: Counted, town: Town) -> None:
        self.counted, self.town = counted, town

    def of(self, name: str) -> list[str]:
        """What each stratum said."""
        return [getattr(stratum, name) for stratum in self.counted.strata]

    def order(self, name: str) -> list[str]:
        """The answers as they were asked; areas by their name."""
        if name == "area":
            return [code for code, _name in self.town.areas]
        question = self.counted.questionnaire.question(getattr(self.counted.background, name))
        return [one.key for one in question.choices] if question else []

    @cached_property
    def groups(self) -> dict[str, Groups]:
        found = {name: groups_of(self.of(name), self.counted.n, self.order(name)) for name in VARIABLES}
        return {name: groups for name, groups in found.items() if groups}

    @cached_property
    def asked(self) -> list[Person]:
        """The people of an age to be asked."""
        bands = self.bands
        least = min((low for low, _high in bands.values()), default=LEAST_AGE)
        most = max((high for _low, high in bands.values()), default=OLDEST)
        return [one for one in self.town.people if one.ages[0] >= least and one.ages[1] <= most]

    @cached_property
    def bands(self) -> dict[str, Ages]:
        return {key: ages for key in self.order("age") if (ages := ages_of(key))}

    def key_of(self, name: str, person: Person) -> str | None:
        """The answer that somebody of the population would give; None: the figures are too coarse to say."""
        if name == "area":
            return person.area
        if name == "sex":
            return person.sex if person.sex in self.order("sex") else None
        low, high = person.ages
        return next((key for key, band in self.bands.items() if band[0] <= low and high <= band[1]), None)

    def population(self, *names: str) -> dict[tuple[str, ...], int]:
        """Answers to some of the variables → people; nothing where a row of the figures falls between answers."""
        found: dict[tuple[str, ...], int] = {}
        for person in self.asked:
            keys = [self.key_of(name, person) for name in names]
            if None in keys:
                return {}
            found[tuple(map(str, keys))] = found.get(tuple(map(str, keys)), 0) + person.persons
        return found

    @cached_property
    def weighting(self) -> Weighting | None:
        """By full cells where each has enough people, else raked by each variable that is known."""
        n = self.counted.n
        margins = {name: {key: k for (key,), k in self.population(name).items()} for name in VARIABLES}
        asked = [name for name in VARIABLES if getattr(self.counted.background, name)]
        usable = [name for name in asked if any(margins[name].values())]
        cells = self.population(*usable) if usable else {}
        if cells:
            of = [joined(one) for one in zip(*(self.of(name) for name in usable), strict=True)]
            targets = {joined(key): float(k) for key, k in cells.items()}
            if found := by_cells(n, of, targets, tuple(usable)):
                return found
        return weighting(n, {name: (self.of(name), {k: float(v) for k, v in margins[name].items()}) for name in usable})

    @property
    def weights(self) -> np.ndarray | None:
        return self.weighting.weights if self.weighting else None


def joined(keys: Iterable[str]) -> str:
    """Several answers as one; none where one of them is not known."""
    keys = list(keys)
    return " ".join(keys) if all(keys) else ""
