"""What a survey gave, for all: as it was published, by one variable at a time."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from kortet.findings.models import Published
from kortet.findings.pages import Results
from kortet.municipalities.requests import TownRequest


def published_here(request: TownRequest, word: str) -> Published:
    seen = Published.objects.public().without_outlines().filter(survey__process__municipality=request.municipality)
    found: Published = get_object_or_404(seen, survey__word=word)
    found.survey.process.municipality = request.municipality
    return found


@require_safe
def results(request: TownRequest, word: str) -> HttpResponse:
    """Every question; `efter` is age, sex or area."""
    published = published_here(request, word)
    shown = Results(published.survey, published.content, request.GET.get("efter", ""))
    context = {"survey": published.survey, "published": published, "results": shown}
    answer = render(request, "findings/results.html", context)
    patch_cache_control(answer, public=True, max_age=30)
    return answer


@require_safe
def method(request: TownRequest, word: str) -> HttpResponse:
    """How the numbers came about."""
    published = published_here(request, word)
    shown = Results(published.survey, published.content, "")
    context = {"survey": published.survey, "published": published, "results": shown}
    answer = render(request, "findings/method.html", context)
    patch_cache_control(answer, public=True, max_age=30)
    return answer
