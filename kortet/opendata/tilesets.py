"""Tile sets as OGC API Tiles (20-057), TileJSON 3 and a MapLibre style tell of them."""

from typing import Any

from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import TownRequest
from kortet.opendata.answers import JSON, TILE
from kortet.opendata.collection import Collection
from kortet.opendata.crs import WEB
from kortet.opendata.documents import bounds_of
from kortet.opendata.links import REL, TMS, address, link, own
from kortet.opendata.queries import LONG
from kortet.places.tiles import DEEPEST, HALF

QUAD = "WebMercatorQuad"
PIXELS, PIXEL = 256, 0.00028  # metres on the screen that a pixel is reckoned as (OGC 17-083r4)
COLOURS = {"naale": "#0b5563", "naale-linjer": "#0b5563", "naale-flader": "#0b5563", "arrangementer": "#7a3e9d"}
GROUPED = {"antal": "integer", "forslag": "integer", "problemer": "integer"}


def tilesets(request: TownRequest, found: Collection | None) -> dict[str, Any]:
    """The one tile set of the whole municipality, or of a collection."""
    return {"links": own(request), "tilesets": [briefly(request.municipality, found)]}


def briefly(town: Municipality, found: Collection | None) -> dict[str, Any]:
    return {
        "title": found.title if found else _("Alt på kortet"),
        "dataType": "vector",
        "crs": WEB.uri,
        "tileMatrixSetURI": TMS,
        "links": [
            link(set_address(town, found), "self", JSON),
            link(address(town, "ogc_matrix_set"), f"{REL}tiling-scheme", JSON),
        ],
    }


def tileset(request: TownRequest, found: Collection | None, layers: list[Collection]) -> dict[str, Any]:
    town = request.municipality
    west, south, east, north = bounds_of(town)
    template = link(tile_template(town, found), "item", TILE, _("flise"), templated=True)
    tilejson = link(f"{set_address(town, found)}/tilejson", "describedby", JSON, "TileJSON")
    return briefly(town, found) | {
        "boundingBox": {
            "lowerLeft": [west, south],
            "upperRight": [east, north],
            "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        },
        "layers": [layer_of(each) for each in layers],
        "links": [*own(request), *briefly(town, found)["links"][1:], template, tilejson],
    }


def layer_of(found: Collection) -> dict[str, Any]:
    dimension = {"Point": 0, "LineString": 1}.get(found.shape, 2)
    properties = {name: each.schema for name, each in found.by_name.items() if name != LONG}
    return {
        "id": found.id,
        "title": found.title,
        "dataType": "vector",
        "geometryDimension": dimension,
        "propertiesSchema": {"type": "object", "properties": properties},
    }


def set_address(town: Municipality, found: Collection | None) -> str:
    if found is None:
        return address(town, "ogc_tileset")
    return address(town, "ogc_collection_tileset", found.id)


def tile_template(town: Municipality, found: Collection | None) -> str:
    return f"{set_address(town, found)}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"


def tilejson(town: Municipality, found: Collection | None, layers: list[Collection]) -> dict[str, Any]:
    return {
        "tilejson": "3.0.0",
        "name": found.title if found else town.name,
        "attribution": town.name,
        "tiles": [f"{set_address(town, found)}/{{z}}/{{y}}/{{x}}"],
        "minzoom": 0,
        "maxzoom": DEEPEST,
        "bounds": bounds_of(town),
        "vector_layers": [{"id": each.id, "description": each.what, "fields": fields_of(each)} for each in layers],
    }


def fields_of(found: Collection) -> dict[str, str]:
    told = {
        each.name: "Number" if each.kind == "integer" else "String" for each in found.properties if each.name != LONG
    }
    return told | dict.fromkeys(GROUPED, "Number") if found.counted else told


def matrix_sets(request: TownRequest) -> dict[str, Any]:
    here = {"id": QUAD, "title": "Google Maps Compatible for the World", "uri": TMS, "crs": WEB.uri}
    links = [link(address(request.municipality, "ogc_matrix_set"), "self", JSON)]
    return {"links": own(request), "tileMatrixSets": [here | {"links": links}]}


def matrix_set(request: TownRequest) -> dict[str, Any]:
    """The grid, as the standard's annex has it (OGC 17-083r4, D.1)."""
    return {
        "id": QUAD,
        "title": "Google Maps Compatible for the World",
        "uri": TMS,
        "crs": WEB.uri,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": [matrix(zoom) for zoom in range(DEEPEST + 1)],
        "links": own(request),
    }


def matrix(zoom: int) -> dict[str, Any]:
    size = 2 * HALF / PIXELS / 2**zoom
    return {
        "id": str(zoom),
        "scaleDenominator": size / PIXEL,
        "cellSize": size,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-HALF, HALF],
        "tileWidth": PIXELS,
        "tileHeight": PIXELS,
        "matrixWidth": 2**zoom,
        "matrixHeight": 2**zoom,
    }


def style(town: Municipality, layers: list[Collection]) -> dict[str, Any]:
    """A MapLibre style (version 8) of all layers on an empty ground, without fonts and pictures from elsewhere."""
    west, south, east, north = bounds_of(town)
    return {
        "version": 8,
        "name": town.name,
        "center": [(west + east) / 2, (south + north) / 2],
        "zoom": 10,
        "sources": {"kortet": {"type": "vector", "url": f"{set_address(town, None)}/tilejson"}},
        "layers": [painted(each) for each in reversed(layers)],
    }


def painted(found: Collection) -> dict[str, Any]:
    colour = COLOURS.get(found.id, "#b3541e" if found.is_of_points else "#5b6770")
    base = {"id": found.id, "source": "kortet", "source-layer": found.id}
    if found.is_of_areas:
        return base | {"type": "line", "paint": {"line-color": colour, "line-width": 1.5}}
    if found.shape == "LineString":
        return base | {"type": "line", "paint": {"line-color": colour, "line-width": 3}}
    size = ["interpolate", ["linear"], ["coalesce", ["get", "antal"], 1], 1, 5, 100, 12, 10000, 24]
    return base | {"type": "circle", "paint": {"circle-color": colour, "circle-radius": size, "circle-opacity": 0.85}}
