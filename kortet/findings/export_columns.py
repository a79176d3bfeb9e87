"""The columns of a survey's wide table: one for each thing that can be answered, named after its question's key.

A part of a question (a choice, a row, an object) stands after a dot, which no key has: `means.bike`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from django.utils.translation import gettext as _

from kortet.surveys.questionnaire import DRAWN, Choice, Kind, Question

Take = Literal["choice", "chosen", "number", "step", "column", "unsure", "other", "text", "day", "yes", "places"]
# What GDAL calls the row and its place.
TAKEN = {"fid", "ogc_fid", "geom"}
UNSURE = "unsure"


class Said(NamedTuple):
    """A row of `Answer`."""

    row: str
    choice: str
    number: float | None
    day: Any
    text: str


@dataclass(frozen=True)
class Field:
    """A column: `take` is what of the answers to the question `key` stands in it, of its `part` where it has parts."""

    key: str
    take: Take
    what: str
    part: str = ""
    tail: str = ""

    @property
    def name(self) -> str:
        name = ".".join(filter(None, [self.key, self.part, self.tail]))
        return f"{name}-svar" if name in TAKEN else name

    @property
    def kind(self) -> Literal["text", "integer", "number", "day"]:
        kinds: dict[str, Any] = {"choice": "text", "column": "text", "other": "text", "text": "text", "day": "day"}
        return kinds.get(self.take, "number" if self.take in ("number", "step") else "integer")

    def value(self, said: list[Said]) -> Any:
        """What was said; None where nothing was."""
        return TAKES[self.take](self, said) if said else None


def first(said: Iterable[Said]) -> Said | None:
    return next(iter(said), None)


def of_part(field: Field, said: list[Said]) -> Said | None:
    return first(one for one in said if one.row == field.part)


def chosen(field: Field, said: list[Said]) -> int:
    return int(any(one.choice == field.part for one in said))


def unsure(field: Field, said: list[Said]) -> int | None:
    found = of_part(field, said)
    return int(found.choice == UNSURE) if found else None


def column(field: Field, said: list[Said]) -> str | None:
    found = of_part(field, said)
    return found.choice if found and found.choice != UNSURE else None


def step(field: Field, said: list[Said]) -> float | None:
    found = of_part(field, said)
    return found.number if found else None


def other(field: Field, said: list[Said]) -> str | None:
    found = first(one for one in said if one.choice == field.part)
    return found.text or None if found else None


TAKES: dict[str, Any] = {
    "choice": lambda _field, said: said[0].choice or None,
    "chosen": chosen,
    "number": lambda _field, said: said[0].number,
    "step": step,
    "column": column,
    "unsure": unsure,
    "other": other,
    "text": lambda _field, said: said[0].text or None,
    "day": lambda _field, said: said[0].day,
    "yes": lambda _field, said: int(bool(said[0].choice)),
    "places": lambda _field, said: len(said),
}


def fields_of(question: Question, objects: Mapping[str, list[Choice]], *, with_texts: bool) -> Iterator[Field]:
    """The columns of a question; `objects` are what is drawn beforehand, by group. Texts where they are asked for."""
    if question.kind in DRAWN:
        yield Field(question.key, "places", _("antal steder, der er tegnet: %(q)s") % {"q": question.name})
    elif question.kind == Kind.TEXT:
        yield from [Field(question.key, "text", question.name)] if with_texts else []
    elif question.kind in PLAIN:
        yield Field(question.key, PLAIN[question.kind], question.name)
    elif question.kind == Kind.SCALE:
        yield Field(question.key, "number", question.name)
        yield from unsure_of(question)
    else:
        for part in parts_of(question, objects):
            yield from fields_of_part(question, part)
    if with_texts:
        for choice in (one for one in question.choices if one.says):
            yield Field(question.key, "other", f"{question.name}: {choice.name}", choice.key, "tekst")


PLAIN: dict[str, Take] = {
    Kind.SINGLE: "choice",
    Kind.HOME: "choice",
    Kind.NUMBER: "number",
    Kind.DATE: "day",
    Kind.CONSENT: "yes",
}
OF_PART: dict[str, Take] = {
    Kind.MULTIPLE: "chosen",
    Kind.OBJECTS: "chosen",
    Kind.MATRIX: "column",
    Kind.RANKING: "step",
    Kind.RATE: "step",
}


def parts_of(question: Question, objects: Mapping[str, list[Choice]]) -> Iterable[Choice]:
    if question.kind in (Kind.OBJECTS, Kind.RATE):
        return objects.get(question.map.group, [])
    return question.rows if question.kind == Kind.MATRIX else question.choices


def fields_of_part(question: Question, part: Choice) -> Iterator[Field]:
    if question.kind in OF_PART:
        what = f"{question.name}: {part.name}"
        yield Field(question.key, OF_PART[question.kind], what, part.key)
        if question.kind in (Kind.MATRIX, Kind.RATE):
            yield from unsure_of(question, part)


def unsure_of(question: Question, part: Choice | None = None) -> Iterator[Field]:
    if question.unsure:
        unsure, name = _("ved ikke"), f"{question.name}: {part.name}" if part else question.name
        what = f"{name} ({unsure})"
        yield Field(question.key, "unsure", what, part.key if part else "", "vedikke")
