"""What one person has said so far, as plain values: what forms are filled with, and what conditions ask."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.gis.geos import GEOSGeometry

from kortet.surveys.questionnaire import DRAWN, Kind, Question, Questionnaire

if TYPE_CHECKING:
    from kortet.responses.models import Answer, Response

Row = dict[str, Any]  # the columns of an `Answer` that say something, without whose it is
Rows = dict[str, list[Row]]  # by question
COLUMNS = ("key", "row", "choice", "number", "day", "text")


@dataclass
class Drawn:
    """A place as somebody drew it (EPSG:25832), how exactly, and what they said of it."""

    shape: GEOSGeometry
    precision: str
    rows: Rows = field(default_factory=dict)


@dataclass
class Sheet:
    """All that was said: rows and places by question."""

    rows: Rows = field(default_factory=dict)
    places: dict[str, list[Drawn]] = field(default_factory=dict)

    @classmethod
    def of(cls, response: "Response") -> "Sheet":
        """What is stored, in two questions."""
        sheet, drawn = cls(defaultdict(list), defaultdict(list)), {}
        for place in response.places.all():
            drawn[place.pk] = Drawn(place.shape, place.precision, defaultdict(list))
            sheet.places[place.key].append(drawn[place.pk])
        for answer in response.answers.order_by("pk"):
            rows = drawn[answer.place_id].rows if answer.place_id else sheet.rows
            rows[answer.key].append(row_of(answer))
        return sheet

    def has(self, question: Question) -> bool:
        """Whether anything was answered to it."""
        return bool(self.places.get(question.key) if question.kind in DRAWN else self.rows.get(question.key))

    def without(self, keys: Iterable[str]) -> "Sheet":
        left_out = set(keys)
        rows = {key: rows for key, rows in self.rows.items() if key not in left_out}
        return Sheet(rows, {key: places for key, places in self.places.items() if key not in left_out})

    def with_all_of(self, other: "Sheet") -> "Sheet":
        return Sheet({**self.rows, **other.rows}, {**self.places, **other.places})

    def said(self, questionnaire: Questionnaire) -> dict[str, Any]:
        """As `surveys.conditions` asks for it."""
        told = {question.key: value(question, self) for question in questionnaire.questions() if self.has(question)}
        return {key: one for key, one in told.items() if one is not None}


def row_of(answer: "Answer") -> Row:
    return {name: getattr(answer, name) for name in COLUMNS}


def value(question: Question, sheet: Sheet) -> Any:
    """What was said to one question, in the shape that its kind has in conditions."""
    if question.kind in DRAWN:
        return len(sheet.places[question.key])
    return spoken(question, sheet.rows[question.key])


def spoken(question: Question, rows: list[Row]) -> Any:
    """What its rows say, in that shape; None where they say nothing."""
    if not rows:
        return None
    if question.kind in (Kind.MATRIX, Kind.RATE):
        return {f"{row['row']}.{row['choice'] or format(row['number'], 'g')}" for row in rows}
    if question.kind == Kind.RANKING:
        return {row["row"] for row in rows}
    if question.kind in (Kind.SCALE, Kind.NUMBER):
        return {row["choice"] for row in rows} if rows[0]["choice"] else rows[0]["number"]
    if question.kind in (Kind.TEXT, Kind.DATE):
        return rows[0]["text"] or rows[0]["day"].isoformat()
    return {row["choice"] for row in rows}
