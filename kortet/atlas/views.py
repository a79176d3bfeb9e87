"""Pages that a visitor sees. Public ones set no cookie and carry no visitor's name, so they can be cached."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kortet.atlas.figures import AreaFigures, layer_rows
from kortet.atlas.happenings import Happenings
from kortet.atlas.lists import PinList
from kortet.atlas.meetings import Meeting
from kortet.atlas.pages import map_of, seen, themes_of
from kortet.atlas.search import Search
from kortet.atlas.week import AreaWeek
from kortet.atlas.year import AreaYear
from kortet.events.models import Occurrence
from kortet.ideas.models import Idea
from kortet.links.models import Handover
from kortet.meetings.models import Note
from kortet.meetings.models.note import SOURCE
from kortet.municipalities.requests import TownRequest
from kortet.partners.models import Partner
from kortet.pins.conversation import Conversation
from kortet.pins.course import course
from kortet.pins.filters import PinFilter
from kortet.pins.models import Pin, PinPicture
from kortet.pins.outcome import Outcome
from kortet.places.models import Area, AreaLayer
from kortet.processes.models import Process

NEAR_METRES, NEAR_MOST, PARTNERS, PROCESSES = 400, 5, 6, 3


@seen
def home(request: TownRequest) -> HttpResponse:
    """The map and the list beside it; the browser takes `#list` out of the same page."""
    pins = PinList(request.municipality, request.GET)
    context = {"list": pins, "filter": pins.filter, "map": map_of(request, pins.filter)}
    context["processes"] = Process.objects.of(request.municipality).open_now().as_lines()[:PROCESSES]
    return render(request, "atlas/home.html", context)


@seen
def pin(request: TownRequest, word: str) -> HttpResponse:
    """One pin: what was said, where, how far it is, and what is near."""
    pins = Pin.objects.readable_by(request.user, request.municipality)
    found = get_object_or_404(pins.for_page().with_drawing(), word=word)
    pictures = PinPicture.objects.on(Pin.objects.filter(pk=found.pk))
    near = Pin.objects.of(request.municipality).public().exclude(pk=found.pk)
    near = near.near(found.public_point, metres=NEAR_METRES).as_rows()
    talk = Conversation(found, request.municipality, request.user, request.GET.get("side", ""))
    meeting = Meeting(found, request.user)
    context = {"pin": found, "pictures": pictures, "near": near[:NEAR_MOST], "map": map_of(request, pin=found)}
    context |= {"talk": talk, "course": course(found), "outcome": Outcome(found)}
    context["idea"] = Idea.objects.on_pin(found).first()
    context |= {"meeting": meeting, "themes": themes_of(request.municipality)}
    context["note"] = Note.objects.of_pin(found.pk) if found.source == SOURCE else None
    response = render(request, "atlas/pin.html", context)
    is_for_all = (found.is_public or found.is_merged) and talk.is_public
    if not is_for_all or meeting.is_personal:  # its author or staff sees it; no cache keeps it
        response.headers["Cache-Control"] = "private, no-store"
    return response


@seen
def news(request: TownRequest) -> HttpResponse:
    """What happens in the whole municipality: most supported, under way, done lately, newest."""
    pins = Pin.objects.of(request.municipality).public()
    return render(request, "atlas/news.html", {"happenings": Happenings(pins, name=f"town-{request.municipality.pk}")})


@seen
def neighbourhoods(request: TownRequest) -> HttpResponse:
    """The overview of the municipality's neighbourhoods."""
    found = AreaLayer.objects.of(request.municipality).neighbourhoods().first()
    if found is None:
        return render(request, "atlas/no_layer.html", {})
    return overview(request, found)


@seen
def layer(request: TownRequest, layer: str) -> HttpResponse:
    """The overview of another way of dividing the municipality; the neighbourhoods have one address only."""
    found = get_object_or_404(AreaLayer.objects.of(request.municipality), code=layer)
    if found.is_neighbourhoods:
        return redirect("neighbourhoods")
    return overview(request, found)


def overview(request: TownRequest, layer: AreaLayer) -> HttpResponse:
    """Numbers per area: a choropleth and the table behind it."""
    chosen = PinFilter(request.GET, request.municipality)
    layers = AreaLayer.objects.of(request.municipality)
    rows = layer_rows(layer, chosen)
    context = {"layer": layer, "layers": layers, "filter": chosen, "rows": rows}
    return render(request, "atlas/overview.html", context | {"map": map_of(request, layer=layer, rows=rows)})


@seen
def area(request: TownRequest, layer: str, code: str) -> HttpResponse:
    """One area: its numbers and what happens there. The current area of the code, else the last one."""
    areas = Area.objects.of(request.municipality).filter(layer__code=layer, code=code).select_related("layer").light()
    found = areas.newest_first().first()
    if found is None:
        raise Http404
    pins = Pin.objects.of(request.municipality).public().in_area(found)
    context = {
        "area": found,
        "figures": AreaFigures(found, pins),
        "happenings": Happenings(pins, name=f"area-{found.pk}"),
        "week": AreaWeek(found, pins),
        "year": AreaYear(found, pins),
        "partners": Partner.objects.of(request.municipality).public().working_in(found).as_rows()[:PARTNERS],
        "themes": themes_of(request.municipality),
        "events": Occurrence.objects.public().coming().in_area(found).first_of_each().as_rows()[:PARTNERS],
        "processes": Process.objects.of(request.municipality).open_now().in_area(found).as_lines()[:PROCESSES],
        "handovers": Handover.objects.public().in_area(found).exclude(state="given_back").as_rows()[:PARTNERS],
    }
    return render(request, "atlas/area.html", context | {"map": map_of(request, area=found)})


@seen
def search(request: TownRequest) -> HttpResponse:
    """Search for places, pins (by words or number), what is said to them, associations and events; without a map."""
    found = Search(request.municipality, request.GET.get("q", ""))
    return render(request, "atlas/search.html", {"search": found, "themes": themes_of(request.municipality)})


@seen
def about(request: TownRequest) -> HttpResponse:
    """How the map works: who answers, what is kept, how it can be read."""
    return render(request, "atlas/about.html", {})
