"""Tiles of clusters and pins, for machines: no language, no cookie, cached by the content version."""

from zlib import crc32

from django.http import HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from kortet.atlas.models import TileCell
from kortet.atlas.queries import public, question
from kortet.municipalities.requests import TownRequest
from kortet.pins.filters import NAMES, PinFilter
from kortet.pins.models import Pin
from kortet.places.queries import Asked
from kortet.places.tiles import Tile

FORM = "1"  # raise it when the answer's form changes, or browsers keep the old one until the next change of a pin
SHORT, LONG, SHARED = 30, 86_400, 10  # seconds: the browser's, its for an address with the version, and a proxy's


@require_safe
def tile(request: TownRequest, z: str, x: str, y: str) -> HttpResponseBase:
    """A tile's clusters, pins, lines and areas as JSON (TileCellQuerySet.counted tells its form); 404 off the map."""
    asked = Tile(int(z), int(x), int(y))
    if not asked.exists:
        return off_the_map(request)
    etag = entity_tag(request)
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or HttpResponse(written(request, asked), content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={seconds(request)}, s-maxage={SHARED}"
    return response


def off_the_map(request: TownRequest) -> HttpResponse:
    """404 without a page and without SQL: machines ask for tiles, also for ones that cannot be."""
    return HttpResponseNotFound(b"{}", content_type="application/json")


def written(request: TownRequest, asked: Tile) -> str:
    """Pins one by one where the zoom is deep and there is room, else groups: from the counters where they know the
    filter, or counted now."""
    town, tiles = request.municipality.pk, TileCell.objects
    chosen = PinFilter(request.GET, request.municipality) if set(NAMES) & set(request.GET) else None
    known = chosen is None or chosen.only_counted
    kind, status = (chosen.kind, chosen.status) if chosen else ("", "")
    pins = filtered(chosen) if chosen and not known else public(town, kind, status)
    if asked.tells_pins and (answer := tiles.drawn(asked, pins, kept=chosen is None)) is not None:
        return answer
    if known and asked.is_counted:
        return tiles.counted(town, asked, kind=kind, status=status, kept=chosen is None)
    return tiles.counted_now(town, asked, pins)


def filtered(chosen: PinFilter) -> Asked:
    return question(chosen.apply(Pin.objects.of(chosen.municipality).public()))


def entity_tag(request: TownRequest) -> str:
    """Weak, because the answer may be compressed on its way; of the question only the words that are understood."""
    town, asked = request.municipality, [request.GET.getlist(name) for name in NAMES]
    return f'W/"{town.content_version}-{crc32(f"{FORM} {town.pk} {request.path} {asked}".encode()):x}"'


def seconds(request: TownRequest) -> int:
    """A day for a browser that names the version that is; a proxy asks again within seconds in any case, so that
    what is hidden leaves it in time whatever address is asked for."""
    return LONG if request.GET.get("v") == str(request.municipality.content_version) else SHORT
