"""What the element `<kortet-map>` is told of a town, as plain data: addresses, bounds, base map, the words it says."""

from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import TownRequest
from kortet.places.queries import DEGREES
from kortet.places.turned import turned

DENMARK = [8.0, 54.5, 15.3, 57.8]


def town_map(request: TownRequest) -> dict[str, Any]:
    """A town's map; bounds are west, south, east, north in degrees (EPSG:4326)."""
    town = request.municipality
    return {
        "bounds": list(outline_bounds(town.pk, town.content_version)) or town.basemap.get("bounds") or DENMARK,
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


@lru_cache(maxsize=100)
def outline_bounds(town: int, version: int) -> tuple[float, ...]:
    """The box of a municipality's outline (its row number) in degrees, kept; empty where it has no outline."""
    outline: Any = Municipality.objects.values_list("outline", flat=True).get(pk=town)
    return tuple(round(n, 5) for n in turned(outline, DEGREES).extent) if outline else ()


def basemap_of(basemap: dict[str, Any]) -> dict[str, Any]:
    """What the browser may know of the base map: never the source's address, which may hold a key."""
    known = {name: basemap[name] for name in ("kind", "minzoom", "maxzoom", "bounds", "attribution") if name in basemap}
    if basemap.get("kind") == "pmtiles":
        stem = basemap["file"].removesuffix(".pmtiles")
        known["url"] = reverse("basemap", args=[stem])
        if basemap.get("opening"):
            known["opening"] = reverse("basemap_opening", args=[stem])
    if basemap.get("kind") == "raster":
        known["url"] = reverse("raster", args=[0, 0, 0]).replace("/0/0/0", "/{z}/{x}/{y}")
    return known
