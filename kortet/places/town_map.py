"""What the element `<kortet-map>` is told of a town, as plain data: addresses, bounds, base map, the words it says."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kortet.municipalities.requests import TownRequest
from kortet.places.queries import DEGREES

DENMARK = [8.0, 54.5, 15.3, 57.8]


def town_map(request: TownRequest) -> dict[str, Any]:
    """A town's map; bounds are west, south, east, north in degrees (EPSG:4326)."""
    town = request.municipality
    return {
        "bounds": degrees(town.outline) or town.basemap.get("bounds") or DENMARK,
        "version": town.content_version,
        "language": request.LANGUAGE_CODE,
        "basemap": basemap_of(town.basemap),
        "tiles": reverse("tile", args=[0, 0, 0]).replace("/0/0/0", "/{z}/{x}/{y}"),
        "filter": "",
        "pinPage": reverse("pin", args=["WORD"]),
        "names": names(),
    }


def names() -> dict[str, str]:
    """The words that the map says aloud."""
    return {
        "map": _("Kort over nåle"),
        "zoomIn": _("Zoom ind"),
        "zoomOut": _("Zoom ud"),
        "cluster": _("{n} nåle: {proposals} forslag, {problems} problemer. Tryk for at zoome ind."),
        "proposal": pgettext("én nål", "Forslag"),
        "problem": _("Problem"),
        "locate": _("Vis min position"),
        "noTiles": _("Nålene kunne ikke hentes. Listen virker stadig."),
    }


def degrees(shape: Any) -> list[float] | None:
    if shape is None:
        return None
    return [round(n, 5) for n in shape.transform(DEGREES, clone=True).extent]


def basemap_of(basemap: dict[str, Any]) -> dict[str, Any]:
    """What the browser may know of the base map: never the source's address, which may hold a key."""
    known = {name: basemap[name] for name in ("kind", "minzoom", "maxzoom", "bounds", "attribution") if name in basemap}
    if basemap.get("kind") == "pmtiles":
        known["url"] = reverse("basemap", args=[basemap["file"].removesuffix(".pmtiles")])
    if basemap.get("kind") == "raster":
        known["url"] = reverse("raster", args=[0, 0, 0]).replace("/0/0/0", "/{z}/{x}/{y}")
    return known
