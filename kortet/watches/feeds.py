"""The Atom feed of a watch (RFC 4287, places in GeoRSS): the same as its letters, for those who read feeds."""

from datetime import datetime
from typing import Any

from django.contrib.gis.feeds import Feed, GeoAtom1Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import SyndicationFeed
from django.utils.translation import gettext as _

from kortet.municipalities.requests import town_of
from kortet.pins.models import Pin
from kortet.places.queries import DEGREES
from kortet.places.turned import turned
from kortet.readable import readable
from kortet.watches.models import Watch

ENTRIES = 30


class PinsFeed(Feed):
    """How pins stand in a feed, whichever they are."""

    feed_type: type[SyndicationFeed] = GeoAtom1Feed

    def item_title(self, item: Any) -> str:
        return readable(item.title)

    def item_description(self, item: Any) -> str:
        return readable(item.text)

    def item_link(self, item: Any) -> str:
        return str(item.municipality.address(item.get_absolute_url()))

    def item_pubdate(self, item: Any) -> datetime:
        return item.created

    def item_updateddate(self, item: Any) -> datetime:
        return item.created

    def item_geometry(self, item: Any) -> tuple[float, float]:
        point = turned(item.public_point, DEGREES)
        return round(point.x, 6), round(point.y, 6)


class WatchFeed(PinsFeed):
    """The newest public pins that a watch is about; its address is known to its owner alone."""

    def get_object(self, request: HttpRequest, word: str) -> Watch:  # type: ignore[override]  # the URL names it
        watches = Watch.objects.of(town_of(request)).confirmed().select_related("municipality")
        return get_object_or_404(watches, feed_word=word)

    def title(self, watch: Watch) -> str:
        return readable(_("Nye nåle: %(place)s") % {"place": watch.place_text})

    def link(self, watch: Watch) -> str:
        return watch.municipality.address("/")

    def feed_url(self, watch: Watch) -> str:
        return watch.municipality.address(watch.feed_url)

    def items(self, watch: Watch) -> list[Pin]:
        return list(watch.pins.select_related("municipality").defer("shape", "search")[:ENTRIES])
