"""Answers for the map's own scripts: area outlines, place search, what is here."""

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from kortet.atlas.pages import seen
from kortet.municipalities.requests import TownRequest
from kortet.places.drawn import inside, read_point
from kortet.places.models import Area, AreaLayer, NamedPlace

AT_MOST = 2  # seconds that a proxy may answer for us


@require_safe
def version(request: TownRequest) -> HttpResponseBase:
    """The content version, which open pages ask for every few seconds: no question to the database."""
    number = request.municipality.content_version
    etag = f'"{number}"'
    response = get_conditional_response(request, etag=etag) or JsonResponse({"version": number})
    response.headers["ETag"], response.headers["Cache-Control"] = etag, f"public, max-age={AT_MOST}"
    return response


@seen
def areas_geojson(request: TownRequest, layer: str) -> HttpResponse:
    """The current areas of a layer as GeoJSON (EPSG:4326), simplified for the screen; `code` asks for one only."""
    found = get_object_or_404(AreaLayer.objects.of(request.municipality), code=layer)
    areas = Area.objects.filter(layer=found).current()
    if "code" in request.GET:
        areas = areas.filter(code=request.GET["code"])
    return HttpResponse(areas.as_geojson(), content_type="application/geo+json")


@seen
def places(request: TownRequest) -> HttpResponse:
    """Places whose name fits what is being typed: kind, text, detail, lon, lat (EPSG:4326)."""
    words = request.GET.get("q", "").strip()
    found = NamedPlace.objects.matching(request.municipality, words) if words else []
    rows = [{"kind": p.kind, "text": p.text, "detail": p.detail, "lon": p.lon, "lat": p.lat} for p in found]
    return JsonResponse({"places": rows})


@seen
def here(request: TownRequest) -> HttpResponse:
    """What a point is called, in words; 422 with the reason where it is outside the municipality."""
    try:
        point: Point = read_point(request.GET.get("lng"), request.GET.get("lat"))
        inside(point, request.municipality.outline)
    except ValidationError as error:
        return JsonResponse({"error": error.messages[0]}, status=422)
    return JsonResponse({"text": NamedPlace.objects.what_is_here(request.municipality, point)})
