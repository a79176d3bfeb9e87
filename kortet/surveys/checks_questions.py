"""What is to be mended in a questionnaire by itself: its questions, its conditions, its languages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kortet.processes.models.process import language_named
from kortet.surveys.asking import COUNTED, NAMED, Asked, Groups, pages_asked, questions_asked, values_of
from kortet.surveys.kinds import WITH_BOUNDS, WITH_CHOICES, WITH_ENDS, WITH_GROUP
from kortet.surveys.questionnaire import CHOSEN, DRAWN, Choice, Condition, Kind, Question, Questionnaire, Shown


@dataclass(frozen=True)
class Found:
    """One thing to mend: what is wrong in a sentence, and where: a question, a page, a group, or a builder page."""

    text: str
    question: str = ""
    page: str = ""
    group: str = ""
    at: str = "survey_build"
    field: str = ""
    stops: bool = True


def of_questions(asked: Questionnaire, groups: Groups) -> Iterator[Found]:
    for question in asked.every():
        name = {"question": question.name or question.key}
        for field, told in wrong_with(question, groups):
            yield Found(told % name, question=question.key, field=field)
        if question.kind in WITH_GROUP and question.map.group and not groups.get(question.map.group):
            told = _("“%(question)s”: der er ikke tegnet noget at vælge mellem.")
            yield Found(told % name, group=question.map.group)


def wrong_with(question: Question, groups: Groups) -> Iterator[tuple[str, str]]:
    """The field and what is wrong there; `question` is named in it."""
    if not question.words.get("da"):
        yield "words_da", _("“%(question)s” har ingen tekst.")
    if question.kind in WITH_CHOICES and len(question.choices) < 2:
        yield "choices_da", _("“%(question)s” mangler svarmuligheder: skriv mindst to.")
    if question.kind == Kind.MATRIX and not question.rows:
        yield "rows_da", _("“%(question)s” mangler udsagn.")
    if question.kind in WITH_BOUNDS:
        yield from wrong_bounds(question)
    if question.kind in DRAWN | {Kind.OBJECTS} and question.map.least > question.map.most:
        yield "map_most", _("“%(question)s”: det største antal er mindre end det mindste.")
    if question.kind in WITH_GROUP and not question.map.group:
        yield "map_group", _("“%(question)s”: vælg, hvad der vælges mellem.")
    if question.kind == Kind.OBJECTS and 0 < len(groups.get(question.map.group, [])) < question.map.least:
        yield "map_least", _("“%(question)s” kræver flere steder, end der er tegnet.")


def wrong_bounds(question: Question) -> Iterator[tuple[str, str]]:
    least, most = question.least, question.most
    if least is not None and most is not None and least > most:
        yield "most", _("“%(question)s”: det største er mindre end det mindste.")
    if question.kind in CHOSEN and least is not None and least > len(question.choices):
        yield "least", _("“%(question)s” kræver flere svar, end der er at vælge.")
    if question.kind in CHOSEN and most is not None and most < 1:
        yield "most", _("“%(question)s” tillader ingen svar.")


def of_conditions(asked: Questionnaire, groups: Groups) -> Iterator[Found]:
    """Conditions look back: at a question that is there, before this one, and at answers that it has."""
    for one in pages_asked(asked):
        page = asked.page(one.key)
        for text in wrong_conditions(one, page.shown if page else Shown(), groups):
            told = _("Siden “%(page)s”: %(wrong)s") % {"page": page.name or page.key if page else "", "wrong": text}
            yield Found(told, page=one.key, field="shown")
    for one in questions_asked(asked):
        question = asked.question(one.key)
        for text in wrong_conditions(one, question.shown if question else Shown(), groups):
            told = _("“%(question)s”: %(wrong)s") % {"question": question.name if question else "", "wrong": text}
            yield Found(told, question=one.key, field="shown")


def wrong_conditions(one: Asked, shown: Shown, groups: Groups) -> Iterator[str]:
    before = {question.key: question for question in one.before}
    for condition in shown.conditions:
        if condition.question == one.key:
            yield _("den spørger til sit eget svar.")
        elif condition.question not in before:
            yield _("den spørger til et spørgsmål, der ikke står før den.")
        elif text := wrong_condition(condition, before[condition.question], groups):
            yield text


def wrong_condition(condition: Condition, question: Question, groups: Groups) -> str:
    known = {value for value, _words in values_of(question, groups)}
    name = {"question": question.name or question.key}
    if condition.asks in NAMED and not condition.values:
        return _("den nævner intet svar på “%(question)s”.") % name
    if condition.asks in NAMED and set(condition.values) - known:
        return _("den nævner et svar, som “%(question)s” ikke har.") % name
    if condition.asks in COUNTED and condition.number is None:
        return _("den mangler et tal.")
    return ""


def of_tongues(asked: Questionnaire) -> Iterator[Found]:
    """What is not said in a language of the survey; what is asked must be, the rest falls back to Danish."""
    for language in asked.languages:
        if language == "da":
            continue
        for question in asked.every():
            told = {"question": question.name or question.key, "language": language_named(language)}
            for field, text, stops in missing_in(question, language):
                yield Found(text % told, question=question.key, field=f"{field}_{language}", stops=stops)
        for page in asked.pages:
            if untold(page.title, language) or untold(page.text, language):
                told = {"page": page.name, "language": language_named(language)}
                text = _("Siden “%(page)s” er ikke på %(language)s; den vises på dansk.") % told
                yield Found(text, page=page.key, field=f"id_title_{language}", stops=False)


def missing_in(question: Question, language: str) -> Iterator[tuple[str, str, bool]]:
    if untold(question.words, language):
        yield "words", _("“%(question)s” mangler på %(language)s."), True
    if any_untold(question.choices, language):
        yield "choices", _("“%(question)s”: nogle svar mangler på %(language)s."), True
    if any_untold(question.rows, language):
        yield "rows", _("“%(question)s”: nogle udsagn mangler på %(language)s."), True
    if untold(question.help, language):
        yield "help", _("“%(question)s”: hjælpen er ikke på %(language)s; den vises på dansk."), False
    if question.kind in WITH_ENDS and (untold(question.low, language) or untold(question.high, language)):
        yield "low", _("“%(question)s”: skalaens ender er ikke på %(language)s; de vises på dansk."), False


def untold(words: dict[str, str], language: str) -> bool:
    return bool(words.get("da")) and not words.get(language)


def any_untold(choices: tuple[Choice, ...], language: str) -> bool:
    return any(untold(one.words, language) for one in choices)
