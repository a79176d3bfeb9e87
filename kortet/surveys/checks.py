"""What a questionnaire is held against before it is asked: what stops it, what is only told; each leads to a field."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kortet.processes.models.process import language_named
from kortet.processes.rights import PhaseKind
from kortet.surveys.asking import Groups
from kortet.surveys.checks_questions import Found, of_conditions, of_questions, of_tongues
from kortet.surveys.estimate import minutes
from kortet.surveys.questionnaire import Kind, Question, Questionnaire

if TYPE_CHECKING:
    from kortet.surveys.models import Survey

LONG_PAGE, LONG_MINUTES = 8, 15


@dataclass(frozen=True)
class Sheet:
    """What the rules look at: a survey, what its draft asks, and what is drawn beforehand for it."""

    survey: "Survey"
    asked: Questionnaire
    groups: Groups


def checks_of(sheet: Sheet) -> list[Found]:
    """All that is to be said; what stops it first, each in the order of the pages."""
    found = [one for rule in RULES for one in rule(sheet)]
    return sorted(found, key=lambda one: not one.stops)


def address_of(found: Found, survey: "Survey") -> str:
    """Where it can be mended."""
    words = [survey.process.slug, survey.word]
    if found.question:
        return f"{reverse('survey_question', args=[*words, found.question])}#question-{found.field}"
    if found.page:
        return f"{reverse('survey_build_page', args=[*words, found.page])}#{found.field}"
    if found.group:
        return reverse("survey_objects", args=[*words, found.group])
    return f"{reverse(found.at, args=words)}#{found.field}"


def of_survey(sheet: Sheet) -> Iterator[Found]:
    survey, asked = sheet.survey, sheet.asked
    if not any(True for _question in asked.questions()):
        yield Found(_("Der er ingen spørgsmål."))
    if survey.closes and survey.closes <= timezone.now():
        yield Found(_("Den sidste dag er gået."), at="survey_settings", field="id_last")
    for code in asked.languages:
        if not survey.title.get(code):
            told = _("Overskriften mangler på %(language)s.") % {"language": language_named(code)}
            yield Found(told, at="survey_settings", field=f"id_title_{code}")


def of_process(sheet: Sheet) -> Iterator[Found]:
    process, limited = sheet.survey.process, [one for one in sheet.asked.every() if one.map.within == "process"]
    if not any(phase.kind == PhaseKind.COLLECT for phase in process.phases.all()):
        yield Found(_("Forløbet har ingen fase, hvor der samles ind. Der kan først svares i en."), stops=False)
    for one in limited if process.area is None else []:
        told = _("“%(question)s”: forløbet har intet område at tegne i.")
        yield Found(told % {"question": one.name}, question=one.key, field="map_within")


def of_reader(sheet: Sheet) -> Iterator[Found]:
    """What makes it hard to answer; only told."""
    asked, intro = sheet.asked, sheet.survey.intro
    for number, page in enumerate(asked.pages, 1):
        if len(page.questions) > LONG_PAGE:
            told = _("Side %(page)s har %(many)s spørgsmål: det er meget på en telefon.")
            yield Found(told % {"page": number, "many": len(page.questions)}, page=page.key, stops=False)
    if (long := minutes(asked)) > LONG_MINUTES:
        yield Found(_("Den tager ca. %(minutes)s minutter. Mange holder op før.") % {"minutes": long}, stops=False)
    if "en" not in asked.languages:
        yield Found(_("Der er ingen engelsk udgave."), at="survey_settings", field="id_spoken", stops=False)
    if not intro.get("da"):
        told = _("Skriv i indledningen, hvad svarene bruges til, og hvem der læser dem.")
        yield Found(told, at="survey_settings", field="id_intro_da", stops=False)


def of_background(sheet: Sheet) -> Iterator[Found]:
    """What answers are weighed by: each at most once; and who is asked about themselves is told what for."""
    questions = [one for one in sheet.asked.every() if one.background]
    for _many, last in repeated(questions, "background"):
        told = _("“%(question)s”: et andet spørgsmål siger allerede det samme om, hvem der svarer.")
        yield Found(told % {"question": last.name}, question=last.key, field="background")
    if not questions:
        told = _("Ingen spørgsmål siger, hvem der svarer, så svarene kan ikke vægtes efter alder, køn eller bydel.")
        yield Found(told, stops=False)
    elif not any(one.kind == Kind.CONSENT for one in sheet.asked.every()) and not sheet.survey.intro.get("da"):
        told = _("I spørger folk om dem selv: sig, hvad det bruges til, eller bed om samtykke.")
        yield Found(told, at="survey_settings", field="id_intro_da", stops=False)


def of_indicators(sheet: Sheet) -> Iterator[Found]:
    for many, last in repeated([one for one in sheet.asked.every() if one.indicator], "indicator"):
        told = _("%(many)s spørgsmål har indikatoren “%(indicator)s”.") % {"many": many, "indicator": last.indicator}
        yield Found(told, question=last.key, field="indicator", stops=False)


def repeated(questions: list[Question], part: str) -> Iterator[tuple[int, Question]]:
    """Of what several questions have in common: how many they are, and the last of them."""
    last = {getattr(one, part): one for one in questions}
    for value, many in Counter(getattr(one, part) for one in questions).items():
        if many > 1:
            yield many, last[value]


RULES: list[Callable[[Sheet], Iterator[Found]]] = [
    of_survey,
    lambda sheet: of_questions(sheet.asked, sheet.groups),
    lambda sheet: of_conditions(sheet.asked, sheet.groups),
    of_process,
    of_background,
    lambda sheet: of_tongues(sheet.asked),
    of_indicators,
    of_reader,
]
