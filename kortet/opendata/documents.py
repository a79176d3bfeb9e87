"""What tells of the data: landing page, conformance, collections, queryables (OGC API Common and Features)."""

from typing import Any

from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import TownRequest
from kortet.opendata.answers import GEOJSON, JSON, OPENAPI, SCHEMA
from kortet.opendata.catalogue import collections_of
from kortet.opendata.collection import Collection
from kortet.opendata.cql import GEOMETRY
from kortet.opendata.crs import CRS84, SPOKEN, STORED
from kortet.opendata.links import REL, address, encodings, link, own
from kortet.places.town_map import DENMARK, outline_bounds

SPEC = "http://www.opengis.net/spec/"
CONFORMS = (
    *(f"{SPEC}ogcapi-common-1/1.0/conf/{each}" for each in ("core", "landing-page", "json", "oas30")),
    f"{SPEC}ogcapi-common-2/1.0/conf/collections",
    *(f"{SPEC}ogcapi-features-1/1.0/conf/{each}" for each in ("core", "geojson", "html", "oas30")),
    f"{SPEC}ogcapi-features-2/1.0/conf/crs",
    *(
        f"{SPEC}ogcapi-features-3/1.0/conf/{each}"
        for each in ("queryables", "queryables-query-parameters", "filter", "features-filter")
    ),
    *(f"{SPEC}ogcapi-features-5/1.0/conf/{each}" for each in ("schemas", "core-roles-features")),
    *(
        f"{SPEC}cql2/1.0/conf/{each}"
        for each in (
            "cql2-text",
            "cql2-json",
            "basic-cql2",
            "advanced-comparison-operators",
            "case-insensitive-comparison",
            "accent-insensitive-comparison",
            "basic-spatial-functions",
            "basic-spatial-functions-plus",
            "spatial-functions",
            "temporal-functions",
            "property-property",
        )
    ),
    *(
        f"{SPEC}ogcapi-tiles-1/1.0/conf/{each}"
        for each in ("core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "mvt", "oas30")
    ),
)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def landing(request: TownRequest) -> dict[str, Any]:
    town = request.municipality
    return {
        "title": _("Åbne data fra %(name)s") % {"name": town.name},
        "description": _("Det, som alle kan se på kortet: nåle, arrangementer, foreninger og områder."),
        "links": [
            *own(request),
            link(address(town, "ogc_api"), "service-desc", OPENAPI, _("beskrivelse af adresserne (OpenAPI)")),
            link(address(town, "ogc_api", f="html"), "service-doc", "text/html", _("adresserne som side")),
            *encodings(town, "conformance", JSON, _("hvilke standarder der følges"), "ogc_conformance"),
            *encodings(town, "data", JSON, _("samlingerne"), "ogc_collections"),
            *encodings(town, f"{REL}tilesets-vector", JSON, _("vektorfliser"), "ogc_tilesets"),
            *encodings(town, f"{REL}tiling-schemes", JSON, _("flisernes net"), "ogc_matrix_sets"),
            link(
                address(town, "ogc_style"), "describedby", "application/vnd.mapbox.style+json", _("stil til MapLibre")
            ),
        ],
    }


def conformance(request: TownRequest) -> dict[str, Any]:
    return {"links": own(request), "conformsTo": list(CONFORMS)}


def collections(request: TownRequest) -> dict[str, Any]:
    found = [collection(request.municipality, each) for each in collections_of(request.municipality)]
    return {"links": own(request), "crs": [crs.uri for crs in SPOKEN], "collections": found}


def collection(town: Municipality, found: Collection) -> dict[str, Any]:
    """One collection, as it stands in the list and alone."""
    return {
        "id": found.id,
        "title": found.title,
        "description": found.what,
        "itemType": "feature",
        "extent": {
            "spatial": {"bbox": [bounds_of(town)], "crs": CRS84.uri},
            "temporal": {"interval": [[None, None]], "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"},
        },
        "crs": [crs.uri for crs in SPOKEN],
        "storageCrs": STORED.uri,
        "links": [
            *encodings(town, "self", JSON, found.title, "ogc_collection", found.id)[:1],
            *encodings(town, "alternate", JSON, found.title, "ogc_collection", found.id)[1:],
            *encodings(town, "items", GEOJSON, found.title, "ogc_items", found.id),
            *encodings(town, f"{REL}queryables", SCHEMA, _("hvad der kan spørges om"), "ogc_queryables", found.id),
            *encodings(town, f"{REL}schema", SCHEMA, _("hvad der fortælles"), "ogc_schema", found.id),
            *encodings(town, f"{REL}tilesets-vector", JSON, _("vektorfliser"), "ogc_collection_tilesets", found.id),
            link(LICENCE, "license", "text/html", "CC BY 4.0"),
        ],
    }


def bounds_of(town: Municipality) -> list[float]:
    return list(outline_bounds(town.pk, town.content_version)) or DENMARK


def queryables(request: TownRequest, found: Collection) -> dict[str, Any]:
    """What a filter may name, as JSON Schema; nothing else may be named."""
    properties = {each.name: each.schema for each in found.properties}
    geometry = {"title": _("stedet"), "format": f"geometry-{found.shape.lower()}"}
    return described(request, found, {GEOMETRY: geometry | {"x-ogc-role": "primary-geometry"}} | properties)


def schema(request: TownRequest, found: Collection) -> dict[str, Any]:
    """What a feature tells, as JSON Schema with roles (OGC API Features Part 5)."""
    told = queryables(request, found)["properties"]
    for name, role in roles_of(found).items():
        told[name] = told[name] | {"x-ogc-role": role}
    identity = {"id": {"type": "string", "title": _("navn i adressen"), "x-ogc-role": "id", "readOnly": True}}
    return described(request, found, identity | told)


def roles_of(found: Collection) -> dict[str, str]:
    names = {each.value.name: each.name for each in found.time}
    if found.ends:
        roles = {found.begins: "primary-interval-start", found.ends: "primary-interval-end"}
    else:
        roles = {found.begins: "primary-instant"}
    return {names[column]: role for column, role in roles.items() if column in names}


def described(request: TownRequest, found: Collection, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": request.municipality.address(request.path),
        "type": "object",
        "title": found.title,
        "description": found.what,
        "properties": properties,
        "additionalProperties": False,
    }
