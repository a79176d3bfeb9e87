"""Trying a survey before it is asked: the pages that people will see, in the frame of a phone; nothing is stored."""

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.clickjacking import xframe_options_sameorigin

from kortet.municipalities.requests import TownRequest
from kortet.responses.around import Around
from kortet.responses.course import Stage
from kortet.responses.forms import AnswersForm
from kortet.responses.sheets import Sheet
from kortet.responses.views import answer
from kortet.surveys.doors import for_survey
from kortet.surveys.models import Edition, Survey

framed = csp_replace({"frame-ancestors": [SELF]})
framing = csp_update({"frame-src": [SELF]})


class TriedCourse:
    """A designer's way through a draft: what they say stays in their session, until the draft is changed."""

    keeps, is_closed, tongue = False, False, ""

    def __init__(self, request: TownRequest, edition: Edition) -> None:
        self.request, self.edition = request, edition
        self.name = f"try-{edition.pk}"

    @property
    def said(self) -> dict[str, str]:
        """What was sent, by page, as it was sent."""
        revision, held = self.request.session.get(self.name, (0, {}))
        return held if revision == self.edition.revision else {}

    @cached_property
    def sheet(self) -> Sheet:
        sheet, questionnaire, said = Sheet(), self.edition.questionnaire, self.said
        around = Around(self.edition, self.request.municipality)
        for page in questionnaire.pages:
            form = AnswersForm(
                QueryDict(said.get(page.key, "")),
                questions=page.questions,
                questionnaire=questionnaire,
                around=around,
                earlier=sheet,
                strict=False,
            )
            form.is_valid()
            sheet = sheet.with_all_of(form.sheet)
        return sheet

    def put(self, form: AnswersForm, page: str) -> None:
        sent = self.request.POST.copy()
        sent.pop("csrfmiddlewaretoken", None)
        self.request.session[self.name] = (self.edition.revision, self.said | {page: sent.urlencode()[:MOST_LETTERS]})
        del self.sheet

    def address(self, page: str) -> str:
        return reverse("survey_try_side", args=[self.edition.survey.process.slug, self.edition.survey.word, page])

    @property
    def end(self) -> str:
        return reverse("survey_try_end", args=[self.edition.survey.process.slug, self.edition.survey.word])


MOST_LETTERS = 100_000  # of a page, in a session


def edition_of(survey: Survey) -> Edition:
    """The draft, else the edition that is asked."""
    edition: Edition = get_object_or_404(survey.editions.order_by("-number")[:1])
    edition.survey = survey
    return edition


@framing
@for_survey
def try_out(request: TownRequest, survey: Survey) -> HttpResponse:
    """The frame of a phone; beside it whoever wants to can open the pages by themselves."""
    course = TriedCourse(request, edition_of(survey))
    if request.method == "POST":
        request.session.pop(course.name, None)
    first = next(iter(Stage(course, request.municipality, "").pages), "")
    context = {"survey": survey, "process": survey.process, "first": course.address(first) if first else ""}
    return render(request, "responses/try.html", context | {"edition": survey.draft, "tab": "try"})


@xframe_options_sameorigin
@framed
@for_survey
def try_side(request: TownRequest, survey: Survey, page: str) -> HttpResponseBase:
    """A page of it."""
    return answer(request, TriedCourse(request, edition_of(survey)), page)


@xframe_options_sameorigin
@framed
@for_survey
def try_end(request: TownRequest, survey: Survey) -> HttpResponse:
    """Where sending would come."""
    return render(request, "responses/try_end.html", {"survey": survey, "process": survey.process})
