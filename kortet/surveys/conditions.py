"""Whether a page or question is asked, given what was answered so far. Pure: no row is read, none is written.

What was said (`Said`) maps a question's key to what was chosen or written:
- single, multiple, objects, home, ranking: the set of what was chosen; consent: {"yes"}
- scale, number: the number, or {"unsure"}; point, line, polygon: how many places were drawn
- matrix, rate: the set of "row.choice", "row.step"
- text, date: the text

Conditions look back. A question that is not asked counts as one that was not answered, also for conditions that ask it.
"""

from collections.abc import Container, Iterator, Mapping
from typing import TypeGuard

from kortet.surveys.questionnaire import Asks, Condition, Page, Question, Questionnaire, Shown

Said = Mapping[str, set[str] | float | int | str]


def shown_questions(questionnaire: Questionnaire, said: Said) -> set[str]:
    """The keys of all questions of pages that are asked; of those that follow places, see `shown_follow_ups`."""
    return {question.key for _page, questions in asked(questionnaire, said) for question in questions}


def shown_pages(questionnaire: Questionnaire, said: Said) -> list[str]:
    """The keys of the pages that are seen, in order: those with something to ask, or with nothing but a text."""
    return [page.key for page, questions in asked(questionnaire, said) if questions or not page.questions]


def shown_follow_ups(question: Question, said_there: Said, said: Said) -> set[str]:
    """The keys of those of a question's follow-ups that are asked of one place, by what was said of it and before."""
    known, shown = dict(said), set()
    for follow_up in question.follow_ups:
        known.pop(follow_up.key, None)
        if is_shown(follow_up.shown, known):
            shown.add(follow_up.key)
            if follow_up.key in said_there:
                known[follow_up.key] = said_there[follow_up.key]
    return shown


def asked(questionnaire: Questionnaire, said: Said) -> Iterator[tuple[Page, list[Question]]]:
    """The pages whose conditions hold, each with those of its questions that are asked."""
    known: dict[str, set[str] | float | int | str] = {}
    for page in questionnaire.pages:
        if is_shown(page.shown, known):
            yield page, list(asked_of(page, said, known))


def asked_of(page: Page, said: Said, known: dict[str, set[str] | float | int | str]) -> Iterator[Question]:
    """The questions of one page that are asked; what was said to them becomes `known` to those after."""
    for question in page.questions:
        if is_shown(question.shown, known):
            if question.key in said:
                known[question.key] = said[question.key]
            yield question


def is_shown(shown: Shown, said: Said) -> bool:
    """Whether the conditions hold, given what was said; without conditions they do."""
    held = [holds(condition, said) for condition in shown.conditions]
    return (any(held) if shown.any_of else all(held)) if held else True


def holds(condition: Condition, said: Said) -> bool:
    answer = said.get(condition.question)
    match condition.asks:
        case Asks.IS:
            return chose(answer, condition.values)
        case Asks.IS_NOT:
            return not chose(answer, condition.values)
        case Asks.ANSWERED:
            return answer == 0 or bool(answer)
        case Asks.AT_LEAST:
            return is_number(answer) and condition.number is not None and answer >= condition.number
        case Asks.AT_MOST:
            return is_number(answer) and condition.number is not None and answer <= condition.number


def is_number(answer: object) -> TypeGuard[float]:
    return isinstance(answer, int | float)


def chose(answer: set[str] | float | int | str | None, values: Container[str]) -> bool:
    """Whether any of `values` was chosen; of a scale they are steps as text ("3")."""
    if isinstance(answer, set):
        return any(one in values for one in answer)
    return answer is not None and (f"{answer:g}" if isinstance(answer, int | float) else answer) in values
