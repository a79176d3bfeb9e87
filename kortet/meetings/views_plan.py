"""Planning a meeting: its event, agenda, tables and polls on one page."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kortet.meetings.doors import run_here
from kortet.meetings.forms_plan import ItemForms, MeetingForm, PollForms
from kortet.meetings.models import Meeting
from kortet.municipalities.requests import TownRequest
from kortet.people.doors import signed_in
from kortet.places.town_map import town_map
from kortet.processes.doors import for_doing
from kortet.processes.models import Process
from kortet.processes.rights import Doing


@for_doing(Doing.DESIGN)
def plan(request: TownRequest, process: Process) -> HttpResponse:
    """A new meeting of the process."""
    return planned(request, process, None)


@for_doing(Doing.DESIGN)
def change(request: TownRequest, process: Process, word: str) -> HttpResponse:
    meeting = run_here(process, word)
    return planned(request, meeting.process, meeting)


def planned(request: TownRequest, process: Process, meeting: Meeting | None) -> HttpResponse:
    """`find` only looks the place up; `more` saves and gives further empty rows."""
    posted = request.POST or None
    form = MeetingForm(posted, process=process, meeting=meeting)
    items = ItemForms(posted, instance=meeting, prefix="items")
    polls = PollForms(posted, instance=meeting, prefix="polls")
    looking = "find" in request.POST
    if looking:
        form.look_up()
    elif form.is_valid() & items.is_valid() & polls.is_valid():
        return redirect(*stored(request, form, items, polls))
    context = {"form": form, "items": items, "polls": polls, "process": process, "meeting": meeting}
    context |= {"map": town_map(request) | {"tiles": ""}, "looked": looking}
    return render(request, "meetings/plan.html", context, status=422 if form.is_bound and not looking else 200)


@transaction.atomic
def stored(request: TownRequest, form: MeetingForm, items: Any, polls: Any) -> tuple[str, str, str]:
    """Stores all of it; where to go then."""
    actor = signed_in(request)
    meeting = form.plan(actor)
    for rows in (items, polls):
        rows.instance = meeting
        rows.save()
    meeting.touch()
    return "change_meeting" if "more" in request.POST else "meeting", meeting.process.slug, meeting.word
