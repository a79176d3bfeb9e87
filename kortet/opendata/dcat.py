"""A catalogue of the open data as DCAT-AP 3 (with what DCAT-AP-DK asks for), as JSON-LD and as Turtle.

One tree of plain values is written in two ways: {"@id", "@type", name: value}, where a value is a text, a reference,
another node, or a list of them. Names are `prefix:name` of PREFIXES.
"""

import json
from typing import Any

from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.municipalities.tongues import is_english
from kortet.opendata.catalogue import collections_of
from kortet.opendata.collection import Collection
from kortet.opendata.documents import LICENCE, SPEC, bounds_of
from kortet.opendata.links import address

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "locn": "http://www.w3.org/ns/locn#",
    "geo": "http://www.opengis.net/ont/geosparql#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA = "https://www.iana.org/assignments/media-types/"
THEMES = {"arrangementer": "EDUC", "foreninger": "SOCI"}  # of the EU's list; the others are regions and towns
LANGUAGES = {"da": "DAN", "en": "ENG"}
Node = dict[str, Any]


def catalogue(town: Municipality) -> Node:
    here, found = town.address("/data/katalog"), collections_of(town)
    services = [features_service(town, found), tiles_service(town, found)]
    return {
        "@id": here,
        "@type": "dcat:Catalog",
        "dct:title": said(_("Åbne data fra %(name)s") % {"name": town.name}),
        "dct:description": said(_("Det, som alle kan se på kortet: nåle, arrangementer, foreninger og områder.")),
        "dct:publisher": publisher(town),
        "dct:language": language(),
        "dct:license": ref(LICENCE),
        "foaf:homepage": ref(town.address("/")) | {"@type": "foaf:Document"},
        "dcat:dataset": [dataset(town, each) for each in found],
        "dcat:service": services,
    }


def dataset(town: Municipality, found: Collection) -> Node:
    west, south, east, north = bounds_of(town)
    ring = f"(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"
    box = {"@value": f"POLYGON{ring}", "@type": "geo:wktLiteral"}
    return {
        "@id": data_id(town, found),
        "@type": "dcat:Dataset",
        "dct:title": said(found.title),
        "dct:description": said(found.what),
        "dct:identifier": data_id(town, found),
        "dct:publisher": publisher(town),
        "dct:language": language(),
        "dct:accrualPeriodicity": ref(f"{AUTHORITY}frequency/CONT", "dct:Frequency"),
        "dct:spatial": {"@type": "dct:Location", "dcat:bbox": box},
        "dcat:contactPoint": contact(town),
        "dcat:theme": ref(f"{AUTHORITY}data-theme/{THEMES.get(found.id, 'REGI')}"),
        "dcat:landingPage": ref(address(town, "ogc_collection", found.id, f="html")) | {"@type": "foaf:Document"},
        "dcat:distribution": distributions(town, found),
    }


def distributions(town: Municipality, found: Collection) -> list[Node]:
    items, tiles = address(town, "ogc_items", found.id), address(town, "ogc_collection_tilejson", found.id)
    told = [
        distribution(items, "GeoJSON", "GEOJSON", "application/geo+json", features_id(town)),
        distribution(tiles, _("Vektorfliser"), "JSON", "application/json", tiles_id(town)),
    ]
    if found.id == "naale":
        told.append(distribution(address(town, "pins_atom"), "Atom", "ATOM", "application/atom+xml", ""))
        told.append(distribution(address(town, "pins_rss"), "GeoRSS", "RSS", "application/rss+xml", ""))
    if found.id == "arrangementer":
        told.append(distribution(address(town, "town_ics"), "iCalendar", "", "text/calendar", ""))
    return told


def distribution(where: str, title: str, file_type: str, media: str, service: str) -> Node:
    told = {
        "@id": f"{where}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": said(title),
        "dcat:accessURL": ref(where),
        "dcat:mediaType": ref(MEDIA + media, "dct:MediaType"),
        "dct:license": ref(LICENCE, "dct:LicenseDocument"),
    }
    told |= {"dct:format": ref(f"{AUTHORITY}file-type/{file_type}", "dct:MediaTypeOrExtent")} if file_type else {}
    return told | ({"dcat:accessService": ref(service)} if service else {})


def features_service(town: Municipality, found: list[Collection]) -> Node:
    return service(town, features_id(town), "OGC API – Features", f"{SPEC}ogcapi-features-1/1.0", found)


def tiles_service(town: Municipality, found: list[Collection]) -> Node:
    return service(town, tiles_id(town), "OGC API – Tiles", f"{SPEC}ogcapi-tiles-1/1.0", found)


def service(town: Municipality, name: str, title: str, standard: str, found: list[Collection]) -> Node:
    return {
        "@id": name,
        "@type": "dcat:DataService",
        "dct:title": said(f"{town.name}: {title}"),
        "dct:conformsTo": ref(standard, "dct:Standard"),
        "dct:license": ref(LICENCE, "dct:LicenseDocument"),
        "dct:publisher": publisher(town),
        "dcat:endpointURL": ref(address(town, "ogc")),
        "dcat:endpointDescription": ref(address(town, "ogc_api")),
        "dcat:servesDataset": [ref(data_id(town, each)) for each in found],
    }


def publisher(town: Municipality) -> Node:
    return {"@id": town.address("/data/katalog#udgiver"), "@type": "foaf:Agent", "foaf:name": said(town.name)}


def contact(town: Municipality) -> Node:
    there = {"@type": "vcard:Organization", "vcard:fn": said(town.name), "vcard:hasURL": ref(address(town, "about"))}
    return {"@id": town.address("/data/katalog#kontakt")} | there


def data_id(town: Municipality, found: Collection) -> str:
    return town.address(f"/data/katalog#{found.id}")


def features_id(town: Municipality) -> str:
    return town.address("/data/katalog#features")


def tiles_id(town: Municipality) -> str:
    return town.address("/data/katalog#fliser")


def language() -> Node:
    return ref(f"{AUTHORITY}language/{LANGUAGES[spoken()]}", "dct:LinguisticSystem")


def spoken() -> str:
    return "en" if is_english() else "da"


def said(text: str) -> Node:
    return {"@value": str(text), "@language": spoken()}


def ref(where: str, kind: str = "") -> Node:
    return {"@id": where} | ({"@type": kind} if kind else {})


def as_json_ld(node: Node) -> str:
    return json.dumps({"@context": PREFIXES} | node, ensure_ascii=False, indent=1)


def as_turtle(node: Node) -> str:
    """Every node of the tree as its own statement; one without an address is `_:` and a number."""
    statements: list[str] = [f"@prefix {name}: <{where}> ." for name, where in PREFIXES.items()]
    state(node, statements)
    return "\n".join(dict.fromkeys(statements)) + "\n"


def state(node: Node, statements: list[str]) -> str:
    """Adds what is said of a node, and returns how it is called."""
    name = f"<{node['@id']}>" if "@id" in node else f"_:b{len(statements)}"
    if "@type" in node:
        statements.append(f"{name} a {node['@type']} .")
    for key, value in node.items():
        for each in value if isinstance(value, list) else [value]:
            if not key.startswith("@"):
                statements.append(f"{name} {key} {thing(each, statements)} .")
    return name


def thing(value: Any, statements: list[str]) -> str:
    if not isinstance(value, dict):
        return literal(value)
    if "@value" not in value:
        return state(value, statements)
    return literal(value["@value"]) + (f"@{value['@language']}" if "@language" in value else f"^^{value['@type']}")


def literal(text: str) -> str:
    """A Turtle string; JSON's escapes are among Turtle's."""
    return json.dumps(text, ensure_ascii=False)
