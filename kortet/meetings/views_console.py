"""The console: whoever runs the meeting starts it, looks at what comes, and says what stands on the screen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from kortet.meetings.console import Buttons, Console
from kortet.meetings.doors import run_here
from kortet.municipalities.requests import TownRequest, posted
from kortet.people.doors import signed_in
from kortet.processes.doors import for_doing
from kortet.processes.models import Process
from kortet.processes.rights import Doing


@for_doing(Doing.MODERATE)
def console(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """All the lists in one form, whose buttons say what to do."""
    meeting = run_here(process, word)
    problem = ""
    if request.method == "POST":
        do = posted(request, "do")
        problem = pressed(request, meeting, do)
        if not problem:
            return redirect("meeting_report" if do == "close" else "meeting_console", process.slug, word)
    context = {"meeting": meeting, "console": Console(meeting), "problem": problem}
    return render(request, "meetings/console.html", context, status=422 if problem else 200)


def pressed(request: TownRequest, meeting: Any, do: str) -> str:
    """Does what a button says; what stood in the way, in words."""
    try:
        Buttons(meeting, signed_in(request)).press(do)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


@for_doing(Doing.MODERATE)
def console_version(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """A number that grows by whatever anybody does, which the open console asks for."""
    return JsonResponse({"version": Console(run_here(process, word)).version})
