"""The codebook: what each column of each file means, how each question was worded, and what each code stands for."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kortet.findings.export_columns import UNSURE
from kortet.findings.export_rows import NEIGHBOURHOODS, Answers, Sheet
from kortet.responses.models import DrawnPlace, Response
from kortet.surveys.questionnaire import DRAWN, Kind, Question

# Names of columns and tables are the same in all languages, so that what reads them need not know which.
QUESTION = [
    "udgave",
    "noegle",
    "indikator",
    "slags",
    "baggrund",
    "foelger",
    "skal_besvares",
    "sprog",
    "ordlyd",
    "hjaelp",
]


def codebook(answers: Answers) -> list[Sheet]:
    """Three tables: columns, questions as each edition and language worded them, and codes with their labels."""
    return [
        table("kolonner", ["tabel", "kolonne", "betydning", "slags"], columns_told(answers)),
        table("spoergsmaal", QUESTION, questions_told(answers)),
        table("koder", ["spoergsmaal", "del", "kode", "sprog", "tekst"], codes_told(answers)),
    ]


def table(name: str, heads: list[str], rows: Iterator[list[Any]]) -> Sheet:
    """Each row once, all of it as text."""
    once = dict.fromkeys(tuple(str(one) for one in row) for row in rows)
    return Sheet(name, [(head, head, "text") for head in heads], [list(row) for row in once])


def columns_told(answers: Answers) -> Iterator[list[Any]]:
    layers = [sheet for _question, sheet in answers.layers()]
    for name, sheet in [("bred", answers.wide()), ("lang", answers.tidy()), *((one.name, one) for one in layers)]:
        for column, what, kind in sheet.columns:
            yield [name, column, what, kind]


def questions_told(answers: Answers) -> Iterator[list[Any]]:
    """A row for each edition, question and language."""
    for edition in answers.survey.editions.published().order_by("number"):
        asked = edition.questionnaire
        for one, after in with_what_it_follows(asked.questions()):
            facts = [edition.number, one.key, one.indicator, str(one.kind), one.background, after, int(one.required)]
            for tongue in asked.languages:
                yield [*facts, tongue, one.words.get(tongue, ""), one.help.get(tongue, "")]


def with_what_it_follows(questions: Iterator[Question]) -> Iterator[tuple[Question, str]]:
    for one in questions:
        yield one, ""
        yield from ((after, one.key) for after in one.follow_ups)


def codes_told(answers: Answers) -> Iterator[list[Any]]:
    """Every code that can stand in a column, in every language; and what an empty cell means."""
    for edition in answers.survey.editions.published().order_by("number"):
        asked = edition.questionnaire
        for one in asked.every():
            yield from (row for tongue in asked.languages for row in codes_of(answers, one, tongue))
    for code, label in Response.Way.choices:
        yield ["svar-maade", "", code, "", str(label)]
    yield ["", "", "", "", _("tom: ikke spurgt om, eller ikke svaret på")]


def codes_of(answers: Answers, question: Question, tongue: str) -> Iterator[list[Any]]:
    key = question.key
    for part, choices in (
        ("valg", question.choices),
        ("raekke", question.rows),
        ("ting", things(answers, question)),
    ):
        yield from ([key, part, one.key, tongue, one.words.get(tongue) or one.words.get("da", "")] for one in choices)
    if question.kind in (Kind.SCALE, Kind.RATE):
        ends = {1: question.low, question.steps: question.high}
        for step in range(1, question.steps + 1):
            yield [key, "trin", str(step), tongue, ends.get(step, {}).get(tongue, "")]
    if question.unsure:
        yield [key, "valg", UNSURE, tongue, _("ved ikke")]
    if question.kind in DRAWN:
        yield from ([key, "sted-praecision", code, tongue, str(label)] for code, label in DrawnPlace.Precision.choices)
    if question.kind in (Kind.MULTIPLE, Kind.OBJECTS, Kind.CONSENT):
        yield from ([key, "bred", code, tongue, label] for code, label in (("1", _("ja")), ("0", _("nej"))))


def things(answers: Answers, question: Question) -> list[Any]:
    if question.kind in (Kind.OBJECTS, Kind.RATE):
        return answers.objects.get(question.map.group, [])
    return answers.objects[NEIGHBOURHOODS] if question.kind == Kind.HOME else []
