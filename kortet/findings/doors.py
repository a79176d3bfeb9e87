"""Who comes in to what a survey gave: those who run its process to all of it, everybody to what is published."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_page
from django.views.decorators.gzip import gzip_page

from kortet.atlas.pages import keepable
from kortet.municipalities.requests import TownRequest
from kortet.processes.doors import for_whom_here
from kortet.processes.parts import parts_of
from kortet.processes.rights import Part
from kortet.surveys.doors import with_survey
from kortet.surveys.models import Survey

SECONDS = 60
View = Callable[[TownRequest, Survey], HttpResponse]
# A page for those who run the process, also when it is closed: `view(request, survey, …)`.
for_designers = with_survey(for_whom_here(lambda request, process: Part.OWNER in parts_of(request.user, process)))


def for_all(view: View) -> Callable[[TownRequest, str], HttpResponse]:
    """A page of what is published: `view(request, survey)`. Whether it is public is asked each time; what the view then
    says is kept for a minute, for visitors of whom nothing is known."""

    @wraps(view)
    def answer(request: TownRequest, word: str) -> HttpResponse:
        survey = published_survey(request, word)
        if not keepable(request):
            return view(request, survey)
        since = f"results-{survey.pk}-{survey.results_published}".replace(" ", "-")
        keep: Callable[[View], View] = cache_page(SECONDS, cache="pages", key_prefix=since)
        return keep(gzip_page(view))(request, survey)

    return answer


def published_survey(request: TownRequest, word: str) -> Survey:
    """A survey whose results are public in the municipality of the host; raises 404."""
    seen = Survey.objects.of(request.municipality).with_public_results().filter(word=word).values("pk")
    light = Survey.objects.select_related("process").defer("process__area")  # outlines are large
    survey: Survey = get_object_or_404(light, pk__in=seen)
    survey.process.municipality = request.municipality
    return survey
