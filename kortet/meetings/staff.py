"""Who may come in to the pages of those who plan and run a meeting."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kortet.meetings.models import Meeting
from kortet.municipalities.requests import TownRequest
from kortet.processes.models import Process
from kortet.processes.parts import may
from kortet.processes.rights import Doing

View = Callable[..., HttpResponseBase]


def for_process(*doings: Doing) -> Callable[[View], View]:
    """A page for those who may do one of these in the process of the address; who is not signed in is sent to do so."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: TownRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("sign_in_staff"))
            process = process_here(request, slug)
            if not any(may(request.user, process, doing) for doing in doings):
                raise Http404
            return view(request, slug, *args, **kwargs)

        return guarded

    return guard


def process_here(request: TownRequest, slug: str) -> Process:
    processes = Process.objects.visible_to(request.user, request.municipality).with_phases()
    return get_object_or_404(processes.select_related("municipality"), slug=slug)


def run_here(request: TownRequest, slug: str, word: str) -> Meeting:
    """A meeting of the process, for those whom `for_process` let in."""
    meetings = Meeting.objects.of(request.municipality).with_all()
    return get_object_or_404(meetings, process__slug=slug, word=word)
