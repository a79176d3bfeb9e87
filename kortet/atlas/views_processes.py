"""Processes as everybody sees them: the list, and the page of each with the sheet that it was designed by."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from kortet.atlas.pages import seen
from kortet.atlas.process_list import ProcessList
from kortet.atlas.process_rooms import rooms_of
from kortet.municipalities.requests import TownRequest
from kortet.pins.models import Pin
from kortet.places.town_map import town_map
from kortet.processes.changes import changes_of
from kortet.processes.influence import promise_of
from kortet.processes.models import Process
from kortet.processes.rights import Doing

NEWEST = 6


@seen
def processes(request: TownRequest) -> HttpResponse:
    """What one can take part in now, what comes, and what came of the others."""
    found = ProcessList(request.municipality, request.GET, request.user)
    response = render(request, "processes/processes.html", {"list": found, "filter": found.filter})
    return kept_from_others(response) if request.user.is_authenticated else response


@seen
def process(request: TownRequest, slug: str) -> HttpResponse:
    """One process: what one can do now, its phases, the four questions, and what was changed."""
    found = get_object_or_404(Process.objects.visible_to(request.user, request.municipality).for_page(), slug=slug)
    designs = designed(request, found)
    context = {"process": found, "promise": promise_of(found.influence), "changes": changes_of(found)}
    context |= {"rooms": rooms_of(found), "may": doings_of(found), "designs": designs}
    context |= pins_of(found) | {"map": map_of_process(request, found)}
    response = render(request, "processes/process.html", context)
    return kept_from_others(response) if request.user.is_authenticated else response


def designed(request: TownRequest, found: Process) -> bool:
    mine = Process.objects.designed_by(request.user, request.municipality)
    return request.user.is_authenticated and mine.filter(pk=found.pk).exists()


def doings_of(found: Process) -> dict[str, bool]:
    """What a citizen may do now, by the doing's word."""
    return {doing.value: found.allows(doing) for doing in Doing}


def pins_of(found: Process) -> dict[str, Any]:
    """The newest pins of the process and how many there are."""
    pins = Pin.objects.of(found.municipality).public().filter(process=found)
    return {"pins": pins.as_rows().order_by("-created", "-pk")[:NEWEST], "total": pins.count()}


def map_of_process(request: TownRequest, found: Process) -> dict[str, Any]:
    """The town's map, opened on what the process is about, with its pins alone."""
    told = town_map(request) | {"filter": f"forloeb={found.slug}"}
    if found.state == Process.State.DRAFT:  # it has no pins, and tiles do not know of it: they would show the town's
        told["tiles"] = ""
    return told | {"reach": found.area_geojson} if found.area else told


def kept_from_others(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
