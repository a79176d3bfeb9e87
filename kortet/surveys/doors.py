"""Who comes in to the builder: those who may design the process of the address; the survey is one of that process."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest
from kortet.people.doors import for_whom
from kortet.processes.models import Process
from kortet.processes.parts import may
from kortet.processes.rights import Doing
from kortet.surveys.models import Edition, Survey

View = Callable[..., HttpResponseBase]


def for_designers(view: View) -> View:
    """The view is given the process."""

    @never_cache
    @for_whom(lambda request: bool(request.user.is_authenticated))
    @wraps(view)
    def guarded(request: TownRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        seen = Process.objects.visible_to(request.user, request.municipality).with_phases()
        process: Process = get_object_or_404(seen, slug=slug)
        process.municipality = request.municipality
        if not may(request.user, process, Doing.DESIGN):
            raise Http404
        return view(request, process, **kwargs)

    return guarded


def for_survey(view: View) -> View:
    """The view is given the survey."""

    @for_designers
    @wraps(view)
    def guarded(request: TownRequest, process: Process, word: str, **kwargs: Any) -> HttpResponseBase:
        survey = get_object_or_404(Survey.objects.filter(process=process), word=word)
        survey.process = process
        return view(request, survey, **kwargs)

    return guarded


def for_draft(view: View) -> View:
    """The view is given the edition that is still changed; 404 where there is none."""

    @for_survey
    @wraps(view)
    def guarded(request: TownRequest, survey: Survey, **kwargs: Any) -> HttpResponseBase:
        edition: Edition = get_object_or_404(survey.editions.drafts())
        edition.survey = survey
        return view(request, edition, **kwargs)

    return guarded
