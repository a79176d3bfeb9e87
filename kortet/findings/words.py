"""The words of a survey's keys, in the language of the page."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from kortet.findings.classes import month_number
from kortet.findings.counting import ANYTHING, NOTHING, UNSURE
from kortet.findings.groups import OTHER
from kortet.municipalities.tongues import in_tongue
from kortet.places.models import Area
from kortet.surveys.models import Edition, Survey
from kortet.surveys.questionnaire import DRAWN, Choice, Kind, Question, Questionnaire

MOST_NAMED = 3  # parts of a group that are named one by one


class Words:
    """Of the edition that tables were made of; three questions at most."""

    def __init__(self, survey: Survey, number: int | None) -> None:
        self.survey, self.number = survey, number

    @cached_property
    def edition(self) -> Edition | None:
        return self.survey.editions.filter(number=self.number).first() if self.number else None

    @cached_property
    def questionnaire(self) -> Questionnaire:
        return self.edition.questionnaire if self.edition else Questionnaire()

    @cached_property
    def areas(self) -> dict[str, str]:
        return areas_of(self.survey)

    @cached_property
    def objects(self) -> dict[str, str]:
        rows = self.edition.objects_drawn.values_list("key", "words") if self.edition else []
        return {key: in_tongue(words) for key, words in rows}

    def question(self, key: str) -> Question:
        return self.questionnaire.question(key) or Question(key=key, kind=Kind.TEXT, words={"da": key})

    def row(self, question: Question, key: str) -> str:
        """A row of a matrix, what is rated, or a choice of many."""
        if named := named_among((*question.rows, *question.choices), key):
            return named
        if question.kind in (Kind.OBJECTS, Kind.RATE):
            return self.objects.get(key) or self.areas.get(key) or key
        return self.category(question, key)

    def category(self, question: Question, key: str) -> str:
        if key == ANYTHING:
            return done(question)
        if key in (UNSURE, NOTHING):
            return _("Ved ikke") if key == UNSURE else _("Ikke besvaret")
        if ":" in key:
            return class_named(*key.split(":"))
        if ".." in key:
            return period_named(*key.split(".."))
        return named_among(question.choices, key) or step_named(question, key)

    def group(self, name: str, key: str, parts: Sequence[str]) -> str:
        if key == OTHER:
            named = [self.part(name, part) for part in parts if part]
            return (
                ", ".join(named) if named and len(named) <= MOST_NAMED and "" not in parts else _("Øvrige og uoplyst")
            )
        return self.part(name, key)

    def part(self, name: str, key: str) -> str:
        if name == "area":
            return self.areas.get(key, key)
        asked = next((one for one in self.questionnaire.questions() if one.background == name), None)
        return self.category(asked, key) if asked else key


def areas_of(survey: Survey) -> dict[str, str]:
    """The names of the town's neighbourhoods, by code."""
    found = Area.objects.filter(layer__municipality=survey.process.municipality_id).neighbourhoods().current()
    return dict(found.values_list("code", "name"))


def named_among(choices: Iterable[Choice], key: str) -> str:
    return next((one.name for one in choices if one.key == key), "")


def done(question: Question) -> str:
    if question.kind in DRAWN:
        return _("Har tegnet mindst ét sted")
    return _("Har sagt ja") if question.kind == Kind.CONSENT else _("Har svaret")


def step_named(question: Question, key: str) -> str:
    ends = {"1": in_tongue(question.low), str(question.steps): in_tongue(question.high)}
    return f"{key} – {ends[key]}" if ends.get(key) else key


def class_named(low: str, high: str) -> str:
    """Below a number, from one to below another, from a number on."""
    begins, below = (
        None if "inf" in end else number_format(float(end), use_l10n=True).rstrip("0").rstrip(",.")
        for end in (low, high)
    )
    if begins is None and below is None:
        return _("Alle tal")
    if begins is None:
        return _("Under %(below)s") % {"below": below}
    if below is None:
        return _("%(begins)s eller mere") % {"begins": begins}
    return _("Fra %(begins)s til under %(below)s") % {"begins": begins, "below": below}


def period_named(begin: str, end: str) -> str:
    """Of months: up to one, from one to before another, from one on."""
    first, last = begin and month_named(month_number(begin)), end and month_named(month_number(end) - 1)
    if first and last:
        return first if first == last else f"{first} – {last}"
    if last:
        return _("Til og med %(month)s") % {"month": last}
    return _("Fra %(month)s") % {"month": first} if first else _("Alle datoer")


def month_named(number: int) -> str:
    return date_format(date(number // 12, number % 12 + 1, 1), "YEAR_MONTH_FORMAT")


def variable_named(name: str) -> str:
    return {"age": _("Alder"), "sex": _("Køn"), "area": _("Bydel")}[name]


def said_percent(value: float) -> str:
    return _("%(n)s %%") % {"n": round(value)}


def said_between(low: Any, high: Any) -> str:
    return f"{low}–{high}"


def said_and(low: Any, high: Any) -> str:
    return _("%(low)s og %(high)s") % {"low": low, "high": high}


def said_mean(value: float, digits: int) -> str:
    """Rounded here, because Django cuts digits off."""
    return number_format(round(value, digits), digits, use_l10n=True)
