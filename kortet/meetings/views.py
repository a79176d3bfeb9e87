"""The pages that everybody reads: the meetings of a process, and one of them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kortet.meetings.doors import seen_here
from kortet.meetings.models import Meeting
from kortet.municipalities.requests import TownRequest
from kortet.places.queries import DEGREES
from kortet.places.town_map import town_map
from kortet.places.turned import turned
from kortet.processes.doors import process_here
from kortet.processes.parts import may
from kortet.processes.rights import Doing

ROLES = {"designs": Doing.DESIGN, "runs": Doing.MODERATE}


@never_cache
@require_safe
def meetings(request: TownRequest, slug: str) -> HttpResponse:
    """All meetings of a process, in the order of their days."""
    process = process_here(request, slug)
    rows = Meeting.objects.visible_to(request.user, request.municipality).filter(process=process).with_all().in_order()
    context = {"process": process, "meetings": rows, "designs": may(request.user, process, Doing.DESIGN)}
    return render(request, "meetings/meetings.html", context)


@never_cache
@require_safe
def meeting(request: TownRequest, slug: str, word: str) -> HttpResponse:
    """One meeting: when and where, the agenda, the way to sign up; for those who run it, the ways to do so."""
    found = seen_here(request, slug, word)
    context = {"meeting": found, "date": found.date, "event": found.event, "map": map_of(request, found)}
    context |= {name: may(request.user, found.process, doing) for name, doing in ROLES.items()}
    return render(request, "meetings/meeting.html", context)


def map_of(request: TownRequest, meeting: Meeting) -> dict[str, object]:
    """The map with the place of the meeting."""
    point: Any = turned(meeting.event.public_point, DEGREES)
    event = {"lonlat": [round(point.x, 6), round(point.y, 6)], "title": meeting.event.title}
    return town_map(request) | {"tiles": "", "event": event}
