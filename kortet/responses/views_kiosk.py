"""Tablets: staff start and stop them, and on them one person after another begins."""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest, number, posted
from kortet.people.doors import signed_in
from kortet.processes.doors import for_doing
from kortet.processes.models import Process
from kortet.processes.rights import Doing
from kortet.responses import entering, kiosk
from kortet.responses.course import StoredCourse
from kortet.responses.forms_ways import TabletForm
from kortet.responses.views import go_on, languages_of, shown
from kortet.responses.views_codes import room_of, survey_of
from kortet.surveys.models import Survey


@for_doing(Doing.MODERATE)
def tablets(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """Those that run, and making this browser one: whoever starts it is signed out here, for the public comes next."""
    survey = survey_of(process, word)
    if posted(request, "do") == "stop":
        for running in survey.tablets.running().filter(pk=number(posted(request, "tablet"))):
            kiosk.stop(running, signed_in(request))
        return redirect("survey_tablets", process.slug, word)
    form = TabletForm(request.POST if request.method == "POST" else None, survey=survey)
    if form.is_valid():
        started = kiosk.start(survey, form.cleaned_data["name"], signed_in(request))
        logout(request)
        return kiosk.become(redirect("survey_tablet", word), started)
    context = room_of(request, survey, "tablets") | {"form": form}
    context |= {"tablets": survey.tablets.running().select_related("started_by")}
    return render(request, "responses/ways_tablets.html", context, status=422 if form.is_bound else 200)


@never_cache
def tablet(request: TownRequest, word: str) -> HttpResponse:
    """Where the tablet waits for the next person; `do` is what was pressed, or what it does by itself."""
    survey = shown(request, word)
    found = kiosk.tablet_of(request, survey)
    if found is None:
        page = render(request, "responses/tablet_stopped.html", {"survey": survey}, status=410)
        return kiosk.no_more(page, survey)
    if posted(request, "do") == "begin":
        return begin(request, survey)
    if request.method == "POST":
        return kiosk.reset(request, survey, redirect("survey_tablet", word))
    edition: Any = survey.editions.current()
    context: dict[str, Any] = {"survey": survey, "process": survey.process, "tablet": found}
    context["languages"] = tongues(languages_of(survey, edition.questionnaire, ""), word)
    return kiosk.reset(request, survey, render(request, "responses/tablet.html", context))


def tongues(languages: list[dict[str, Any]], word: str) -> list[dict[str, Any]]:
    """The languages that pages are in, with where the tablet stands in each."""
    here = reverse("survey_tablet", args=[word]).removeprefix("/en")
    ours = {"da": here, "en": f"/en{here}"}
    return [{**one, "address": ours[one["code"]]} for one in languages if one["code"] in ours]


def begin(request: TownRequest, survey: Survey) -> HttpResponse:
    """A new response, whoever answered here before."""
    entrance = kiosk.entrance(survey)
    if entrance.refused:
        return redirect("survey_tablet", survey.word)
    response = entering.begin(survey, entrance, (get_language() or "da")[:2])
    return entering.remember(redirect(go_on(StoredCourse(response, survey), request)), survey, entrance.secret)
