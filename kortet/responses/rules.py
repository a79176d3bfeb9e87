"""The conditions of a questionnaire as the browser reads them: the same rules, to show and hide while one answers."""

from typing import Any

from kortet.responses.course import Stage
from kortet.surveys.questionnaire import Question, Shown


def rules_of(stage: Stage) -> dict[str, Any]:
    """Conditions of all pages and questions, the kinds that say how answers are read, and what other pages said."""
    questionnaire = stage.questionnaire
    page = questionnaire.page(stage.key)
    here = {question.key for question in page.questions} if page else set()
    said = stage.course.sheet.said(questionnaire)
    return {
        "word": stage.edition.survey.word,
        "page": stage.key,
        "keeps": stage.course.keeps,
        "pages": [
            {
                "key": one.key,
                "address": stage.course.address(one.key),
                "shown": conditions(one.shown),
                "questions": [told(question) for question in one.questions],
            }
            for one in questionnaire.pages
        ],
        "end": stage.course.end,
        "said": {key: list(one) if isinstance(one, set) else one for key, one in said.items() if key not in here},
    }


def told(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "kind": question.kind,
        "shown": conditions(question.shown),
        "followed": [told(one) for one in question.follow_ups],
    }


def conditions(shown: Shown) -> dict[str, Any] | None:
    if not shown.conditions:
        return None
    return {"any": shown.any_of, "all": [one.model_dump(mode="json") for one in shown.conditions]}
