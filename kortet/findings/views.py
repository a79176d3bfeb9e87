"""What a survey gave, for all: as it was published, by one variable at a time."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from kortet.findings.models import Published
from kortet.findings.pages import Results
from kortet.municipalities.requests import TownRequest
from kortet.surveys.models import Survey


def published_here(request: TownRequest, word: str) -> Published:
    seen = Survey.objects.of(request.municipality).with_public_results().filter(word=word)
    found: Published = get_object_or_404(Published.objects.select_related("survey__process"), survey__in=seen)
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
