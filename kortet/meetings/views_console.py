"""The console: whoever runs the meeting starts it, looks at what comes, and says what stands on the screen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from kortet.meetings.console import Buttons, Console
from kortet.meetings.staff import for_process, run_here
from kortet.municipalities.requests import TownRequest, posted
from kortet.processes.rights import Doing


@never_cache
@for_process(Doing.MODERATE)
def console(request: TownRequest, slug: str, word: str) -> HttpResponse:
    """All the lists in one form, whose buttons say what to do."""
    meeting = run_here(request, slug, word)
    problem = ""
    if request.method == "POST":
        problem = pressed(request, meeting, posted(request, "do"))
        if not problem:
            return redirect("meeting_report" if posted(request, "do") == "close" else "meeting_console", slug, word)
    context = {"meeting": meeting, "console": Console(meeting), "problem": problem}
    return render(request, "meetings/console.html", context, status=422 if problem else 200)


def pressed(request: TownRequest, meeting: Any, do: str) -> str:
    """Does what a button says; what stood in the way, in words."""
    user: Any = request.user
    try:
        Buttons(meeting, user).press(do)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


@never_cache
@for_process(Doing.MODERATE)
def console_version(request: TownRequest, slug: str, word: str) -> HttpResponse:
    """A number that grows by whatever anybody does, which the open console asks for."""
    return JsonResponse({"version": Console(run_here(request, slug, word)).version})
