"""The pages of ideas that everybody may read. They are the same for all who are not signed in, so they may be kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from kortet.ideas.differences import differences as differing
from kortet.ideas.doors import Writer, idea_of, may_here, writer_of
from kortet.ideas.models import Decision, Idea, IdeaVersion
from kortet.ideas.votes import votes_of
from kortet.ideas.way import cost_in_words, way_of
from kortet.municipalities.requests import TownRequest, number
from kortet.places.queries import DEGREES
from kortet.places.town_map import town_map
from kortet.places.turned import turned
from kortet.processes.doors import process_here
from kortet.processes.models import Process
from kortet.processes.rights import Doing

A_PAGE, SECONDS = 30, 30
STATES = {
    "": pgettext_lazy("forslag", "alle"),
    "open": _("ikke afgjort endnu"),
    **dict(Decision.Outcome.choices),
    "built": _("bygget"),
}
ORDERS = {"": _("nyeste først"), "supported": _("mest støttede først")}
TOOLS = (Doing.CLUSTER, Doing.JOIN, Doing.DEVELOP, Doing.ASK, Doing.DECIDE, Doing.REPORT, Doing.MODERATE)
View = Callable[..., HttpResponse]


def kept_briefly(view: View) -> View:
    """For half a minute, as the other pages that everybody sees; what somebody who is signed in sees is their own."""

    @require_safe
    @wraps(view)
    def answer(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        else:
            patch_cache_control(response, public=True, max_age=SECONDS)
        return response

    return answer


@kept_briefly
def ideas(request: TownRequest, slug: str) -> HttpResponse:
    """The ideas of a process, by state, newest or most supported first."""
    process = process_here(request, slug)
    asked = {"state": asked_for(request, "tilstand", STATES), "order": asked_for(request, "orden", ORDERS)}
    found = Idea.objects.filter(process=process).visible_to(request.user, request.municipality)
    rows = found.as_rows().standing(asked["state"]).in_order(asked["order"])
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("side"))
    context = {"process": process, "page": page, "asked": asked, "states": STATES, "orders": ORDERS}
    context |= {"tools": tools_of(request, process), "map": map_of_ideas(request, process)}
    return render(request, "ideas/ideas.html", context)


def asked_for(request: TownRequest, name: str, known: dict[str, Any]) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in known else ""


def tools_of(request: TownRequest, process: Process, writer: Writer | None = None) -> dict[str, bool]:
    """What this visitor may do here now, for the links of a page: `tools.decide`."""
    return {doing.value: may_here(request, process, doing, writer) for doing in TOOLS}


def map_of_ideas(request: TownRequest, process: Process) -> dict[str, Any]:
    """The town's map with the ideas of the process and where they are built, and no pins."""
    told = town_map(request) | {"tiles": ""}
    page = reverse("idea", args=[process.slug, "WORD"])
    version = request.municipality.content_version
    told["ideas"] = {"url": f"{reverse('ideas_geojson', args=[process.slug])}?v={version}", "page": page}
    return told


@kept_briefly
def geojson(request: TownRequest, slug: str) -> HttpResponse:
    """The public ideas of a process and their milestones as GeoJSON (EPSG:4326): word, name, kind, state."""
    process = process_here(request, slug)
    found = Idea.objects.filter(process=process).public()
    return HttpResponse(found.as_geojson(), content_type="application/geo+json")


@kept_briefly
def idea(request: TownRequest, slug: str, word: str) -> HttpResponse:
    """One idea and its whole way, from the pins that it came from until it is built."""
    found = idea_of(request, slug, word)
    writer = writer_of(request, found, "")
    context = {"idea": found, "process": found.process, "way": way_of(found), "cost": cost_in_words(found)}
    context |= {"figures": Idea.objects.filter(pk=found.pk).with_figures().get(), "votes": votes_of(found)}
    context |= {"writers": writers_of(found), "tools": tools_of(request, found.process, writer)}
    context |= {"decision": getattr(found, "decision", None), "map": map_of_idea(request, found), "writer": writer}
    return render(request, "ideas/idea.html", context)


def writers_of(found: Idea) -> list[str]:
    """The names that may be shown, each once."""
    names = found.authors.accepted().exclude(name="").order_by("pk").values_list("name", flat=True)
    return list(dict.fromkeys(names))


def map_of_idea(request: TownRequest, found: Idea) -> dict[str, Any]:
    point: Any = turned(found.public_point, DEGREES)
    shape = Idea.objects.filter(pk=found.pk, shape__isnull=False).drawing()
    told = {"lonlat": [round(point.x, 6), round(point.y, 6)], "kind": "proposal", "status": "new"}
    return town_map(request) | {"tiles": "", "pin": told | {"title": found.title, "shape": shape}}


@kept_briefly
def differences(request: TownRequest, slug: str, word: str) -> HttpResponse:
    """What is different between two versions, in words: `fra` and `til` are their numbers."""
    found = idea_of(request, slug, word)
    shown = {version.number: version for version in found.versions.shown()}
    if not shown:
        raise Http404
    newest = max(shown)
    after = shown.get(number(request.GET.get("til", "")), shown[newest])
    earlier = [n for n in shown if n < after.number]
    before = shown.get(number(request.GET.get("fra", "")), shown[max(earlier)] if earlier else after)
    context = {"idea": found, "process": found.process, "versions": shown.values()} | compared(before, after)
    return render(request, "ideas/versions.html", context)


def compared(before: IdeaVersion, after: IdeaVersion) -> dict[str, Any]:
    """Two versions and the pieces of their title and text; `metres` is how far the place moved."""
    return {
        "before": before,
        "after": after,
        "title_pieces": differing(before.title, after.title),
        "text_pieces": differing(before.text, after.text),
        "metres": before.point.distance(after.point),
        "has_new_shape": before.shape != after.shape,
    }
