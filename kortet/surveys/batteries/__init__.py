"""Ready-made batteries: questions that are worded well in Danish and English, each under an indicator of its own.

They ask for attitudes, motivation and needs, and who answers. Each statement is a scale of its own with balanced ends
and "don't know" (no table of statements, which is hard to answer on a phone), so each is compared year after year.
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from kortet.surveys.batteries import attitudes, background, motivation, needs
from kortet.surveys.questionnaire import Page, Question


class Battery(NamedTuple):
    """One battery: the word that forms know it by, and what it is about."""

    word: str
    name: object
    about: object
    page: Page


BATTERIES = [
    Battery("holdninger", _("Holdninger: tillid, indflydelse og tilhør"), _("syv udsagn, ca. 1 minut"), attitudes.PAGE),
    Battery("motivation", _("Motivation: lyst til at være med"), _("seks spørgsmål, ca. 2 minutter"), motivation.PAGE),
    Battery("behov", _("Behov: hvad der mangler, hvor folk bor"), _("otte spørgsmål, ca. 2 minutter"), needs.PAGE),
    Battery("baggrund", _("Hvem svarer: alder, køn og bydel"), _("tre spørgsmål, til vægtning"), background.PAGE),
]


def pages_of(word: str) -> list[Page]:
    """The page of a battery; none where there is no such battery."""
    return [one.page for one in BATTERIES if one.word == word]


def question_of(indicator: str) -> Question | None:
    """The question of a battery that has an indicator."""
    questions = (one for battery in BATTERIES for one in battery.page.questions)
    return next((one for one in questions if one.indicator == indicator), None)
