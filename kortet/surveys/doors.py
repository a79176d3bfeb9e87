"""Who comes in to the builder: those who may design the process of the address; the survey is one of that process."""

from collections.abc import Callable
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


def with_survey(door: Callable[[View], View]) -> Callable[[View], View]:
    """A door of a process (processes/doors.py) as one of its surveys: the view is given the survey of the address."""

    def guard(view: View) -> View:
        @door
        @wraps(view)
        def guarded(request: TownRequest, process: Process, word: str, **more: Any) -> HttpResponseBase:
            survey = get_object_or_404(Survey.objects.filter(process=process), word=word)
            survey.process = process
            return view(request, survey, **more)

        return guarded

    return guard


for_survey = with_survey(for_designers)


def for_draft(view: View) -> View:
    """The view is given the edition that is still changed; 404 where there is none."""

    @for_survey
    @wraps(view)
    def guarded(request: TownRequest, survey: Survey, **kwargs: Any) -> HttpResponseBase:
        edition: Edition = get_object_or_404(survey.editions.drafts())
        edition.survey = survey
        return view(request, edition, **kwargs)

    return guarded
