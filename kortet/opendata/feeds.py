"""The newest pins as Atom (RFC 4287) with places in GeoRSS: for readers of feeds, and for GIS that opens them."""

from typing import Any

from django.contrib.gis.feeds import GeoAtom1Feed
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from kortet.municipalities.requests import TownRequest
from kortet.opendata.answers import open_data
from kortet.opendata.question import known
from kortet.pins.filters import NAMES, PinFilter
from kortet.pins.models import Pin
from kortet.places.queries import DEGREES
from kortet.watches.feeds import readable

ENTRIES = 50
ATOM = "application/atom+xml; charset=utf-8"


@open_data
def newest(request: TownRequest) -> HttpResponseBase:
    """All of the municipality, or those that the words of the list's filter choose (`kind`, `theme`, `area`, …)."""
    known(request.GET, *NAMES)
    town = request.municipality
    title = readable(_("Nye nåle: %(place)s") % {"place": town.name})
    feed = GeoAtom1Feed(
        title, town.address("/"), "", language=request.LANGUAGE_CODE, feed_url=town.address(request.get_full_path())
    )
    chosen = PinFilter(request.GET, town).apply(Pin.objects.of(town).public())
    for pin in chosen.order_by("-created", "-pk").defer("shape", "search")[:ENTRIES]:
        entry(feed, pin, town.address(pin.get_absolute_url()))
    return HttpResponse(feed.writeString("utf-8"), content_type=ATOM)


def entry(feed: GeoAtom1Feed, pin: Pin, address: str) -> None:
    place: Any = pin.public_point.transform(DEGREES, clone=True)
    feed.add_item(
        readable(pin.title),
        address,
        readable(pin.text),
        pubdate=pin.created,
        updateddate=pin.status_since or pin.created,
        unique_id=address,
        geometry=(round(place.x, 6), round(place.y, 6)),
        categories=[str(pin.get_kind_display())],
    )
