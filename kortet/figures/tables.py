"""A table of figures as such: the page, CSV, Excel, Word and the report all show the same one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Link:
    """A text that leads to a page of ours."""

    text: str
    url: str


class TooFew:
    """Stands for a number of people that is not told (small_numbers.py)."""

    def __str__(self) -> str:
        return _("skjult")


TOO_FEW = TooFew()


@dataclass(frozen=True)
class Cell:
    """A value as it is shown; `share` (0 to 100) is how long its bar is, where it has one; `title` its column's."""

    said: str
    is_number: bool
    url: str = ""
    share: int | None = None
    title: str = ""


@dataclass
class Table:
    """`columns` are their titles; cells are texts, links, numbers, moments, None (unknown) or `TOO_FEW`.

    `bar` is the column whose numbers are drawn as bars too; `total` says that the last row sums up the others.
    """

    code: str
    title: str
    columns: list[str]
    rows: list[list[Any]]
    note: str = ""
    bar: int | None = None
    total: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def is_wide(self) -> bool:
        """Whether it is wider than a phone: there its rows are read one below the other."""
        return len(self.columns) > 3

    @property
    def drawn(self) -> Iterator[tuple[bool, list[Cell]]]:
        """Row by row: whether it is the sum of the others, and its cells."""
        most = self.longest
        for number, row in enumerate(self.rows):
            last = self.total and number == len(self.rows) - 1
            yield last, [self.cell(value, place, 0 if last else most) for place, value in enumerate(row)]

    def only(self, *places: int) -> "Table":
        """The same with some of its columns."""
        columns, rows = ([[row[place] for place in places] for row in lines] for lines in ([self.columns], self.rows))
        bar = places.index(self.bar) if self.bar in places else None
        return replace(self, columns=columns[0], rows=rows, bar=bar)

    def first(self, most: int) -> "Table":
        return replace(self, rows=self.rows[:most])

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """The titles, and whether numbers stand below; the first column names its row."""
        first = self.rows[0] if self.rows else [""] * len(self.columns)
        return [
            (title, place > 0 and any(is_number(row[place]) for row in self.rows[:20]))
            for place, title in enumerate(self.columns[: len(first)])
        ]

    @property
    def longest(self) -> float:
        if self.bar is None:
            return 0
        rows = self.rows[:-1] if self.total else self.rows
        return max((abs(row[self.bar]) for row in rows if is_number(row[self.bar])), default=0)

    def cell(self, value: Any, place: int, most: float) -> Cell:
        share = round(100 * abs(value) / most) if place == self.bar and most and is_number(value) else None
        url = value.url if isinstance(value, Link) else ""
        return Cell(said(value), is_number(value) or value is None or value is TOO_FEW, url, share, self.columns[place])


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def said(value: Any) -> str:
    """A value in the words and digits of the page's language; what is unknown is a dash."""
    if value is None:
        return "–"
    if isinstance(value, Link):
        return value.text
    if isinstance(value, float):
        return formats.number_format(round(value, 1), 1, use_l10n=True, force_grouping=True)  # Django cuts digits off
    if isinstance(value, int):
        return formats.number_format(value, 0, use_l10n=True, force_grouping=True)
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATE_FORMAT")
    return formats.date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else str(value)
