"""The map alone for other sites: the page that they frame, and the word for systems that ask how to (oEmbed 1.0)."""

import re
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from kortet.atlas.pages import map_of, seen
from kortet.municipalities.framing import hosts_of
from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import TownRequest
from kortet.pins.filters import PinFilter
from kortet.pins.models import Pin
from kortet.places.queries import DEGREES
from kortet.places.turned import turned

WIDTH, HEIGHT, SMALLEST, LARGEST = 640, 480, 160, 4096


@require_safe
@xframe_options_exempt
def embed(request: TownRequest) -> HttpResponseBase:
    """The map as a filter asks for it, for a frame on the sites that the municipality allows; nothing on it is personal
    or can be sent."""
    allowed = hosts_of(request.municipality)
    answer: HttpResponseBase = csp_replace({"frame-ancestors": allowed})(framed)(request)
    return answer


@seen
def framed(request: TownRequest) -> HttpResponse:
    chosen = PinFilter(request.GET, request.municipality)
    return render(request, "atlas/embed.html", {"filter": chosen, "map": map_of(request, chosen)})


@require_safe
def oembed(request: TownRequest) -> HttpResponse:
    """How a link to the map, to a filter of it or to a pin is shown in a frame. Raises Http404 for other addresses."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(_("Kun format=json."), status=501, content_type="text/plain; charset=utf-8")
    width, height = (size(request, name, usual) for name, usual in (("maxwidth", WIDTH), ("maxheight", HEIGHT)))
    address = request.GET.get("url", "")
    with translation.override(language_of(address)):
        title, frame = asked(request.municipality, address)
    html = '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>'
    told = {"version": "1.0", "type": "rich", "title": title, "width": width, "height": height, "cache_age": 3600}
    told |= {"provider_name": request.municipality.name, "provider_url": request.municipality.address("/")}
    answer = JsonResponse(told | {"html": format_html(html, frame, title, width, height)})
    answer["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, public=True, max_age=60)
    return answer


def language_of(address: str) -> str:
    """The language that an address of ours is in; its pages answer in that one only."""
    return "en" if re.match(r"[a-z]+://[^/]+/en(/|$)", address) else "da"


def size(request: HttpRequest, name: str, usual: int) -> int:
    """Pixels; nonsense is what is usual, as a page has to be shown all the same."""
    said = request.GET.get(name, "")
    if not (said.isascii() and said.isdigit() and len(said) < 6):
        return usual
    return min(usual, max(SMALLEST, int(said)), LARGEST)


def asked(town: Municipality, address: str) -> tuple[str, str]:
    """The title and the address of the frame of one of our own pages."""
    try:
        parts, home = urlsplit(address), urlsplit(town.address("/"))
        match = resolve(parts.path or "/")
    except (ValueError, Resolver404) as error:
        raise Http404 from error
    if (parts.scheme, parts.netloc) != (home.scheme, home.netloc) or match.url_name not in ("home", "pin"):
        raise Http404
    if match.url_name == "home":
        chosen = PinFilter(QueryDict(parts.query), town).query_string
        title = _("Kort fra %(name)s") % {"name": town.name}
        return title, town.address(reverse("embed")) + (f"?{chosen}" if chosen else "")
    pin: Any = get_object_or_404(Pin.objects.of(town).public(), word=match.kwargs["word"])
    lng, lat = turned(pin.public_point, DEGREES).coords
    return pin.title, f"{town.address(reverse('embed'))}#16/{lat:.5f}/{lng:.5f}"
