"""A catalogue of the open data as DCAT-AP 3 (with what DCAT-AP-DK asks for), as JSON-LD and as Turtle.

One tree of plain values is written in two ways: {"@id", "@type", name: value}, where a value is a text, a reference,
another node, or a list of them. Names are `prefix:name` of PREFIXES. What is pointed to says its own kind, also where
it is the EU's word, so that the catalogue can be validated with nothing else at hand.
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
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "geo": "http://www.opengis.net/ont/geosparql#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA = "https://www.iana.org/assignments/media-types/"
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
        "dct:license": ref(LICENCE, "dct:LicenseDocument"),
        "dct:spatial": place(town),
        "foaf:homepage": ref(town.address("/"), "foaf:Document"),
        "dcat:themeTaxonomy": taxonomy(),
        "dcat:dataset": [dataset(town, each) for each in found],
        "dcat:service": services,
    }


def dataset(town: Municipality, found: Collection) -> Node:
    return {
        "@id": data_id(town, found),
        "@type": "dcat:Dataset",
        "dct:title": said(found.title),
        "dct:description": said(found.what),
        "dct:identifier": data_id(town, found),
        "dct:publisher": publisher(town),
        "dct:language": language(),
        "dct:accrualPeriodicity": ref(f"{AUTHORITY}frequency/CONT", "dct:Frequency"),
        "dct:spatial": place(town),
        "dcat:contactPoint": contact(town),
        "dcat:theme": theme(found),
        "dcat:landingPage": ref(address(town, "ogc_collection", found.id, f="html"), "foaf:Document"),
        "dcat:distribution": distributions(town, found),
    }


def place(town: Municipality) -> Node:
    """The municipality's outermost degrees: one place, that all of the catalogue points to."""
    west, south, east, north = bounds_of(town)
    ring = f"(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"
    box = {"@value": f"POLYGON{ring}", "@type": "geo:wktLiteral"}
    return {"@id": town.address("/data/katalog#sted"), "@type": "dct:Location", "dcat:bbox": box}


def theme(found: Collection) -> Node:
    """The EU's theme, by the EU's own name for it: a harvester that knows the list too must not read two names."""
    themes = {
        "arrangementer": ("EDUC", _("Uddannelse, kultur og sport")),
        "foreninger": ("SOCI", _("Befolkning og samfund")),
    }
    code, label = themes.get(found.id, ("REGI", _("Regioner og byer")))
    told = {"skos:prefLabel": said(label), "skos:inScheme": taxonomy()}
    return ref(f"{AUTHORITY}data-theme/{code}", "skos:Concept") | told


def taxonomy() -> Node:
    return ref(f"{AUTHORITY}data-theme", "skos:ConceptScheme") | {"dct:title": said(_("EU's emner for datasæt"))}


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
        told.append(distribution(address(town, "town_ics"), "iCalendar", "ICS", "text/calendar", ""))
    return told


def distribution(where: str, title: str, file_type: str, media: str, service: str) -> Node:
    told = {
        "@id": f"{where}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": said(title),
        "dcat:accessURL": ref(where),
        "dcat:mediaType": ref(MEDIA + media, "dct:MediaType"),
        "dct:format": ref(f"{AUTHORITY}file-type/{file_type}", "dct:MediaTypeOrExtent"),
        "dct:license": ref(LICENCE, "dct:LicenseDocument"),
    }
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
    """Of two kinds, because a validator that has not read vCard does not know that an organisation is a `Kind`."""
    there = {"vcard:fn": said(town.name), "vcard:hasURL": ref(address(town, "about"))}
    return {"@id": town.address("/data/katalog#kontakt"), "@type": ["vcard:Kind", "vcard:Organization"]} | there


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
    """Every fact of the tree as its own statement; what is said twice of a node is written once."""
    statements: list[str] = [f"@prefix {name}: <{where}> ." for name, where in PREFIXES.items()]
    state(node, statements)
    return "\n".join(dict.fromkeys(statements)) + "\n"


def state(node: Node, statements: list[str]) -> str:
    """Adds what is said of a node, and returns how it is called."""
    name = f"<{node['@id']}>"
    statements += [f"{name} a {kind} ." for kind in listed(node.get("@type", []))]
    for key, value in node.items():
        if not key.startswith("@"):
            statements += [f"{name} {key} {thing(each, statements)} ." for each in listed(value)]
    return name


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def thing(value: Any, statements: list[str]) -> str:
    if not isinstance(value, dict):
        return literal(value)
    if "@value" not in value:
        return state(value, statements)
    return literal(value["@value"]) + (f"@{value['@language']}" if "@language" in value else f"^^{value['@type']}")


def literal(text: str) -> str:
    """A Turtle string; JSON's escapes are among Turtle's."""
    return json.dumps(text, ensure_ascii=False)
