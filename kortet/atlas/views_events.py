"""What takes place: the calendar, an event's page, and the feeds that calendars subscribe to."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from kortet.atlas.event_facts import as_json_ld
from kortet.atlas.meetings import EventMeeting
from kortet.atlas.months import CalendarPage
from kortet.atlas.pages import seen, themes_of
from kortet.events.calendars import calendar_of
from kortet.events.forms_calendar import CalendarFilter
from kortet.events.models import Event, Occurrence
from kortet.events.queries import OccurrenceQuerySet
from kortet.meetings.models import Meeting
from kortet.municipalities.requests import TownRequest
from kortet.partners.models import Partner
from kortet.places.models import Area
from kortet.places.town_map import town_map
from kortet.places.turned import turned

COMING, FEED_MOST = 6, 500


@seen
def calendar(request: TownRequest) -> HttpResponse:
    """The calendar by day, week, month, or simply what is coming, with a map beside it."""
    asked = filter_of(request)
    dates = chosen(Occurrence.objects.of(request.municipality).public(), asked.chosen)
    day, week, month = (request.GET.get(name, "") for name in ("dag", "uge", "maaned"))
    page = CalendarPage(dates, day=day, week=week, month=month)
    question = request.GET.copy()
    for name in ("dag", "uge", "maaned"):
        question.pop(name, None)
    told = town_map(request) | {"tiles": "", "events": events_layer(request, question.urlencode())}
    context = {"page": page, "filter": asked, "map": told, "themes": themes_of(request.municipality)}
    return render(request, "atlas/calendar.html", context | {"question": question.urlencode()})


def filter_of(request: TownRequest) -> CalendarFilter:
    areas = Area.objects.of(request.municipality).neighbourhoods().current().light()
    return CalendarFilter(request.GET, municipality=request.municipality, areas=areas)


def chosen(dates: OccurrenceQuerySet, asked: dict[str, Any]) -> OccurrenceQuerySet:
    if "theme" in asked:
        dates = dates.with_theme(asked["theme"].pk)
    if "area" in asked:
        dates = dates.in_area(asked["area"])
    return dates.filter(event__kind=asked["kind"]) if "kind" in asked else dates


def events_layer(request: TownRequest, question: str) -> dict[str, str]:
    address = f"{reverse('events_geojson')}?v={request.municipality.content_version}"
    return {"url": f"{address}&{question}" if question else address, "page": reverse("event", args=["WORD"])}


@seen
def events_geojson(request: TownRequest) -> HttpResponse:
    """The next date of each coming event at its place, as GeoJSON (EPSG:4326)."""
    dates = chosen(Occurrence.objects.of(request.municipality).public(), filter_of(request).chosen)
    return HttpResponse(dates.coming().first_of_each().as_geojson(), content_type="application/geo+json")


@seen
def event(request: TownRequest, word: str) -> HttpResponse:
    """One event: when and where, who comes, and what people say nearby."""
    town = request.municipality
    found = get_object_or_404(Event.objects.visible_to(request.user, town).with_all(), word=word)
    dates = list(found.occurrences.coming_or_cancelled().order_by("starts")[:COMING])
    for date in dates:
        date.event = found
    past = None if dates else found.occurrences.order_by("-starts").first()
    runs = Event.objects.of(town).run_by(request.user).filter(pk=found.pk).exists()
    meeting = EventMeeting(found, request.user)
    context = {
        "event": found,
        "dates": dates,
        "past": past,
        "runs": runs,
        "meeting": meeting,
        "map": map_of_event(request, found),
    }
    context |= {"themes": [theme for pk, theme in themes_of(town).items() if pk in found.themes]}
    context["json_ld"] = as_json_ld(found, dates) if found.is_public else ""
    if found.kind == Event.Kind.MEETING:
        context["in_process"] = Meeting.objects.public().filter(event=found).select_related("process").first()
    response = render(request, "atlas/event.html", context)
    if runs or not found.is_public or meeting.suggestions:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def map_of_event(request: TownRequest, found: Event) -> dict[str, Any]:
    told = town_map(request) | {"tiles": ""}
    if found.precision != "whole":
        spot: Any = turned(found.public_point, 4326)
        told["event"] = {"lonlat": [round(spot.x, 6), round(spot.y, 6)], "title": found.title}
    return told


@seen
def event_ics(request: TownRequest, word: str) -> HttpResponse:
    """One event, for "add to calendar"."""
    found = get_object_or_404(Event.objects.of(request.municipality).public(), word=word)
    return ics(request, Event.objects.filter(pk=found.pk), found.title)


@seen
def town_ics(request: TownRequest) -> HttpResponse:
    """All of the municipality, or of a theme, a neighbourhood, a kind."""
    asked = filter_of(request).chosen
    dates = chosen(Occurrence.objects.of(request.municipality).public(), asked)
    ids = dates.coming_or_cancelled().values("event")
    names = [str(value) for name, value in asked.items() if name != "kind"]
    events = Event.objects.of(request.municipality).public().filter(pk__in=ids)
    return ics(request, events, " · ".join([request.municipality.name, *names]))


@seen
def partner_ics(request: TownRequest, slug: str) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.of(request.municipality).public(), slug=slug)
    return ics(request, Event.objects.of(request.municipality).public().by(partner), partner.name)


def ics(request: TownRequest, events: Any, name: str) -> HttpResponse:
    """At most five hundred events; the newest come first where there are more."""
    rows = events.with_all().prefetch_related("occurrences").order_by("-pk")[:FEED_MOST]
    response = HttpResponse(calendar_of(rows, name), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="kortet.ics"'
    return response
