"""The directory of associations, and the page of each."""

from typing import Any

from django.contrib.gis.geos import Point
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from kortet.atlas.pages import partners_layer, seen, themes_of
from kortet.events.models import CoInvitation, Event, Occurrence
from kortet.links.models import Handover
from kortet.municipalities.models import Theme
from kortet.municipalities.requests import TownRequest
from kortet.partners.forms import PartnerFilter
from kortet.partners.models import Partner
from kortet.pins.models import Pin
from kortet.places.models import NamedPlace
from kortet.places.queries import DEGREES
from kortet.places.town_map import town_map
from kortet.places.turned import turned

ROWS, NEWEST = 30, 5


@seen
def directory(request: TownRequest) -> HttpResponse:
    """All associations: by name, theme, kind, and near a place."""
    town = request.municipality
    form = PartnerFilter(request.GET, municipality=town)
    place = place_of(request, form.chosen.get("near", ""))
    partners = chosen(Partner.objects.of(town).public(), form.chosen, place).as_rows()
    page = Paginator(partners, ROWS).get_page(request.GET.get("page"))
    question = request.GET.copy()
    question.pop("page", None)
    told = town_map(request) | {"tiles": "", "partners": partners_layer(request.municipality)}
    context = {"filter": form, "page": page, "themes": themes_of(town), "question": question.urlencode()}
    context |= {"place": place, "lost": bool(form.chosen.get("near")) and place is None, "map": told}
    return render(request, "atlas/partners.html", context)


def chosen(partners: Any, asked: dict[str, Any], place: Point | None) -> Any:
    """Those that the form asks for, in the order that fits the question."""
    if "kind" in asked:
        partners = partners.filter(kind=asked["kind"])
    if "theme" in asked:
        partners = partners.with_theme(asked["theme"])
    if "q" in asked:
        partners = partners.matching(asked["q"])
    return partners.from_here(place) if place is not None else partners


def place_of(request: TownRequest, words: str) -> Point | None:
    """The first place of that name, EPSG:4326; None where nothing is asked or found."""
    found = NamedPlace.objects.matching(request.municipality, words) if words else []
    return Point(found[0].lon, found[0].lat, srid=DEGREES) if found else None


@seen
def partners_geojson(request: TownRequest) -> HttpResponse:
    """Public premises as GeoJSON (EPSG:4326): slug, name and kind."""
    told = Partner.objects.of(request.municipality).public().as_geojson()
    return HttpResponse(told, content_type="application/geo+json")


@seen
def partner(request: TownRequest, slug: str) -> HttpResponse:
    """One association: what it does and where, and what people say in its area."""
    town = request.municipality
    found = get_object_or_404(Partner.objects.visible_to(request.user, town).as_rows(), slug=slug)
    runs = Partner.objects.of(town).run_by(request.user).filter(pk=found.pk).exists()
    works_in = Partner.objects.filter(pk=found.pk).values("service_area")
    here = Pin.objects.of(town).public().not_over().lying_in(works_in)
    pins = here.about(found.themes).order_by("-created", "-pk").as_rows()
    context = {"partner": found, "themes": named(found, themes_of(town)), "pins": pins[:NEWEST], "runs": runs}
    coming = Occurrence.objects.of(town).public().coming().by(found).first_of_each()
    context["events"] = coming.as_rows()[:NEWEST]
    context["to_see"] = waiting_for(found) if runs else 0
    context["handovers"] = Handover.objects.public().filter(partner=found).as_rows()[:ROWS]
    response = render(request, "atlas/partner.html", context | {"map": map_of_partner(request, found)})
    if runs or not found.is_public:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def waiting_for(partner: Partner) -> int:
    """How many questions and drafts its stewards have to look at."""
    drafts = Event.objects.filter(organiser=partner).drafts().count()
    return drafts + CoInvitation.objects.open().to(partner).count()


def named(partner: Partner, themes: dict[int, Theme]) -> list[Theme]:
    return [themes[pk] for pk in partner.themes if pk in themes]


def map_of_partner(request: TownRequest, partner: Partner) -> dict[str, Any]:
    """The town's map, opened on the service area, with the premises where they may be shown."""
    told = town_map(request) | {"tiles": "", "reach": Partner.objects.filter(pk=partner.pk).area_geojson()}
    if partner.is_on_the_map:
        point: Any = turned(partner.public_point, DEGREES)
        told["premises"] = {"lonlat": [round(point.x, 6), round(point.y, 6)], "name": partner.name}
    return told
