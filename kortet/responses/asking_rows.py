"""Questions of several rows: a matrix, places that are rated, and things that are put in order."""

from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.responses.asking import STRANGE, UNSURE, Asking, check_count, held_step, step, steps_of
from kortet.responses.sheets import Row


class InRows(Asking):
    """One field for each row, named `key.row`."""

    @property
    def rows_asked(self) -> list[tuple[str, str]]:
        return [(row.key, row.name) for row in self.question.rows]

    @property
    def offered(self) -> list[tuple[str, str]]:
        return []

    def fields(self) -> dict[str, forms.Field]:
        wrong = {"invalid_choice": STRANGE}
        return {
            f"{self.name}.{key}": forms.ChoiceField(
                label=label, choices=self.offered, required=False, widget=self.widget(), error_messages=wrong
            )
            for key, label in self.rows_asked
        }

    def widget(self) -> forms.Widget:
        return forms.RadioSelect()

    def before(self, rows: list[Row]) -> dict[str, Any]:
        return {f"{self.name}.{row['row']}": self.held(row) for row in rows}

    def held(self, row: Row) -> str:
        return held_step(row)

    def rows(self) -> list[Row]:
        said = {key: self.said(f"{self.name}.{key}") for key, _label in self.rows_asked}
        return [self.row(row=key, **self.told(one)) for key, one in said.items() if one]

    def told(self, said: str) -> Row:
        return step(said)

    @property
    def bound(self) -> list[forms.BoundField]:
        return [self.form[f"{self.name}.{key}"] for key, _label in self.rows_asked]

    @property
    def unanswered(self) -> list[str]:
        """The rows that nothing was said to."""
        return [label for key, label in self.rows_asked if not self.said(f"{self.name}.{key}")]


class Matrix(InRows):
    """The same choices for each row: a table on wide screens, a card for each row on a phone."""

    template = "responses/_matrix.html"

    @property
    def offered(self) -> list[tuple[str, str]]:
        columns = [(choice.key, choice.name) for choice in self.question.choices]
        return [*columns, *([(UNSURE, str(_("Ved ikke")))] if self.question.unsure else [])]

    def held(self, row: Row) -> str:
        return str(row["choice"])

    def told(self, said: str) -> Row:
        if said == UNSURE:
            return {"choice": UNSURE}
        return {"choice": said, "number": float([choice.key for choice in self.question.choices].index(said) + 1)}


class Rate(InRows):
    """A step for each of what is drawn beforehand, on the map and as a list."""

    template = "responses/_rate.html"

    @property
    def rows_asked(self) -> list[tuple[str, str]]:
        return self.form.around.offered(self.question.map)

    @property
    def offered(self) -> list[tuple[str, str]]:
        return steps_of(self.question)


class Ranking(InRows):
    """Things put in order: by their numbers, by buttons or by dragging, which set the numbers."""

    template = "responses/_ranking.html"

    @property
    def rows_asked(self) -> list[tuple[str, str]]:
        return [(choice.key, choice.name) for choice in self.question.choices]

    @property
    def offered(self) -> list[tuple[str, str]]:
        ranks = range(1, len(self.question.choices) + 1)
        return [("", str(_("ikke valgt"))), *((str(n), str(n)) for n in ranks)]

    def widget(self) -> forms.Widget:
        return forms.Select()

    def held(self, row: Row) -> str:
        return format(row["number"], "g")

    def ranked(self) -> list[tuple[int, str]]:
        said = [(int(self.said(f"{self.name}.{key}") or 0), key) for key, _label in self.rows_asked]
        return sorted(pair for pair in said if pair[0])

    def check(self) -> None:
        ranked = self.ranked()
        twice = next((rank for (rank, _one), (after, _other) in pairwise(ranked) if rank == after), None)
        if twice:
            self.complain(_("To af dem er nr. %(n)s. Giv den ene et andet nummer.") % {"n": twice})
        else:
            check_count(self, len(ranked))

    def rows(self) -> list[Row]:
        """By its order: a number that is left out is no error, those below move up."""
        return [self.row(row=key, number=float(rank)) for rank, (_said, key) in enumerate(self.ranked(), 1)]
