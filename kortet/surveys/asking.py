"""What a condition may ask: of which earlier questions, in which way, and which answers there are to name."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.surveys.questionnaire import CHOSEN, DRAWN, Asks, Kind, Question, Questionnaire

ASKS = [
    (Asks.IS, gettext_lazy("er en af disse")),
    (Asks.IS_NOT, gettext_lazy("er ingen af disse")),
    (Asks.ANSWERED, gettext_lazy("er besvaret")),
    (Asks.AT_LEAST, gettext_lazy("er mindst")),
    (Asks.AT_MOST, gettext_lazy("er højst")),
]
NAMED = {Asks.IS, Asks.IS_NOT}
COUNTED = {Asks.AT_LEAST, Asks.AT_MOST}
WITH_VALUES = CHOSEN | {Kind.CONSENT, Kind.SCALE, Kind.MATRIX, Kind.HOME, Kind.OBJECTS}
WITH_NUMBER = DRAWN | {Kind.NUMBER, Kind.SCALE}
# Group of what is drawn beforehand → (key, name) of each; "neighbourhoods": the town's, by code.
Groups = dict[str, list[tuple[str, str]]]
NEIGHBOURHOODS = "neighbourhoods"


class Asked(NamedTuple):
    """A question or page, and the questions before it: those that its conditions may ask."""

    key: str
    before: list[Question]


def ways_to_ask(question: Question) -> set[Asks]:
    return (
        {Asks.ANSWERED}
        | (NAMED if question.kind in WITH_VALUES else set())
        | (COUNTED if question.kind in WITH_NUMBER else set())
    )


def values_of(question: Question, groups: Groups) -> list[tuple[str, str]]:
    """The answers that a condition can name, with their words; of a matrix "row.choice"."""
    match question.kind:
        case Kind.CONSENT:
            return [("yes", _("ja"))]
        case Kind.SCALE:
            steps = [(str(n), str(n)) for n in range(1, question.steps + 1)]
            return steps + ([("unsure", _("ved ikke"))] if question.unsure else [])
        case Kind.MATRIX:
            return list(cells_of(question))
        case Kind.HOME:
            return groups.get(NEIGHBOURHOODS, [])
        case Kind.OBJECTS:
            return groups.get(question.map.group, [])
        case _:
            return [(one.key, one.name or one.key) for one in question.choices] if question.kind in CHOSEN else []


def cells_of(question: Question) -> Iterator[tuple[str, str]]:
    for row in question.rows:
        for choice in question.choices:
            yield f"{row.key}.{choice.key}", f"{row.name}: {choice.name}"


def pages_asked(asked: Questionnaire) -> Iterator[Asked]:
    """Each page with all questions of those before it."""
    before: list[Question] = []
    for page in asked.pages:
        yield Asked(page.key, list(before))
        before += page.questions


def questions_asked(asked: Questionnaire) -> Iterator[Asked]:
    """Each question, and each that follows a place, with those before it: of a place also what it was asked before."""
    before: list[Question] = []
    for question in asked.questions():
        yield Asked(question.key, list(before))
        before.append(question)
        for n, follow_up in enumerate(question.follow_ups):
            yield Asked(follow_up.key, [*before, *question.follow_ups[:n]])


def before_question(asked: Questionnaire, key: str) -> list[Question]:
    return next((one.before for one in questions_asked(asked) if one.key == key), [])


def before_page(asked: Questionnaire, key: str) -> list[Question]:
    return next((one.before for one in pages_asked(asked) if one.key == key), [])
