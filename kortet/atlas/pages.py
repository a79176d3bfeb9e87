"""What the pages of the atlas have in common: how long they may be kept, and what the map element is told."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_page
from django.views.decorators.gzip import gzip_page

from kortet.municipalities.models import Municipality, Theme
from kortet.municipalities.requests import TownRequest
from kortet.pins.filters import PinFilter
from kortet.pins.models import Pin
from kortet.pins.on_map import pin_of
from kortet.places.models import Area, AreaLayer
from kortet.places.town_map import town_map

View = Callable[..., HttpResponse]
SECONDS = 30
PERSONAL = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
LONGEST = 300  # characters of an address that is worth keeping


def seen(view: View) -> View:
    """Marks a page as the same for everybody: browsers, proxies and this process may keep it for half a minute.

    Here it is kept under the municipality's content version, which a pin that comes, goes or changes raises within
    seconds. A visitor with a session gets a page made anew, and so does everyone where a page turns out to be private.
    """

    @wraps(view)
    def answer(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not keepable(request):
            return public(view)(request, *args, **kwargs)
        keep = cache_page(SECONDS, cache="pages", key_prefix=version_of(request))
        return keep(gzip_page(public(view)))(request, *args, **kwargs)

    return answer


def keepable(request: TownRequest) -> bool:
    return not PERSONAL & set(request.COOKIES) and len(request.get_full_path()) <= LONGEST


def version_of(request: TownRequest) -> str:
    return f"{request.municipality.pk}-{request.municipality.content_version}"


def public(view: View) -> View:
    """Says that a page may be kept, unless the view said otherwise or put a secret of this visitor into it."""

    @wraps(view)
    def answer(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
            response.headers["Cache-Control"] = "private, no-store"
        elif not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=SECONDS)
        return response

    return answer


def map_of(
    request: TownRequest,
    chosen: PinFilter | None = None,
    *,
    pin: Pin | None = None,
    area: Area | None = None,
    layer: AreaLayer | None = None,
    rows: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """What `<kortet-map>` is told: the town, and the pin, area or layer that the page is about."""
    told = town_map(request) | {"filter": chosen.query_string if chosen else ""}
    if pin is None and layer is None:
        told["partners"] = partners_layer(request.municipality)
    if pin is not None:
        told |= {"pin": pin_of(pin), "tiles": ""}
    if area is not None:
        told |= {"areas": areas_address(area.layer, area.code), "chosen": area.code}
        told["bounds"] = Area.objects.filter(pk=area.pk).box()
        told["filter"] = urlencode({"area": area.code}) if area.layer.is_neighbourhoods else ""
    if layer is not None:
        told |= {
            "areas": areas_address(layer),
            "classes": {r["area"].code: r["class"] for r in rows or []},
            "tiles": "",
        }
    return told


def areas_address(layer: AreaLayer, code: str = "") -> str:
    return reverse("areas_geojson", args=[layer.code]) + (f"?code={code}" if code else "")


def partners_layer(town: Municipality) -> dict[str, str]:
    """Where the associations' layer comes from and where each leads; with the version, so that it is always right."""
    return {
        "url": f"{reverse('partners_geojson')}?v={town.content_version}",
        "page": reverse("partner", args=["slug"]),
        "label": _("Foreninger"),
    }


def themes_of(town: Municipality) -> dict[int, Theme]:
    """Row number → theme, for the rows of what keeps themes by number."""
    return {theme.pk: theme for theme in Theme.objects.of(town)}


__all__ = ["map_of", "partners_layer", "seen", "themes_of"]
