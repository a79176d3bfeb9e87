"""The questions of a survey over all its editions: by key, in the words of the last edition that asked them."""

from collections.abc import Iterable, Iterator

from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import DRAWN, Question


def questions_of(survey: Survey) -> dict[str, Question]:
    """Key → question, with those that follow places, in the order in which they are asked."""
    editions = [edition.questionnaire for edition in survey.editions.published().order_by("-number")]
    found: dict[str, Question] = {}
    for one in (one for asked in editions for one in asked.every()):
        found.setdefault(one.key, one)
    return found


def drawn_questions(questions: Iterable[Question]) -> Iterator[Question]:
    """Those that are answered by drawing places."""
    yield from (one for one in questions if one.kind in DRAWN)
