"""What the pages of the atlas have in common: how long they may be kept, and what the map element is told."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kortet.atlas.filters import PinFilter
from kortet.municipalities.requests import TownRequest
from kortet.pins.models import Pin
from kortet.places.models import Area, AreaLayer
from kortet.places.queries import DEGREES
from kortet.places.town_map import town_map

View = Callable[..., HttpResponse]
SECONDS = 30


def seen(view: View) -> View:
    """Marks a page as the same for everybody: no cookie, and a cache may keep it for half a minute."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", f"public, max-age={SECONDS}")
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
    if pin is not None:
        told |= {"pin": pin_of(pin), "tiles": ""}
    if area is not None:
        told |= {"areas": areas_address(area.layer, area.code), "chosen": area.code}
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


def pin_of(pin: Pin) -> dict[str, Any]:
    point: Any = pin.public_point.transform(DEGREES, clone=True)
    lonlat = [round(point.x, 6), round(point.y, 6)]
    shape = getattr(pin, "drawing", None)
    return {"lonlat": lonlat, "kind": pin.kind, "status": pin.status, "title": pin.title, "shape": shape}


__all__ = ["map_of", "seen"]
