"""Gathering: staff make ideas of the process's pins, and each pin's author says yes or no behind a letter's link."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from kortet.ideas.doors import Writer, at_idea, at_process
from kortet.ideas.forms_gather import GatherForm
from kortet.ideas.models import Gathered, Idea
from kortet.ideas.queries import free_pins
from kortet.municipalities.requests import TownRequest, number, posted
from kortet.people.doors import signed_in
from kortet.pins.models import Follower, Pin
from kortet.processes.models import Process
from kortet.processes.rights import Doing

A_PAGE, ALIKE, ALIKE_METRES, MOST_CHOSEN = 50, 8, 1500, 100


@at_process(Doing.CLUSTER)
def gather(request: TownRequest, process: Process) -> HttpResponse:
    """First the pins are chosen (`naal` in the address, so that two tabs are two choices), then the idea is written."""
    if request.method == "POST":
        return gathered(request, process)
    chosen = chosen_in(request.GET, process)
    form = GatherForm(process=process, chosen=chosen, initial=beginning(chosen)) if "skriv" in request.GET else None
    return show(request, process, chosen, form if chosen else None)


def gathered(request: TownRequest, process: Process) -> HttpResponse:
    chosen = chosen_in(request.POST, process, "pins")
    form = GatherForm(request.POST, process=process, chosen=chosen)
    idea = form.save(signed_in(request)) if form.is_valid() else None
    if idea is not None:
        return redirect(idea.way("idea_pins"))
    return show(request, process, chosen, form, status=422)


def chosen_in(said: QueryDict, process: Process, name: str = "naal") -> list[Pin]:
    """The free pins that are named, in the order of the list; others are not there."""
    words = [word.replace("\0", "") for word in said.getlist(name)[:MOST_CHOSEN]]
    return list(free_pins(process).filter(word__in=words).as_rows().defer(None)) if words else []


def beginning(chosen: list[Pin]) -> dict[str, Any]:
    """One pin is the idea in its own words; of several the first is where it lies."""
    first = {"place": chosen[0].word, "pins": [pin.word for pin in chosen]} if chosen else {}
    return first | ({"title": chosen[0].title, "text": chosen[0].text} if len(chosen) == 1 else {})


def show(
    request: TownRequest, process: Process, chosen: list[Pin], form: GatherForm | None, *, status: int = 200
) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    free = free_pins(process).exclude(pk__in=[pin.pk for pin in chosen])
    same = alike(free, chosen[0]) if chosen else []
    rows = free.exclude(pk__in=[pin.pk for pin in same]).saying(words).as_rows()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("side"))
    context = {"process": process, "chosen": chosen, "form": form, "page": page, "q": words, "alike": same}
    context["has_pins"] = bool(page.object_list) or Pin.objects.public().filter(process=process).exists()
    return render(request, "ideas/gather.html", context, status=status)


def alike(free: Any, pin: Pin) -> list[Pin]:
    """What may be the same as the first that was chosen, by place and words, likeliest first."""
    return list(free.like(pin.public_point, f"{pin.title} {pin.text}"[:1000], metres=ALIKE_METRES).as_rows()[:ALIKE])


@at_idea(Doing.CLUSTER)
def pins(request: TownRequest, idea: Idea, writer: Writer) -> HttpResponse:
    """The pins of an idea and what their authors said; one that was gathered by mistake is let go."""
    error = ""
    if request.method == "POST":
        found = get_object_or_404(idea.gathered.held(), pk=number(posted(request, "gathered")))
        found.idea = idea
        try:
            found.release(signed_in(request))
            return redirect(request.path)
        except ValidationError as refused:
            error = refused.messages[0]
    rows = idea.gathered.select_related("pin").defer("pin__shape", "pin__search")
    context = {"idea": idea, "process": idea.process, "rows": rows, "error": error}
    return render(request, "ideas/pins.html", context, status=422 if error else 200)


@never_cache
def consent(request: TownRequest, key: str) -> HttpResponse:
    """What a letter's link leads to: may the pin be laid together with others? Opening it says nothing."""
    authors = Follower.objects.of(request.municipality).with_pin().filter(is_author=True)
    follower = get_object_or_404(authors.exclude(pin__moderation="hidden"), word=key)
    found = Gathered.objects.asked_of(follower).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        answered(request, found, follower)
        return redirect(request.path)
    own = Idea.objects.public().filter(gathered__pin=follower.pin_id, gathered__state="own").first()
    return render(request, "ideas/consent.html", {"gathered": found, "idea": found.idea, "pin": found.pin, "own": own})


def answered(request: TownRequest, found: Gathered, follower: Follower) -> None:
    """What was said already, and what comes when the process no longer gathers, changes nothing."""
    verbs = {"agree": found.agree, "decline": found.decline}
    verb = verbs.get(posted(request, "do"))
    if verb is None:
        return
    try:
        verb(follower)
    except ValidationError:
        return
