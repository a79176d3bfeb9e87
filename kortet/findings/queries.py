"""Whole-set questions about what was answered: counts of people by stratum, never rows of one of them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from django.db import connection
from django.db.models import QuerySet

if TYPE_CHECKING:
    from kortet.findings.models import Population  # noqa: F401  (the name in the base class is text)
    from kortet.municipalities.models import Municipality
    from kortet.surveys.models import Survey

SQL = Path(__file__).parent / "sql"


class Stratum(NamedTuple):
    """People who are alike in what is known of them; "" where they did not say it."""

    age: str
    sex: str
    area: str


class Said(NamedTuple):
    """`n` people of a stratum said `what` (a choice, a step or a number; "*": anything, "": any of them) to a row."""

    stratum: Stratum
    key: str
    row: str | None  # None: the whole question
    what: str
    n: int


@dataclass(frozen=True)
class Background:
    """The keys of the questions that say somebody's age, sex and area; "" where it is not asked."""

    age: str = ""
    sex: str = ""
    area: str = ""


class PopulationQuerySet(QuerySet["Population"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(area__layer__municipality=municipality)

    def newest(self) -> Self:
        """Those of the last year that there are any of."""
        year = self.order_by("-year").values("year")[:1]
        return self.filter(year=year)


def strata(survey: "Survey", background: Background) -> list[tuple[Stratum, int]]:
    """How many finished responses there are of each stratum."""
    return [(Stratum(*row[:3]), row[3]) for row in answered("strata", survey, background)]


def said(survey: "Survey", background: Background) -> list[Said]:
    """All that was said, counted; one question, however many answers there are."""
    return [Said(Stratum(*row[:3]), *row[3:]) for row in answered("said", survey, background)]


def tagged(survey: "Survey", background: Background) -> list[tuple[Stratum, int | None, int]]:
    """How many of each stratum wrote something that is under a tag (its number), or anything at all (None)."""
    return [(Stratum(*row[:3]), *row[3:]) for row in answered("tagged", survey, background)]


def answered(name: str, survey: "Survey", background: Background) -> list[tuple]:
    return rows_of(name, {"survey": survey.pk, **vars(background)})


def crossed(survey: "Survey", one: tuple[str, str], other: tuple[str, str]) -> list[tuple[str, str | None, int]]:
    """Of those who said something to one (question, row): how many said what to another ("": anything, None: nothing).

    These are people's answers side by side: for those who run the survey only.
    """
    asked: dict[str, int | str] = {"survey": survey.pk, "one": one[0], "other": other[0]}
    return rows_of("crossed", asked | {"one_row": one[1], "other_row": other[1]})


def rows_of(name: str, asked: dict[str, int | str]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(text(name).replace("{people}", text("people")).replace("{what}", text("what")), asked)
        return cursor.fetchall()


@cache
def text(name: str) -> str:
    """An SQL file without its comments."""
    lines = (SQL / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))
