"""OGC API Tiles: vector tiles of the whole municipality or of one collection, in the web map's grid."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from kortet.municipalities.requests import TownRequest
from kortet.opendata import queries, tilesets
from kortet.opendata.answers import TILE, document, open_data
from kortet.opendata.catalogue import collection_named, collections_of
from kortet.opendata.collection import Collection
from kortet.opendata.question import known
from kortet.opendata.refusals import NothingThereError
from kortet.opendata.views import told
from kortet.places.tiles import FINEST, Tile

AREAS_FROM, SHAPES_FROM = 8, 12  # the first zooms that draw borders, and lines and areas that people drew


@open_data
def tilesets_list(request: TownRequest, name: str = "") -> HttpResponseBase:
    return told(request, "tiles", tilesets.tilesets(request, chosen(request, name)))


@open_data
def tileset(request: TownRequest, name: str = "") -> HttpResponseBase:
    found = chosen(request, name)
    return told(request, "tiles", tilesets.tileset(request, found, layers_of(request, found)))


@open_data
def tilejson(request: TownRequest, name: str = "") -> HttpResponseBase:
    known(request.GET)
    found = chosen(request, name)
    return document(tilesets.tilejson(request.municipality, found, layers_of(request, found)))


@open_data
def style(request: TownRequest) -> HttpResponseBase:
    known(request.GET)
    layers = collections_of(request.municipality)
    return document(tilesets.style(request.municipality, layers), "application/vnd.mapbox.style+json")


@open_data
def matrix_sets(request: TownRequest) -> HttpResponseBase:
    return told(request, "tiles", tilesets.matrix_sets(request))


@open_data
def matrix_set(request: TownRequest) -> HttpResponseBase:
    return told(request, "tiles", tilesets.matrix_set(request))


@open_data
def tile(request: TownRequest, z: str, row: str, column: str, name: str = "") -> HttpResponseBase:
    """A vector tile; 404 off the grid, 204 where there is nothing."""
    known(request.GET)
    asked = Tile(int(z), int(column), int(row))
    if not asked.exists:
        raise NothingThereError(_("Der er ingen flise med de numre."))
    found = chosen(request, name)
    body = b"".join(layer(request, each, asked) for each in layers_of(request, found) if is_drawn(each, asked, name))
    if not body:
        return HttpResponse(status=204)
    return HttpResponse(body, content_type=TILE)


def chosen(request: TownRequest, name: str) -> Collection | None:
    return collection_named(request.municipality, name) if name else None


def layers_of(request: TownRequest, found: Collection | None) -> list[Collection]:
    return [found] if found else collections_of(request.municipality)


def is_drawn(found: Collection, asked: Tile, name: str) -> bool:
    """In a tile of everything, what would be dots is left to deeper zooms; who asks for one collection gets it."""
    if name or found.is_of_points:
        return True
    return asked.z >= (AREAS_FROM if found.shape == "MultiPolygon" else SHAPES_FROM)


def layer(request: TownRequest, found: Collection, asked: Tile) -> bytes:
    if found.counted and asked.z <= FINEST:
        return queries.tile_of_cells(request.municipality.pk, found.id, asked)
    return queries.tile_of_rows(found, asked)
