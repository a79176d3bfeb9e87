"""What waits for a moderator of a process, and what is taken out of sight."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kortet.ideas.differences import Piece, differences
from kortet.ideas.doors import Writer, at_idea, at_process
from kortet.ideas.forms_office import HideForm
from kortet.ideas.models import Idea, IdeaVersion, OfficeQuestion
from kortet.municipalities.requests import TownRequest, number, posted
from kortet.people.doors import signed_in
from kortet.people.models import User
from kortet.processes.models import Process
from kortet.processes.rights import Doing
from kortet.saying.said import plain


@at_process(Doing.MODERATE)
def waiting(request: TownRequest, process: Process) -> HttpResponse:
    """The versions and answers of citizens that nobody has read, and the ideas that are hidden."""
    error = moderated(request, process) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return redirect(request.path)
    context: dict[str, Any] = {"process": process, "error": error}
    context |= {"versions": read(process), "answers": OfficeQuestion.objects.waiting_in(process)}
    context["hidden"] = Idea.objects.filter(process=process, moderation="hidden").select_related("process")
    context["refused"], context["reason"] = posted(request, "version"), posted(request, "reason")
    return render(request, "ideas/waiting.html", context, status=422 if error else 200)


def read(process: Process) -> list[tuple[IdeaVersion, list[Piece]]]:
    """Each version that waits, and what is new in it against what the idea says now."""
    waiting = IdeaVersion.objects.waiting_in(process)
    return [(version, differences(version.idea.text, version.text)) for version in waiting]


def moderated(request: TownRequest, process: Process) -> str:
    """Does what the pressed button says; returns what is wrong, in words."""
    shows, actor = posted(request, "do") == "show", signed_in(request)
    try:
        if row := number(posted(request, "question")):
            question = get_object_or_404(OfficeQuestion.objects.waiting_in(process), pk=row)
            if posted(request, "answered_at") != question.answered_at:
                raise ValidationError(_("Der er kommet et andet svar, mens du læste. Læs det igen."))
            question.moderate(shown=shows, actor=actor)
        else:
            versions = IdeaVersion.objects.waiting_in(process)
            version = get_object_or_404(versions, pk=number(posted(request, "version")))
            decide(version, actor, plain(posted(request, "reason"))[:300], shows=shows)
    except ValidationError as refused:
        return refused.messages[0]
    return ""


def decide(version: IdeaVersion, actor: User, reason: str, *, shows: bool) -> None:
    if shows:
        version.show(actor)
    else:
        version.hide(reason, actor)


@at_idea(Doing.MODERATE)
def hide(request: TownRequest, idea: Idea, writer: Writer) -> HttpResponse:
    """Hides or shows the idea or one of its versions."""
    form = HideForm(request.POST if request.method == "POST" else None, idea=idea)
    if form.is_bound and form.is_valid() and form.save(signed_in(request), show=posted(request, "do") == "show"):
        return redirect(idea)
    context = {"idea": idea, "process": idea.process, "form": form, "heading": _("Skjul eller vis")}
    return render(request, "ideas/hide.html", context, status=422 if form.is_bound else 200)
