"""Population figures from a file: a row for each area, sex and age (or ages), as Danmarks Statistik gives them out.

Columns are found by their headers (`HEADERS`); areas by their code or name. Sums ("i alt") are left out: they are the
other rows once more. A row that cannot be used is told with its number, its column and why.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from kortet.findings.models import Population
from kortet.municipalities.models import Municipality
from kortet.partners.register_tables import Table, TableError
from kortet.places.models import Area

HEADERS = {
    "area": ("område", "omraade", "bydel", "distrikt", "kode", "area", "code"),
    "sex": ("køn", "koen", "sex"),
    "age": ("alder", "aldersgruppe", "age"),
    "persons": ("antal", "personer", "indbyggere", "befolkning", "indhold", "persons", "count"),
}
SEXES = {"kvinder": "female", "kvinde": "female", "k": "female", "female": "female", "women": "female"} | {
    "mænd": "male", "mand": "male", "m": "male", "male": "male", "men": "male"
}  # fmt: skip
SUMS = ("i alt", "alle", "total", "both", "begge")
AGES = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3})?|\s*(\+|og derover|eller mere|and over))?")
OLDEST = 125
MOST_PEOPLE = 100_000_000
Taken = dict[tuple[int, str], dict[int, tuple[int, int]]]  # (area, sex) → row → the ages that it is of


class RowError(Exception):
    """A row that cannot be used: `column` is the file's header."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


@dataclass
class Outcome:
    """What a file would give, or gave: rows to store, sums that were left out, and what is wrong with which row."""

    found: list[Population] = field(default_factory=list)
    sums: int = 0
    wrong: list[tuple[int, str, str]] = field(default_factory=list)  # row, column, why

    @property
    def persons(self) -> int:
        return sum(one.persons for one in self.found)


class PopulationImport:
    """Reads figures of one year for the neighbourhoods of a town, and puts them in place of those of that year."""

    def __init__(self, town: Municipality, year: int, source: str) -> None:
        self.town, self.year, self.source = town, year, source
        areas = list(Area.objects.of(town).neighbourhoods().current().light())
        self.areas = {area.name.casefold(): area for area in areas} | {area.code.casefold(): area for area in areas}

    def rehearse(self, table: Table) -> Outcome:
        """What it would give. Raises TableError where a column is missing."""
        columns = columns_of(table.headers)
        outcome = Outcome()
        taken: Taken = {}
        for number, cells in table.rows:
            try:
                self.read(number, {name: cells[place] for name, place in columns.items()}, outcome, taken)
            except RowError as wrong:
                header = table.headers[columns[wrong.column]]
                outcome.wrong.append((number, header, wrong.reason))
        return outcome

    @transaction.atomic
    def store(self, outcome: Outcome) -> None:
        Population.objects.of(self.town).filter(year=self.year).delete()
        Population.objects.bulk_create(outcome.found)

    def read(self, number: int, cells: dict[str, str], outcome: Outcome, taken: Taken) -> None:
        said = {name: " ".join(cell.split()).casefold() for name, cell in cells.items()}
        if any(word in said[name] for name in ("area", "sex", "age") if name in said for word in SUMS):
            outcome.sums += 1
            return
        area, sex = self.area_of(said["area"]), sex_of(said.get("sex", ""))
        low, high = ages_of(said["age"])
        for other, (first, last) in taken.setdefault((area.pk, sex), {}).items():
            if low <= last and first <= (OLDEST if high is None else high):
                raise RowError("age", _("Alderen er der allerede i række %(other)s.") % {"other": other})
        taken[area.pk, sex][number] = (low, OLDEST if high is None else high)
        facts = {"area": area, "sex": sex, "age_from": low, "age_to": high, "persons": persons_of(said["persons"])}
        outcome.found.append(Population(**facts, year=self.year, source=self.source))

    def area_of(self, said: str) -> Area:
        """By code or name, also where both stand in the cell ("01 Vest")."""
        for words in (said, said.partition(" ")[0], said.partition(" ")[2]):
            if words in self.areas:
                return self.areas[words]
        raise RowError("area", _("Der er ingen bydel med den kode eller det navn."))


def columns_of(headers: list[str]) -> dict[str, int]:
    """Which column is what; the sex may be missing, then figures are of both together."""
    found = {}
    for name, words in HEADERS.items():
        place = next((n for n, header in enumerate(headers) if header.strip().casefold() in words), None)
        if place is not None:
            found[name] = place
    if missing := [words[0] for name, words in HEADERS.items() if name not in found and name != "sex"]:
        raise TableError(_("Filen mangler kolonnen “%(name)s”.") % {"name": missing[0]})
    return found


def sex_of(said: str) -> str:
    if said and said not in SEXES:
        raise RowError("sex", _("Skriv kvinder eller mænd."))
    return SEXES.get(said, "")


def ages_of(said: str) -> tuple[int, int | None]:
    """ "15 år", "15-29 år", "65+", "65 år og derover"; without an end None."""
    found = AGES.fullmatch(
        said.replace("år", " ").replace("years", " ").replace("year", " ").strip().replace("  ", " ")
    )
    if not found:
        raise RowError("age", _("Skriv en alder som 15, 15-29 eller 65+."))
    low, high = int(found[1]), int(found[2]) if found[2] else None
    is_open = bool(found[3]) or (found[2] is None and any(mark in said for mark in "-–"))
    high = None if is_open else low if high is None else high
    if low > OLDEST or (high is not None and not low <= high <= OLDEST):
        raise RowError("age", _("Alderen skal være fra 0 til 125, den mindste først."))
    return low, high


def persons_of(said: str) -> int:
    """Danish numbers: "1.234", "1 234"."""
    digits = re.sub(r"(?<=\d)[. \xa0](?=\d{3}(\D|$))", "", said)
    if not (digits.isascii() and digits.isdigit() and int(digits[:12]) <= MOST_PEOPLE and len(digits) < 12):
        raise RowError("persons", _("Skriv et helt antal personer."))
    return int(digits)


def told(outcome: Outcome) -> Iterator[str]:
    """What came of it, a line each."""
    facts = {"rows": len(outcome.found), "persons": outcome.persons, "sums": outcome.sums}
    yield _("%(rows)s rækker med %(persons)s personer; %(sums)s rækker med summer er sprunget over.") % facts
    for number, column, why in outcome.wrong:
        yield _("Række %(number)s, %(column)s: %(why)s") % {"number": number, "column": column, "why": why}
