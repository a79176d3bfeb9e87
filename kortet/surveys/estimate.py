"""How long it takes to answer: a rule of thumb, so that a survey is not longer than people are patient.

Reading at 200 words a minute; the seconds of each kind are assumed, not measured here.
"""

from kortet.surveys.questionnaire import Choice, Kind, Question, Questionnaire

WORDS_A_SECOND = 200 / 60
SECONDS = {
    Kind.SINGLE: 5,
    Kind.MULTIPLE: 10,
    Kind.SCALE: 5,
    Kind.MATRIX: 5,
    Kind.RANKING: 20,
    Kind.NUMBER: 8,
    Kind.DATE: 10,
    Kind.TEXT: 40,
    Kind.CONSENT: 5,
    Kind.HOME: 10,
    Kind.STATEMENT: 0,
    Kind.POINT: 30,
    Kind.LINE: 40,
    Kind.POLYGON: 45,
    Kind.OBJECTS: 20,
    Kind.RATE: 30,
}
EACH_ROW = 4


def minutes(asked: Questionnaire) -> int:
    """Whole minutes, at least one, for somebody who is asked everything and draws one place where places are drawn."""
    read = sum(words_in(page.name) + words_in(page.text.get("da", "")) for page in asked.pages) / WORDS_A_SECOND
    return max(1, round((read + sum(seconds(question) for question in asked.every())) / 60))


def seconds(question: Question) -> float:
    rows: tuple[Choice, ...] = (*question.choices, *question.rows)
    read = words_in(question.name) + words_in(question.help.get("da", "")) + sum(words_in(one.name) for one in rows)
    return SECONDS[question.kind] + EACH_ROW * len(question.rows) + read / WORDS_A_SECOND


def words_in(text: str) -> int:
    return len(text.split())
