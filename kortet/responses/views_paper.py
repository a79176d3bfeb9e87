"""A survey on paper: printing it, for who designs it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kortet.municipalities.requests import TownRequest
from kortet.processes.doors import for_doing
from kortet.processes.models import Process
from kortet.processes.rights import Doing
from kortet.responses.paper import Sheet
from kortet.responses.sharing import Share
from kortet.responses.views_codes import room_of, survey_of
from kortet.responses.views_share import file_of

TONGUES = ("da", "en")  # what paper's own words are in


@require_safe
@for_doing(Doing.MODERATE)
def paper(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """Where the form is fetched, and where it is typed in."""
    survey = survey_of(process, word)
    context = room_of(request, survey, "paper") | {"edition": survey.editions.current()}
    return render(request, "responses/ways_paper.html", context)


@require_safe
@for_doing(Doing.MODERATE)
def paper_pdf(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """The edition that is asked now; `?sprog=en` in English, `?stor=ja` in large type."""
    survey = survey_of(process, word)
    edition, tongue = survey.editions.current(), request.GET.get("sprog", "da")
    if edition is None or tongue not in TONGUES:
        raise Http404
    edition.survey = survey
    with override(tongue):
        sheet = Sheet(edition, Share(survey, request.municipality), large="stor" in request.GET)
        return file_of(sheet.pdf(), "application/pdf", f"skema-{word}-{tongue}.pdf")
