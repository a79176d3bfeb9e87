"""What staff choose on the map of drawn places: the question, how it is drawn, and whose places."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.findings.asked_questions import drawn_questions, questions_of
from kortet.places.models import Area
from kortet.responses.models import Answer, DrawnPlace
from kortet.responses.queries import DrawnPlaceQuerySet
from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import Kind, Question

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LOOKS: dict[str, "StrOrPromise"] = {
    "100": gettext_lazy("sekskanter, side 100 m"),
    "250": gettext_lazy("sekskanter, side 250 m"),
    "500": gettext_lazy("sekskanter, side 500 m"),
    "steder": gettext_lazy("hvert sted for sig"),
}


class LiveMapForm(forms.Form):
    """`places` are those that are asked for; where something is wrong with the choice, all of the first question."""

    kort = forms.ChoiceField(label=gettext_lazy("Kortspørgsmål"), required=False)
    vis = forms.ChoiceField(label=gettext_lazy("Vis som"), choices=list(LOOKS.items()), required=False)
    bydel = forms.ChoiceField(label=gettext_lazy("Bor i"), required=False)
    svar = forms.ChoiceField(label=gettext_lazy("Har svaret"), required=False)

    def __init__(self, asked: QueryDict, survey: Survey) -> None:
        super().__init__(asked)
        self.survey, self.questions = survey, questions_of(survey)
        self.drawn = list(drawn_questions(self.questions.values()))
        areas = Area.objects.of(survey.process.municipality).neighbourhoods().current().light().order_by("name")
        self.choose("kort", [(one.key, one.name) for one in self.drawn])
        self.choose("bydel", [("", _("Alle")), *((one.code, one.name) for one in areas)])
        self.choose("svar", [("", _("Alle")), *answers_of(self.questions.values())])

    def choose(self, name: str, choices: Iterable[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = list(choices)

    def asked_for(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "") if self.is_valid() else ""

    @property
    def question(self) -> Question:
        return self.questions[self.asked_for("kort") or self.drawn[0].key]

    @property
    def look(self) -> str:
        return self.asked_for("vis") or "250"

    @property
    def places(self) -> DrawnPlaceQuerySet:
        places = DrawnPlace.objects.of(self.survey).filter(key=self.question.key)
        if area := self.asked_for("bydel"):
            homes = [one.key for one in self.questions.values() if one.kind == Kind.HOME]
            places = places.filter(said(Q(key__in=homes, choice=area)))
        if answer := self.asked_for("svar"):
            key, _colon, choice = answer.partition(":")
            places = places.filter(said(Q(key=key, choice=choice)))
        return places


def said(what: Q) -> Exists:
    """Of a place: its own answers, where it is followed by them, else those of whoever drew it."""
    answers = Answer.objects.filter(what, response=OuterRef("response"))
    return Exists(answers.filter(Q(place=None) | Q(place=OuterRef("pk"))))


def answers_of(questions: Iterable[Question]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What may be chosen, by question."""
    return [
        (one.name, [(f"{one.key}:{choice.key}", choice.name) for choice in one.choices])
        for one in questions
        if one.kind in (Kind.SINGLE, Kind.MULTIPLE)
    ]
