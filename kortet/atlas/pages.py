"""What the pages of the atlas have in common: how long they may be kept, and what the map element is told."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kortet.atlas.filters import PinFilter
from kortet.municipalities.requests import TownRequest
from kortet.pins.models import Pin
from kortet.places.models import Area, AreaLayer

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
    """What `<kortet-map>` needs to know, as plain data: addresses, bounds in degrees (west, south, east, north)."""
    town = request.municipality
    told: dict[str, Any] = {
        "bounds": degrees(town.outline) or town.basemap.get("bounds") or [8.0, 54.5, 15.3, 57.8],
        "version": town.content_version,
        "language": request.LANGUAGE_CODE,
        "basemap": basemap_of(town.basemap),
        "tiles": reverse("tile", args=[0, 0, 0]).replace("/0/0/0", "/{z}/{x}/{y}"),
        "filter": chosen.query_string if chosen else "",
        "pinPage": reverse("pin", args=["WORD"]),
        "names": names(),
    }
    if pin is not None:
        told |= {"pin": pin_of(pin), "tiles": ""}
    if area is not None:
        told |= {"areas": areas_address(area.layer, area.code), "chosen": area.code}
    if layer is not None:
        told |= {
            "areas": areas_address(layer),
            "classes": {r["area"].code: r["class"] for r in rows or []},
            "tiles": "",
        }
    return told


def names() -> dict[str, str]:
    """The words that the map says aloud."""
    return {
        "map": _("Kort over nåle"),
        "zoomIn": _("Zoom ind"),
        "zoomOut": _("Zoom ud"),
        "cluster": _("{n} nåle: {proposals} forslag, {problems} problemer. Tryk for at zoome ind."),
        "proposal": _("Forslag"),
        "problem": _("Problem"),
        "locate": _("Vis min position"),
        "noTiles": _("Nålene kunne ikke hentes. Listen virker stadig."),
    }


def degrees(shape: Any) -> list[float] | None:
    if shape is None:
        return None
    return [round(n, 5) for n in shape.transform(4326, clone=True).extent]


def basemap_of(basemap: dict[str, Any]) -> dict[str, Any]:
    """What the browser may know of the base map: never the source's address, which may hold a key."""
    known = {name: basemap[name] for name in ("kind", "minzoom", "maxzoom", "bounds", "attribution") if name in basemap}
    if basemap.get("kind") == "pmtiles":
        known["url"] = reverse("basemap", args=[basemap["file"].removesuffix(".pmtiles")])
    if basemap.get("kind") == "raster":
        known["url"] = reverse("raster", args=[0, 0, 0]).replace("/0/0/0", "/{z}/{x}/{y}")
    return known


def areas_address(layer: AreaLayer, code: str = "") -> str:
    return reverse("areas_geojson", args=[layer.code]) + (f"?code={code}" if code else "")


def pin_of(pin: Pin) -> dict[str, Any]:
    point = pin.public_point.transform(4326, clone=True)
    lonlat = [round(point.x, 6), round(point.y, 6)]
    return {"lonlat": lonlat, "kind": pin.kind, "status": pin.status, "title": pin.title, "shape": pin.drawing}


__all__ = ["degrees", "map_of", "seen"]
