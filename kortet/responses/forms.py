"""A page of questions as a form. What is not asked, by the survey's conditions, is neither checked nor kept."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property

from kortet.responses.around import Around
from kortet.responses.asking import (
    Asking,
    Consent,
    Home,
    Multiple,
    Objects,
    Scale,
    Single,
    Statement,
)
from kortet.responses.asking_places import MOST_NUMBER, REQUIRED, Places
from kortet.responses.asking_rows import Matrix, Ranking, Rate
from kortet.responses.asking_written import Day, Number, Text
from kortet.responses.sheets import Sheet
from kortet.surveys.conditions import shown_questions
from kortet.surveys.questionnaire import Kind, Question, Questionnaire

KINDS: dict[Kind, type[Asking]] = {
    Kind.SINGLE: Single,
    Kind.MULTIPLE: Multiple,
    Kind.SCALE: Scale,
    Kind.MATRIX: Matrix,
    Kind.RANKING: Ranking,
    Kind.NUMBER: Number,
    Kind.DATE: Day,
    Kind.TEXT: Text,
    Kind.CONSENT: Consent,
    Kind.HOME: Home,
    Kind.STATEMENT: Statement,
    Kind.POINT: Places,
    Kind.LINE: Places,
    Kind.POLYGON: Places,
    Kind.OBJECTS: Objects,
    Kind.RATE: Rate,
}


class AnswersForm(forms.Form):
    """Some questions of a questionnaire: those of a page, or all of them where staff enter what came on paper.

    `earlier` is what was said so far, on this page, too. `strict`: what is required has to be there, which is not so
    while somebody is still writing. `remove` in the data names places (`key.number`) that are taken away. After
    `is_valid()`, `sheet` is what was said to the questions without errors, and `settled` the keys of those.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=4000)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        questions: Iterable[Question],
        questionnaire: Questionnaire,
        around: Around,
        earlier: Sheet,
        strict: bool = True,
    ) -> None:
        super().__init__(data)
        self.around, self.earlier, self.questionnaire = around, earlier, questionnaire
        self.strict, self.removed = strict, set(data.getlist("remove")) if data else set()
        self.auto_id, self.label_suffix = "f-%s", ""
        self.askings = [self.asking_of(question) for question in questions]
        for asking in self.askings:
            self.fields.update(asking.fields())
            self.initial.update(asking.before(earlier.rows.get(asking.question.key, [])))
        if not self.is_bound:
            self.decide(earlier)

    def asking_of(self, question: Question, prefix: str = "") -> Asking:
        return KINDS[question.kind](self, question, prefix)

    def numbers_of(self, name: str) -> list[int]:
        """The numbers of the places of a map question that were sent, without those taken away."""
        found = re.compile(re.escape(name) + r"\.(\d{1,3})\..+")
        numbers = {int(match[1]) for match in map(found.fullmatch, self.data) if match}
        kept = {number for number in numbers if f"{name}.{number}" not in self.removed}
        return sorted(number for number in kept if 0 < number < MOST_NUMBER)[:MOST_PLACES]

    def questions_of(self, kind: Kind) -> list[Question]:
        """The questions of one kind on it, asked or not."""
        return [asking.question for asking in self.askings if asking.question.kind == kind]

    @property
    def keys(self) -> list[str]:
        return [asking.question.key for asking in self.askings]

    def clean(self) -> dict[str, Any]:
        for asking in self.askings:
            asking.check()
        self.decide(self.earlier.without(self.keys).with_all_of(self.said_here))
        for asking in self.askings:
            self.settle(asking)
        return self.cleaned_data

    def decide(self, sheet: Sheet) -> None:
        """Which of the questions are asked."""
        self.told = sheet.said(self.questionnaire)
        shown = shown_questions(self.questionnaire, self.told)
        for asking in self.askings:
            asking.is_shown = asking.question.key in shown
            if isinstance(asking, Places) and not self.is_bound:
                asking.settle(self.told, strict=False)

    def settle(self, asking: Asking) -> None:
        """What is not asked is forgotten; of the rest, what is required has to be there."""
        if not asking.is_shown:
            asking.forget()
            return
        if isinstance(asking, Places):
            asking.settle(self.told, strict=self.strict)
            if self.strict:
                asking.check_least()
        if self.strict and asking.question.required and not asking.errors and not self.is_answered(asking):
            asking.complain(REQUIRED)

    def is_answered(self, asking: Asking) -> bool:
        """Whether anything was said; of rows that have to be answered, all of them."""
        if isinstance(asking, Places):
            return bool(asking.filled)
        if isinstance(asking, Matrix):
            return not asking.unanswered
        return bool(asking.rows()) or isinstance(asking, Statement)

    @property
    def said_here(self) -> Sheet:
        sheet = Sheet()
        for asking in self.askings:
            if asking.errors:
                continue
            if isinstance(asking, Places):
                sheet.places[asking.question.key] = asking.drawn()
            else:
                sheet.rows[asking.question.key] = asking.rows()
        return sheet

    @property
    def sheet(self) -> Sheet:
        hidden = [asking.question.key for asking in self.askings if not asking.is_shown]
        return self.said_here.without(hidden)

    @property
    def settled(self) -> list[str]:
        return [asking.question.key for asking in self.askings if not asking.errors]

    @property
    def wrong(self) -> list[Asking]:
        return [asking for asking in self.askings if asking.errors]

    @property
    def shown(self) -> list[str]:
        return [asking.question.key for asking in self.askings if asking.is_shown]

    @cached_property
    def has_new(self) -> bool:
        """Whether something is asked now that was not on the page that was sent."""
        seen = str(self.data.get("seen", "")).split()
        return bool(seen) and any(key not in seen for key in self.shown)

    def find_words(self) -> None:
        for asking in self.askings:
            if isinstance(asking, Places):
                asking.find_words()


MOST_PLACES = 60  # that are read of what is sent: ten more than any question takes, so that one is told
