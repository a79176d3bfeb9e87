"""The way in to the pages of a process, `/forloeb/<slug>/…`, for every room that has such pages.

A page for all begins with `process_here(request, slug)`. What a visitor can do there now, `may(user, process, doing)`
says (parts.py), so that the page tells when it is open instead of being gone.

A page for staff stands behind `@for_doing(Doing.…)`, which says who may come in by the table of rights, and gives the
view the process in place of the slug:

    @for_doing(Doing.DESIGN)
    def design(request: TownRequest, process: Process) -> HttpResponse: ...

Where the table alone does not say it, a room makes its own door of a question: `for_writers = for_whom_here(writes)`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest
from kortet.people.doors import View, for_signed_in
from kortet.processes.models import Process
from kortet.processes.parts import may
from kortet.processes.rights import Doing


def for_doing(doing: Doing) -> Callable[[View], View]:
    """A page for those who may do that in the process now: `view(request, process, …)`; never kept by a cache.

    Who is not signed in is sent to do so; who is and may not, gets 404, as for a process that is not there.
    """
    return for_whom_here(lambda request, process: may(request.user, process, doing))


def for_whom_here(may_come: Callable[[TownRequest, Process], bool]) -> Callable[[View], View]:
    """As `for_doing`, for those of whom `may_come` is true."""

    def guard(view: View) -> View:
        @never_cache
        @for_signed_in
        @wraps(view)
        def guarded(request: TownRequest, slug: str, **more: Any) -> HttpResponseBase:
            process = process_here(request, slug)
            if not may_come(request, process):
                raise Http404
            return view(request, process, **more)

        return guarded

    return guard


def process_here(request: TownRequest, slug: str) -> Process:
    """The process of the address with its phases, if the visitor may see it; else 404. Its area is not read yet."""
    seen = Process.objects.visible_to(request.user, request.municipality).with_phases()
    process: Process = get_object_or_404(seen.defer("area"), slug=slug)
    process.municipality = request.municipality
    return process
