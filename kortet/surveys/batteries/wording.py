"""How questions of batteries are written down: Danish first, English beside it."""

from typing import Any

from kortet.surveys.questionnaire import Choice, Page, Question

Pair = tuple[str, str]
DISAGREE, AGREE = ("helt uenig", "disagree completely"), ("helt enig", "agree completely")


def both(pair: Pair) -> dict[str, str]:
    return {"da": pair[0], "en": pair[1]}


def scale(indicator: str, words: Pair, low: Pair = DISAGREE, high: Pair = AGREE) -> Question:
    """Five steps between two ends that are each other's opposite, and "don't know"."""
    ends = {"low": both(low), "high": both(high), "steps": 5, "unsure": True}
    return question("scale", indicator, words, **ends)


def chosen(kind: str, indicator: str, words: Pair, *choices: tuple[str, str, str], **more: Any) -> Question:
    """Choices as (key, Danish, English); "other" can be written out, "none" and "unsaid" exclude the others."""
    made = tuple(
        Choice(key=key, words=both((danish, english)), says=key == "other", alone=key in ("none", "unsaid"))
        for key, danish, english in choices
    )
    return question(kind, indicator, words, choices=made, **more)


def question(kind: str, indicator: str, words: Pair, **more: Any) -> Question:
    said = {"kind": kind, "indicator": indicator, "words": both(words), "key": indicator.replace(".", "_")}
    return Question.model_validate(said | more)


def page(key: str, title: Pair, text: Pair, *questions: Question) -> Page:
    return Page(key=key, title=both(title), text=both(text), questions=questions)
