"""What those who design a process do: draw, fetch from a file, put in order, draw anew; and who moderates, reads."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kortet.alternatives.forms import AlternativeForm, DrawingsForm, HideForm
from kortet.alternatives.models import Alternative, Reaction
from kortet.alternatives.views import map_of, rows_of
from kortet.municipalities.requests import TownRequest, number
from kortet.people.doors import signed_in
from kortet.places.town_map import town_map
from kortet.processes.doors import for_doing
from kortet.processes.models import Process
from kortet.processes.rights import Doing


@for_doing(Doing.DESIGN)
def design(request: TownRequest, process: Process) -> HttpResponse:
    """All that is drawn, to be put in order, and the file that more can be fetched from."""
    if request.method == "POST" and "move" in request.POST:
        move(process, request.POST.get("move", ""), request.POST.get("word", ""))
        return redirect("alternatives_design", slug=process.slug)
    posted = request.method == "POST"
    form = DrawingsForm(request.POST if posted else None, request.FILES if posted else None, process=process)
    if form.is_valid():
        form.save(signed_in(request))
        return redirect("alternatives_design", slug=process.slug)
    rows = rows_of(process, Alternative.objects.of(process).current())
    context = {"process": process, "rows": rows, "form": form, "map": map_of(request, process)}
    return render(request, "alternatives/design.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def move(process: Process, way: str, word: str) -> None:
    """One place up or down; all numbers are written anew, so that none is there twice."""
    rows = list(Alternative.objects.of(process).current().only("pk", "word", "order").select_for_update(no_key=True))
    place = next((n for n, one in enumerate(rows) if one.word == word), None)
    to = None if place is None else place + {"up": -1, "down": 1}.get(way, 0)
    if place is None or to is None or not 0 <= to < len(rows):
        return
    rows[place], rows[to] = rows[to], rows[place]
    for order, one in enumerate(rows):
        one.order = order
    Alternative.objects.bulk_update(rows, ["order"])


@for_doing(Doing.DESIGN)
def draw(request: TownRequest, process: Process, word: str = "") -> HttpResponse:
    """One of them: drawn, told of, changed, drawn anew or taken away."""
    found = get_object_or_404(Alternative.objects.of(process).current(), word=word) if word else None
    if found is not None:
        found.process = process
    names = ("title", "title_en", "text", "text_en", "colour")
    initial = {name: getattr(found, name) for name in names} if found else {}
    posted = request.POST if request.method == "POST" else None
    form = AlternativeForm(posted, process=process, alternative=found, initial=initial)
    try:
        if found is not None and "remove" in request.POST:
            found.remove(signed_in(request))
            return redirect("alternatives_design", slug=process.slug)
        if "find" not in request.POST and form.is_valid():
            form.save(signed_in(request))
            return redirect("alternatives_design", slug=process.slug)
    except ValidationError as error:
        form.full_clean()
        form.add_error(None, error)
    return show_drawing(request, process, form, found)


def show_drawing(
    request: TownRequest, process: Process, form: AlternativeForm, found: Alternative | None
) -> HttpResponse:
    looked = "find" in request.POST
    if looked:
        form.look_up()
    drawn = map_of(request, process, found.word) if found else town_map(request) | {"tiles": ""}
    context = {"process": process, "form": form, "alternative": found, "map": drawn, "looked": looked}
    context["reactions"] = found.reactions.count() if found else 0
    return render(request, "alternatives/draw.html", context, status=422 if form.is_bound and not looked else 200)


@for_doing(Doing.MODERATE)
def moderate(request: TownRequest, process: Process) -> HttpResponse:
    """The words that wait, and those that are shown: each can be shown, or hidden with a reason."""
    form, refused, problem = HideForm(request.POST if request.method == "POST" else None, auto_id=False), None, ""
    if request.method == "POST":
        refused = get_object_or_404(Reaction.objects.of(process), pk=number(request.POST.get("reaction", "")))
        try:
            if moderated(request, form, refused):
                return redirect("alternatives_moderate", slug=process.slug)
        except ValidationError as error:
            problem = error.messages[0]
    said = Reaction.objects.of(process).exclude(text="").select_related("alternative").defer("alternative__shape")
    context = {"process": process, "form": form, "refused": refused, "waiting": said.waiting()[:50]}
    context |= {"shown": said.said()[:50], "problem": problem}
    return render(request, "alternatives/moderate.html", context, status=422 if refused else 200)


def moderated(request: TownRequest, form: HideForm, reaction: Reaction) -> bool:
    """Shows or hides the words that were read, and no others; raises ValidationError where somebody changed them."""
    if request.POST.get("said_at") != reaction.said_at:
        raise ValidationError(_("Kommentaren er ændret, mens du læste. Læs den igen."))
    if request.POST.get("do") == "show":
        reaction.show(signed_in(request))
        return True
    if form.is_valid():
        reaction.hide(form.cleaned_data["reason"], signed_in(request))
    return form.is_valid()
