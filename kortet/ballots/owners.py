"""Who sets ballots up: whoever may change the process now."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from kortet.municipalities.requests import TownRequest
from kortet.people.doors import for_roles
from kortet.people.models import Role
from kortet.processes.models import Process
from kortet.processes.parts import may
from kortet.processes.rights import Doing

designers_only = for_roles(Role.Kind.PROCESS_OWNER)


def designed(request: TownRequest, slug: str) -> Process:
    """The process, if the visitor may change it in the state that it is in; else 404."""
    seen = Process.objects.visible_to(request.user, request.municipality).select_related("municipality")
    process = get_object_or_404(seen.defer("area", "municipality__outline"), slug=slug)
    if not may(request.user, process, Doing.DESIGN):
        raise Http404
    return process
