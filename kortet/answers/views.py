"""Where staff answer one pin or an area, and the page of an answer to an area, which everybody sees."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from kortet.answers.staff import ANSWERERS, answerers_only
from kortet.answers.visit import Visit
from kortet.answers.visit_area import AreaVisit
from kortet.municipalities.requests import TownRequest, posted
from kortet.pins.models import AreaAnswer, Pin
from kortet.places.town_map import town_map
from kortet.selections.forms import geojson_of

SHOWN = 100  # pins on the page of an answer


@never_cache
@answerers_only
def answer_pin(request: TownRequest, word: str) -> HttpResponse:
    """Answer, set the state, reopen, merge; `naeste` in the address is where to go on to afterwards."""
    pins = Pin.objects.worked_on_by(request.user, request.municipality, *ANSWERERS)
    pins = pins.for_page().select_related("municipality").defer("shape", "municipality__outline")
    visit = Visit(request, get_object_or_404(pins, word=word))
    if answer := visit.done():
        return answer
    return render(request, "answers/answer_pin.html", visit.shown(), status=422 if visit.is_wrong else 200)


@never_cache
@answerers_only
def answer_area(request: TownRequest) -> HttpResponse:
    """Choose pins in an area, see them, say what is answered, and give it."""
    visit = AreaVisit(request)
    if answer := visit.done():
        return answer
    return render(request, "answers/answer_area.html", visit.shown(), status=422 if visit.is_wrong else 200)


@never_cache
def area_answer(request: TownRequest, word: str) -> HttpResponse:
    """The answer, its area on the map and the pins that it was given to; staff may end it."""
    answers = AreaAnswer.objects.of(request.municipality).select_related("municipality", "state")
    found = get_object_or_404(answers.defer("municipality__outline"), word=word)
    user = request.user
    own = user.is_authenticated and user == found.actor and user.is_in_role(request.municipality, *ANSWERERS)
    may_end = own or (user.is_authenticated and user.is_unlimited_in(request.municipality, *ANSWERERS))
    if request.method == "POST" and may_end and posted(request, "do") == "end":
        found.end(request.user)
        return redirect(found)
    said = found.comments.filter(moderation="shown")
    pins = Pin.objects.of(request.municipality).public().filter(pk__in=said.values("pin"))
    rows = pins.as_rows().order_by("-created", "-pk")
    context = {"answer": found, "pins": rows[:SHOWN], "total": pins.count(), "may_end": may_end and found.holds}
    told = town_map(request) | {"reach": geojson_of(found.boundary)}
    return render(request, "answers/area_answer.html", context | {"map": told})
