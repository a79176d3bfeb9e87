"""What the administration does with an idea: ask, estimate, decide, report; and say who writes with."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kortet.ideas.doors import Writer, at_idea
from kortet.ideas.forms_office import DecisionForm, EstimateForm, MilestoneForm, OfficeForm, QuestionForm
from kortet.ideas.models import Idea, Milestone
from kortet.ideas.views import map_of_idea
from kortet.journal.models import Entry
from kortet.municipalities.requests import TownRequest, number, posted
from kortet.people.doors import signed_in
from kortet.processes.parts import parts_of
from kortet.processes.rights import Doing, Part


def filled(
    request: TownRequest, idea: Idea, make: Callable[..., Any], words: dict[str, str], **initial: Any
) -> HttpResponse:
    """One form about an idea: shown, refused with what was typed, or done."""
    form: OfficeForm = make(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid() and form.save(idea, request.user):  # type: ignore[attr-defined]  # each has it
        return redirect(idea)
    context = {"idea": idea, "process": idea.process, "form": form} | words
    return render(request, "ideas/form.html", context, status=422 if form.is_bound else 200)


@at_idea(Doing.ASK)
def ask(request: TownRequest, idea: Idea, writer: Writer) -> HttpResponse:
    words = {"heading": _("Spørg dem, der skriver på forslaget"), "send": _("Spørg")}
    words["lead"] = _("Alle kan læse spørgsmålet og svaret. De, der skriver på forslaget, får et brev.")
    return filled(request, idea, QuestionForm, words, asked_by=idea.municipality.name)


@at_idea(Doing.ASK)
def estimate(request: TownRequest, idea: Idea, writer: Writer) -> HttpResponse:
    words = {"heading": _("Hvad koster det cirka?"), "send": _("Gem skønnet")}
    words["lead"] = _("Et groft skøn er nok: fra og til i hele kroner. Alle kan se det, og hvem der skønnede.")
    told = {"low": idea.cost_from, "high": idea.cost_to, "by": idea.cost_by or idea.municipality.name}
    return filled(request, idea, EstimateForm, words, **told)


@at_idea(Doing.DECIDE)
def decide(request: TownRequest, idea: Idea, writer: Writer) -> HttpResponse:
    words = {"heading": _("Beslutningen om forslaget"), "send": _("Gem og giv besked")}
    words["lead"] = _("De, der skriver på forslaget, og de, der følger nålene, får et brev.")
    before = getattr(idea, "decision", None)
    names = ("outcome", "reason", "decided_by", "decided_on")
    told = {name: getattr(before, name) for name in names} if before else {}
    begun = {"decided_by": idea.process.decided_by, "decided_on": timezone.localdate()}
    return filled(request, idea, DecisionForm, words, **(begun | told))


@at_idea(Doing.REPORT)
def milestones(request: TownRequest, idea: Idea, writer: Writer, milestone: int = 0) -> HttpResponse:
    """The steps until it is built: all of them, and a form for a new one or for the one that is named."""
    own = idea.milestones.select_related("picture__municipality")
    found = get_object_or_404(own, pk=milestone) if milestone else Milestone(idea=idea)
    found.idea = idea
    posts = request.method == "POST"
    if posts and found.pk and posted(request, "do") == "remove":
        found.remove(request.user)
        return redirect(idea.way("idea_milestones"))
    form = MilestoneForm(request.POST if posts else None, request.FILES if posts else None, milestone=found)
    finds = "find" in request.POST
    if finds:
        form.look_up()
    elif posts and form.is_valid():
        form.save(request.user)
        return redirect(idea.way("idea_milestones"))
    context = {"idea": idea, "process": idea.process, "form": form, "milestones": own, "milestone": found}
    context["map"] = map_of_idea(request, idea)
    return render(request, "ideas/milestones.html", context, status=422 if posts and not finds else 200)


@at_idea(Doing.JOIN)
def co_authors(request: TownRequest, idea: Idea, writer: Writer) -> HttpResponse:
    """The process owner sees who asks to write with, and says yes or no; the authors can do it too."""
    if Part.OWNER not in parts_of(request.user, idea.process):
        raise Http404
    if request.method == "POST":
        decided(request, idea)
        return redirect(request.path)
    waiting = list(idea.authors.waiting())
    Entry.objects.record_reading(idea, actor=request.user, what="ideas.Author", rows=len(waiting))
    context = {"idea": idea, "process": idea.process, "joiners": waiting}
    return render(request, "ideas/co_authors.html", context)


def decided(request: TownRequest, idea: Idea) -> None:
    """What an author decided meanwhile stays so."""
    joiner = get_object_or_404(idea.authors.waiting(), pk=number(posted(request, "author")))
    joiner.idea = idea
    verb = joiner.accept if posted(request, "do") == "accept" else joiner.decline
    try:
        verb(signed_in(request))
    except ValidationError:
        return
