"""Where staff answer one pin."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from kortet.answers.staff import answerers_only
from kortet.answers.visit import Visit
from kortet.municipalities.requests import TownRequest
from kortet.pins.models import Pin


@never_cache
@answerers_only
def answer_pin(request: TownRequest, word: str) -> HttpResponse:
    """Answer, set the state, reopen, merge; `naeste` in the address is where to go on to afterwards."""
    pins = Pin.objects.visible_to(request.user, request.municipality)
    pins = pins.select_related("municipality", "theme", "state", "merged_into").defer("shape", "search")
    visit = Visit(request, get_object_or_404(pins.defer("municipality__outline"), word=word))
    if answer := visit.done():
        return answer
    return render(request, "answers/answer_pin.html", visit.shown(), status=422 if visit.is_wrong else 200)
