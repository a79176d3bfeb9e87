"""Somebody's way through a questionnaire: which pages they see, how far they are, and where what they say is kept."""

from typing import Protocol

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import TownRequest
from kortet.responses.around import Around
from kortet.responses.entering import response_by, secret_in
from kortet.responses.forms import AnswersForm
from kortet.responses.models import Response
from kortet.responses.saving import missing, put
from kortet.responses.sheets import Sheet
from kortet.surveys.conditions import shown_pages
from kortet.surveys.forms_tongues import RIGHT_TO_LEFT
from kortet.surveys.models import Edition, Survey
from kortet.surveys.questionnaire import Page, Question, Questionnaire

PAGES = ("da", "en")  # what pages themselves are in


class Course(Protocol):
    """What the views ask of it. `put` raises ClosedError and DoneError."""

    edition: Edition
    tongue: str
    keeps: bool  # whether the browser keeps pages and answers for when there is no network

    @property
    def sheet(self) -> Sheet: ...
    @property
    def is_closed(self) -> bool: ...
    def put(self, form: AnswersForm, page: str) -> None: ...
    def address(self, page: str) -> str: ...
    @property
    def end(self) -> str: ...


class StoredCourse:
    """The way of a response in the database. A tablet that many use keeps nothing of it."""

    def __init__(self, response: Response, survey: Survey) -> None:
        response.survey = response.edition.survey = survey
        self.response, self.edition = response, response.edition
        self.tongue = response.language if response.language not in PAGES else ""
        self.keeps = response.way != Response.Way.KIOSK

    @classmethod
    def of(cls, request: TownRequest, survey: Survey) -> "StoredCourse | None":
        response = response_by(survey, secret_in(request))
        return cls(response, survey) if response else None

    @cached_property
    def sheet(self) -> Sheet:
        return Sheet.of(self.response)

    @property
    def is_closed(self) -> bool:
        """Whether nothing is taken any more."""
        return not self.edition.survey.is_open

    def put(self, form: AnswersForm, page: str) -> None:
        put(self.response, form, page)
        del self.sheet

    def address(self, page: str) -> str:
        return reverse("survey_side", args=[self.edition.survey.word, page])

    @property
    def end(self) -> str:
        return reverse("survey_send", args=[self.edition.survey.word])


class Stage:
    """One page of it."""

    def __init__(self, course: Course, municipality: Municipality, key: str) -> None:
        self.course, self.edition = course, course.edition
        self.questionnaire: Questionnaire = course.edition.questionnaire
        self.around = Around(course.edition, municipality)
        self.key = key

    @property
    def page(self) -> Page | None:
        return self.questionnaire.page(self.key) if self.key in self.pages else None

    @property
    def pages(self) -> list[str]:
        """Those that are seen, as far as is known."""
        return shown_pages(self.questionnaire, self.course.sheet.said(self.questionnaire))

    @property
    def number(self) -> int:
        return self.pages.index(self.key) + 1

    def form(self, data: QueryDict | None = None, *, strict: bool = True) -> AnswersForm:
        page = self.questionnaire.page(self.key)
        return AnswersForm(
            data,
            questions=page.questions if page else (),
            questionnaire=self.questionnaire,
            around=self.around,
            earlier=self.course.sheet,
            strict=strict,
        )

    def after(self, step: int) -> str:
        """The address of the page so many pages on; before the first it is the first, after the last the end."""
        pages = self.pages
        place = pages.index(self.key) + step if self.key in pages else 0
        return self.course.address(pages[max(place, 0)]) if place < len(pages) else self.course.end

    @property
    def lacking(self) -> list[tuple[str, Question]]:
        """What has to be answered and is not, with the address of its page."""
        told = []
        for question in missing(self.questionnaire, self.course.sheet):
            page = next(one.key for one in self.questionnaire.pages if question in one.questions)
            told.append((f"{self.course.address(page)}#q-{question.key}", question))
        return told

    @property
    def tongue(self) -> str:
        """The language that the questions are in, for `lang`; Danish where they are not in the page's."""
        wanted = self.course.tongue or (get_language() or "da")[:2]
        return wanted if wanted in self.questionnaire.languages else "da"

    @property
    def direction(self) -> str:
        return direction_of(self.tongue)


def direction_of(tongue: str) -> str:
    """For `dir`: from which side a language is read."""
    return "rtl" if tongue in RIGHT_TO_LEFT else "ltr"
