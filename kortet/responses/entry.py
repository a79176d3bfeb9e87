"""Typing in what came on paper: all questions on one page, places as cells of the printed grid, a sheet at a time.

A sheet is stored whole, as a response that is finished, and beside it stands nothing of who typed it. That somebody did
is in the journal, once for each pile. The last one can be taken back by who typed it: their browser alone knows which.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kortet.lettercodes.codes import read_code
from kortet.municipalities.models import Municipality
from kortet.responses.around import Around
from kortet.responses.asking import Asking
from kortet.responses.asking_places import Places, Slot
from kortet.responses.asking_where import in_degrees
from kortet.responses.codes import CodeRefusedError, secret_of, use_up
from kortet.responses.entering import this_hour
from kortet.responses.forms import AnswersForm
from kortet.responses.grid import Grid
from kortet.responses.models import Response
from kortet.responses.paper import PLACES
from kortet.responses.saving import find_home, write
from kortet.responses.sheets import Sheet
from kortet.surveys.models import Edition, Survey
from kortet.surveys.questionnaire import DRAWN, Kind, Question

CELLS = "_cells"
CODE = _("Kode fra brevet")


class CodeField(forms.CharField):
    """A letter's code, where one was written on the sheet."""

    def clean(self, value: Any) -> str:
        said = str(super().clean(value) or "")
        return read_code(said) if said.strip() else ""


class EntryForm(AnswersForm):
    """All questions of an edition. Nothing has to be answered: on paper people leave out what they like."""

    def __init__(self, data: QueryDict | None, edition: Edition, town: Municipality) -> None:
        self.edition = edition
        self.cells_wrong: dict[str, ValidationError] = {}
        questionnaire = edition.questionnaire
        drawn = [one for one in questionnaire.questions() if one.kind in DRAWN]
        super().__init__(
            self.with_places(drawn, data),
            questions=list(questionnaire.questions()),
            questionnaire=questionnaire,
            around=Around(edition, town),
            earlier=Sheet(),
            strict=False,
        )
        self.auto_id = "p-%s"
        self.fields["code"] = CodeField(label=CODE, required=False, max_length=60)

    def with_places(self, drawn: Iterable[Question], data: QueryDict | None) -> QueryDict:
        """What was typed, with the room for places that the paper has, and their cells as shapes."""
        filled = data.copy() if data is not None else QueryDict(mutable=True)
        for question in drawn:
            for number in range(1, min(question.map.most, PLACES) + 1):
                prefix = f"{question.key}.{number}."
                filled[f"{prefix}_shape"], filled[f"{prefix}_how"] = self.read(question, prefix, filled), "area"
        return filled

    def read(self, question: Question, prefix: str, data: QueryDict) -> str:
        """The cells of a place as GeoJSON; empty where there are none, or they are wrong."""
        said = data.get(f"{prefix}{CELLS}", "").strip()
        if not said:
            return ""
        try:
            return in_degrees(Grid.of(self.edition.survey, question.map.within).shape(question.kind, said))
        except ValidationError as error:
            self.cells_wrong[prefix] = error
            return ""

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        for slot in self.slots():
            if wrong := self.cells_wrong.get(slot.prefix):
                slot.complain(wrong)
        return said

    def slots(self) -> list[Slot]:
        return [slot for asking in self.askings if isinstance(asking, Places) for slot in asking.slots]

    @property
    def lines(self) -> "list[Line]":
        """The questions in order, numbered as on paper."""
        asked = [asking for asking in self.askings if asking.question.kind != Kind.STATEMENT]
        return [Line(self, asking, number) for number, asking in enumerate(asked, 1)]

    @property
    def says_anything(self) -> bool:
        sheet = self.sheet
        return any(sheet.rows.values()) or any(sheet.places.values())


class Line:
    """One question as it is typed; of a place, one without a number."""

    def __init__(self, form: EntryForm, asking: Asking, number: int | None = None) -> None:
        self.form, self.asking, self.number = form, asking, number

    @property
    def fields(self) -> list[forms.BoundField]:
        """All of its fields; of a map question none, but `places`."""
        return [] if isinstance(self.asking, Places) else [self.form[name] for name in self.asking.names]

    @property
    def places(self) -> "list[Place]":
        return [Place(self.form, slot) for slot in self.asking.slots] if isinstance(self.asking, Places) else []


class Place:
    """Room for one place of a map question: its cells, or where it is by name, and what follows."""

    def __init__(self, form: EntryForm, slot: Slot) -> None:
        self.name, self.where = f"{slot.prefix}{CELLS}", slot.where
        self.cells = form.data.get(self.name, "")
        self.lines = [Line(form, asking) for asking in slot.askings]

    @property
    def ident(self) -> str:
        return f"p-{self.name}"


@transaction.atomic
def enter(form: EntryForm, survey: Survey, language: str) -> Response:
    """Stores a sheet, also when the survey has closed: letters take days.

    Raises ValidationError where nothing is on it, its code is not good, or the results are published.
    """
    if survey.results_published:
        raise ValidationError(_("Resultaterne er offentliggjort, så der kan ikke tastes mere ind."))
    if not form.says_anything:
        raise ValidationError(_("Der er ikke skrevet noget endnu."))
    if code := form.cleaned_data["code"]:
        spend(survey, code)
    facts = {"edition": form.edition, "way": Response.Way.PAPER, "language": language}
    response = Response.objects.create(survey=survey, started=this_hour(), finished=this_hour(), **facts)
    write(response, form.sheet)
    find_home(response, form.questions_of(Kind.HOME), form.sheet)
    response.save(update_fields=["home"])
    return response


def spend(survey: Survey, code: str) -> None:
    try:
        is_good = use_up(survey, secret_of(survey, code))
    except CodeRefusedError as error:
        raise ValidationError({"code": str(error.why)}) from error
    if not is_good:
        raise ValidationError({"code": _("Koden er brugt. Der er svaret med den.")})
