"""The newest public pins by the words of the map's filter: Atom (RFC 4287) and RSS 2.0, places in GeoRSS."""

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.gis.feeds import GeoRSSFeed
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import town_of
from kortet.pins.filters import PinFilter
from kortet.pins.models import Pin
from kortet.readable import readable
from kortet.watches.feeds import PinsFeed

ENTRIES, SECONDS = 50, 60


class Asked(NamedTuple):
    """Which pins of which municipality, and the address that asked."""

    town: Municipality
    chosen: PinFilter
    path: str


class NewPins(PinsFeed):
    """Atom. Whoever asks again is told that nothing is new until the content version is raised."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        town = town_of(request)
        mark = f'"{town.pk}-{town.content_version}"'
        response: HttpResponse = super().__call__(request, *args, **kwargs)
        response["ETag"], response["Access-Control-Allow-Origin"] = mark, "*"
        patch_cache_control(response, public=True, max_age=SECONDS)
        return get_conditional_response(request, etag=mark, response=response) or response

    def get_object(self, request: HttpRequest) -> Asked:  # type: ignore[override]  # without words in the address
        town = town_of(request)
        return Asked(town, PinFilter(request.GET, town), request.path)

    def title(self, asked: Asked) -> str:
        return readable(_("Nye nåle i %(name)s") % {"name": asked.town.name})

    def link(self, asked: Asked) -> str:
        return asked.town.address("/" + (f"?{asked.chosen.query_string}" if asked.chosen.query_string else ""))

    def feed_url(self, asked: Asked) -> str:
        return asked.town.address(asked.path + (f"?{asked.chosen.query_string}" if asked.chosen.query_string else ""))

    def description(self, asked: Asked) -> str:
        """RSS must have one."""
        return self.title(asked)

    def items(self, asked: Asked) -> list[Pin]:
        pins = asked.chosen.apply(Pin.objects.of(asked.town).public()).order_by("-created", "-pk")
        return list(pins.select_related("municipality", "theme").defer("shape", "search")[:ENTRIES])

    def item_categories(self, item: Any) -> list[str]:
        return [item.kind, item.status, *([item.theme.code] if item.theme else [])]

    def item_updateddate(self, item: Any) -> datetime:
        """When it was answered or moved on last, for readers that show what changed."""
        return max(filter(None, (item.created, item.status_since, item.answered)))


class NewPinsRss(NewPins):
    """RSS 2.0, which GDAL and QGIS open as a layer."""

    feed_type = GeoRSSFeed
