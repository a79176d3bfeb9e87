"""Sharing a survey's open way in, for who designs it; and the frame that other sites show."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from kortet.municipalities.framing import hosts_of
from kortet.municipalities.requests import TownRequest
from kortet.processes.doors import for_doing
from kortet.processes.models import Process
from kortet.processes.rights import Doing
from kortet.responses.posters import poster
from kortet.responses.sharing import Share
from kortet.responses.views import shown
from kortet.responses.views_codes import survey_of

TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
@for_doing(Doing.DESIGN)
def share(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """All that is copied, printed or downloaded."""
    survey = survey_of(process, word)
    context = {"survey": survey, "process": process, "tab": "share", "share": Share(survey, request.municipality)}
    return render(request, "responses/ways_share.html", context)


@require_safe
@for_doing(Doing.DESIGN)
def qr(request: TownRequest, process: Process, word: str, kind: str) -> HttpResponse:
    if kind not in TYPES:
        raise Http404
    survey = survey_of(process, word)
    return file_of(Share(survey, request.municipality).file(kind), TYPES[kind], f"qr-{word}.{kind}")


@require_safe
@for_doing(Doing.DESIGN)
def poster_pdf(request: TownRequest, process: Process, word: str) -> HttpResponse:
    survey = survey_of(process, word)
    return file_of(poster(Share(survey, request.municipality)), "application/pdf", f"plakat-{word}.pdf")


@require_safe
@xframe_options_exempt
def embedded(request: TownRequest, word: str) -> HttpResponseBase:
    """What other sites frame: what it is about, and the way in, which opens beside them. In a frame browsers keep no
    cookie of ours, so nothing is answered there (docs/decisions/0046).
    """
    allowed = hosts_of(request.municipality)
    survey = shown(request, word)

    def framed(request: HttpRequest) -> HttpResponse:
        return render(request, "responses/embedded.html", {"survey": survey, "process": survey.process})

    answer: HttpResponseBase = csp_replace({"frame-ancestors": allowed})(framed)(request)
    return answer


def file_of(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
