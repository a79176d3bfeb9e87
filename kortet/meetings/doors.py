"""The meeting of an address: as everybody sees it, and for those who plan and run it."""

from django.shortcuts import get_object_or_404

from kortet.meetings.models import Meeting
from kortet.municipalities.requests import TownRequest
from kortet.processes.models import Process


def seen_here(request: TownRequest, slug: str, word: str) -> Meeting:
    """A meeting that this person may see."""
    meetings = Meeting.objects.visible_to(request.user, request.municipality).with_all()
    return get_object_or_404(meetings.select_related("item", "question", "poll"), process__slug=slug, word=word)


def run_here(process: Process, word: str) -> Meeting:
    """A meeting of a process; to be asked behind a door of the process (`for_doing`)."""
    return get_object_or_404(Meeting.objects.with_all(), process=process, word=word)
