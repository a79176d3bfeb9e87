"""Who comes in to the builder: those who may design the process of the address; the survey is one of that process."""

from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from kortet.municipalities.requests import TownRequest
from kortet.people.doors import View
from kortet.processes.doors import for_doing
from kortet.processes.models import Process
from kortet.processes.rights import Doing
from kortet.surveys.models import Edition, Survey

for_designers = for_doing(Doing.DESIGN)


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
