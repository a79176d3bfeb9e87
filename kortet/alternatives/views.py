"""What is drawn in a process: the map with its list, and saying what one thinks. What is personal has its own page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kortet.alternatives.forms import ReactForm
from kortet.alternatives.models import Alternative, Reaction
from kortet.alternatives.queries import AlternativeQuerySet, Told
from kortet.municipalities.requests import TownRequest
from kortet.people.crowd import admit, prepare
from kortet.pins.visitors import Visitor
from kortet.places.town_map import town_map
from kortet.processes.doors import process_here
from kortet.processes.models import Process
from kortet.processes.parts import may
from kortet.processes.rights import Doing

COMMENTS = 50


@require_safe
@never_cache
def alternatives(request: TownRequest, slug: str) -> HttpResponse:
    """All that is drawn, on the map and as a list that says as much without it."""
    process = process_here(request, slug)
    rows = rows_of(process, Alternative.objects.of(process).current())
    if not rows and not may(request.user, process, Doing.DESIGN):
        raise Http404
    old = rows_of(process, Alternative.objects.of(process).exclude(replaced=None))
    context = {"process": process, "rows": rows, "old": old, "map": map_of(request, process)}
    context["may_react"] = may(request.user, process, Doing.REACT)
    context["may_design"] = may(request.user, process, Doing.DESIGN)
    context["may_moderate"] = may(request.user, process, Doing.MODERATE)
    return render(request, "alternatives/alternatives.html", context)


def rows_of(process: Process, found: AlternativeQuerySet) -> list[tuple[Alternative, Told, list[dict[str, Any]]]]:
    """Each with how many reacted, and the bars of its steps; two questions."""
    counted = Reaction.objects.of(process).counted()
    return [(one, told := counted.get(one.pk, Told()), bars_of(told)) for one in found.measured()]


def bars_of(told: Told) -> list[dict[str, Any]]:
    """The steps in words, how many reacted so, and how long a bar (0 to 100); from very much for to very much against.

    Nothing where so few reacted that somebody might be recognised.
    """
    if not told.is_told:
        return []
    numbered = list(zip(Reaction.Step, told.steps, strict=True))
    return [{"label": step.label, "n": n, "share": round(100 * n / max(told.steps))} for step, n in reversed(numbered)]


def map_of(request: TownRequest, process: Process, word: str = "") -> dict[str, Any]:
    """The town's map with what is drawn on it; `word`: that one alone."""
    drawn = reverse("alternatives_geojson", args=[process.slug]) + (f"?en={word}" if word else "")
    return town_map(request) | {"tiles": "", "drawn": drawn}


@require_safe
@never_cache
def geojson(request: TownRequest, slug: str) -> HttpResponse:
    """What is drawn as GeoJSON (EPSG:4326), in the order of the list; `en` names one, which may be an old one."""
    process = process_here(request, slug)
    found = Alternative.objects.of(process)
    word = request.GET.get("en", "")
    found = found.filter(word=word) if word else found.current()
    return HttpResponse(found.as_geojson(), content_type="application/geo+json")


@never_cache
def react(request: TownRequest, slug: str, word: str) -> HttpResponse:
    """One drawing: what is said about it, and the form; who has reacted already sees their own words in it."""
    process = process_here(request, slug)
    alternative = get_object_or_404(Alternative.objects.of(process).measured(), word=word)
    alternative.process = process
    visitor = Visitor(request)
    known = None if visitor.is_new else alternative.reactions.filter(person=visitor.person).first()
    open_now = alternative.replaced is None and may(request.user, process, Doing.REACT)
    if request.method != "POST":
        form = ReactForm(alternative=alternative, initial={"step": known.step, "text": known.text} if known else {})
        prepare(request, form)
        return show(request, alternative, form, known=known, open_now=open_now)
    form = ReactForm(request.POST, alternative=alternative)
    if not open_now:
        return show(request, alternative, form, known=known, open_now=False, status=403)
    return taken(request, alternative, form, visitor, known)


def taken(
    request: TownRequest, alternative: Alternative, form: ReactForm, visitor: Visitor, known: Reaction | None
) -> HttpResponse:
    if not form.is_valid():
        return show(request, alternative, form, known=known, open_now=True, status=422)
    if Reaction.objects.flooded(alternative.process) or not admit(request, form, words=form.cleaned_data["text"]):
        return show(request, alternative, form, known=known, open_now=True, status=429)
    try:
        form.save(visitor.person)
    except ValidationError as error:
        form.add_error(None, error)
        return show(request, alternative, form, known=known, open_now=False, status=409)
    answer = redirect(reverse("react", args=[alternative.process.slug, alternative.word]) + "?sagt=1")
    visitor.remember(answer)
    return answer


def show(
    request: TownRequest,
    alternative: Alternative,
    form: ReactForm,
    *,
    known: Reaction | None,
    open_now: bool,
    status: int = 200,
) -> HttpResponse:
    process, told = alternative.process, Reaction.objects.filter(alternative=alternative).counted()
    numbers = told.get(alternative.pk, Told())
    context = {"process": process, "alternative": alternative, "form": form, "known": known, "open_now": open_now}
    context |= {"told": numbers, "bars": bars_of(numbers), "comments": alternative.reactions.said()[:COMMENTS]}
    context |= {"map": map_of(request, process, alternative.word), "said": "sagt" in request.GET and known}
    context["later"] = after(request, alternative) if context["said"] else None
    return render(request, "alternatives/react.html", context, status=status)


def after(request: TownRequest, alternative: Alternative) -> Alternative | None:
    """The next one that this person has not reacted to yet."""
    reacted = Reaction.objects.of(alternative.process).filter(person=Visitor(request).person).values("alternative")
    left = Alternative.objects.of(alternative.process).current().exclude(pk__in=reacted).defer("shape")
    return left.filter(order__gte=alternative.order).exclude(pk=alternative.pk).first() or left.first()
