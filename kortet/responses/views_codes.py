"""Letter codes of a survey: making and spoiling packages, for who designs it; and the door for who got a letter."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from kortet.budgets.networks import network_of
from kortet.lettercodes.forms import CodeForm
from kortet.lettercodes.guessing import TOO_OFTEN
from kortet.lettercodes.labels import as_zip
from kortet.municipalities.requests import TownRequest, number, posted
from kortet.people.doors import signed_in
from kortet.processes.doors import for_doing
from kortet.processes.models import Process
from kortet.processes.parts import may
from kortet.processes.rights import Doing
from kortet.responses import entering
from kortet.responses.codes import GUESSES, CodeRefusedError, make_package, secret_of, sheet_of
from kortet.responses.course import StoredCourse
from kortet.responses.forms_ways import SurveyPackageForm
from kortet.responses.models import Response, SurveyCode
from kortet.responses.views import go_on, shown
from kortet.surveys.models import Survey


def survey_of(process: Process, word: str) -> Survey:
    """A survey of the process, draft or not; it has the process with its phases."""
    survey = get_object_or_404(Survey.objects.filter(process=process), word=word)
    survey.process = process
    return survey


def room_of(request: TownRequest, survey: Survey, tab: str) -> dict[str, Any]:
    """What pages have in common that are also for who moderates: they are shown no rooms that they may not enter."""
    only = not may(request.user, survey.process, Doing.DESIGN)
    return {"survey": survey, "process": survey.process, "tab": tab, "moderates_only": only}


@for_doing(Doing.DESIGN)
def codes(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """The packages of a survey; new codes are the answer to the form: the one time that they are to be had."""
    survey = survey_of(process, word)
    if request.method != "POST":
        return show(request, survey, SurveyPackageForm(town=request.municipality))
    if posted(request, "do") == "spoil":
        for package in survey.packages.filter(number=number(posted(request, "package"))):
            package.spoil(signed_in(request))
        return redirect("survey_codes", process.slug, word)
    form = SurveyPackageForm(request.POST, town=request.municipality)
    return hand_out(request, survey, form) if form.is_valid() else show(request, survey, form, status=422)


def hand_out(request: TownRequest, survey: Survey, form: SurveyPackageForm) -> HttpResponse:
    said = form.cleaned_data
    package, made = make_package(survey, said["size"], note=said["note"], area=said["area"], actor=signed_in(request))
    headers = {"Content-Disposition": f'attachment; filename="koder-{survey.word}-{package.number}.zip"'}
    file = as_zip(sheet_of(package, request.municipality), made)
    return HttpResponse(file, content_type="application/zip", headers=headers)


def show(request: TownRequest, survey: Survey, form: SurveyPackageForm, *, status: int = 200) -> HttpResponse:
    all_codes = SurveyCode.objects.of(survey)
    context: dict[str, Any] = {"survey": survey, "process": survey.process, "form": form, "tab": "codes"}
    context["packages"] = survey.packages.with_used().select_related("area").defer("area__boundary")
    context |= {"sent": all_codes.sent().count(), "used": all_codes.used().count()}
    return render(request, "responses/ways_codes.html", context, status=status)


@never_cache
def door(request: TownRequest, word: str) -> HttpResponse:
    """Where one shows one's code. It comes in the body of what is sent, or behind the # of an address: in no log."""
    survey = shown(request, word)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return show_door(request, survey, form)
    if not survey.is_open:
        return show_door(request, survey, form, status=409)
    secret, status = let_in(request, survey, form)
    return go_in(request, survey, secret) if secret else show_door(request, survey, form, status=status)


def let_in(request: TownRequest, survey: Survey, form: CodeForm) -> tuple[str, int]:
    """The secret of a code; where there is none the form says why, and the status of the answer stands beside it.

    A slip of the pen is told without a question to the database, and nothing is looked up after too many guesses.
    """
    if not form.is_valid():
        return "", 422
    network = network_of(request)
    if not GUESSES.may_go_on(survey.pk, network):
        form.add_error("code", TOO_OFTEN)
        return "", 429
    try:
        return secret_of(survey, form.cleaned_data["code"]), 200
    except CodeRefusedError as error:
        if error.is_guess:
            GUESSES.was_wrong(survey.pk, network)
        form.add_error("code", str(error.why))
        return "", 422


def go_in(request: TownRequest, survey: Survey, secret: str) -> HttpResponse:
    """Begins, or goes on where somebody left off with the same code, on whichever device."""
    entrance = entering.Entrance(way=Response.Way.CODE, secret=secret)
    response = entering.begin(survey, entrance, (get_language() or "da")[:2])
    return entering.remember(redirect(go_on(StoredCourse(response, survey), request)), survey, secret)


def show_door(request: TownRequest, survey: Survey, form: CodeForm, *, status: int = 200) -> HttpResponse:
    context = {"survey": survey, "process": survey.process, "form": form}
    return render(request, "responses/code_door.html", context, status=status)
