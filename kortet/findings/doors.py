"""Who comes in to what a survey gave: those who run its process to all of it, everybody to what is published."""

from django.shortcuts import get_object_or_404

from kortet.municipalities.requests import TownRequest
from kortet.processes.doors import for_whom_here
from kortet.processes.parts import parts_of
from kortet.processes.rights import Part
from kortet.surveys.doors import with_survey
from kortet.surveys.models import Survey

# A page for those who run the process, also when it is closed: `view(request, survey, …)`.
for_designers = with_survey(for_whom_here(lambda request, process: Part.OWNER in parts_of(request.user, process)))


def published_survey(request: TownRequest, word: str) -> Survey:
    """A survey whose results are public in the municipality of the host; raises 404."""
    seen = Survey.objects.of(request.municipality).with_public_results().filter(word=word).values("pk")
    light = Survey.objects.select_related("process").defer("process__area")  # outlines are large
    survey: Survey = get_object_or_404(light, pk__in=seen)
    survey.process.municipality = request.municipality
    return survey
