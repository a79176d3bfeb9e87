"""What a survey gave, for all: as it was published, by one variable at a time."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from kortet.findings.models import Published
from kortet.findings.pages import PublishedResults
from kortet.municipalities.requests import TownRequest


def published_here(request: TownRequest, word: str) -> PublishedResults:
    """By the variable that `efter` names; raises 404 where nothing is public. The door, and one question."""
    seen = Published.objects.public().filter(survey__process__municipality=request.municipality).with_earlier(word)
    both = {one.survey_id: one for one in seen.named()}
    found = next((one for one in both.values() if one.survey.word == word), None)
    if found is None:
        raise Http404
    found.survey.process.municipality = request.municipality
    return PublishedResults(found, both.get(found.survey.earlier_id or 0), request.GET.get("efter", ""))


@require_safe
def results(request: TownRequest, word: str) -> HttpResponse:
    """Every question; `efter` is age, sex or area."""
    return shown(request, "findings/results.html", published_here(request, word))


@require_safe
def method(request: TownRequest, word: str) -> HttpResponse:
    """How the numbers came about."""
    return shown(request, "findings/method.html", published_here(request, word))


def shown(request: TownRequest, template: str, found: PublishedResults) -> HttpResponse:
    context = {"survey": found.survey, "published": found.published, "results": found}
    answer = render(request, template, context)
    patch_cache_control(answer, public=True, max_age=30)
    return answer
