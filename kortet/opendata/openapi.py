"""The description of all addresses as OpenAPI 3.0: each collection by name, so that clients see what it is asked by."""

from typing import Any

from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.municipalities.tongues import is_english
from kortet.opendata import question
from kortet.opendata.answers import GEOJSON, HTML, JSON, OPENAPI, PROBLEM, SCHEMA, TILE
from kortet.opendata.catalogue import collections_of
from kortet.opendata.collection import SCHEMAS, Collection
from kortet.opendata.cql_words import MOST_LETTERS
from kortet.opendata.crs import CRS84, SPOKEN
from kortet.opendata.documents import LICENCE
from kortet.opendata.openapi_schemas import COMPONENTS
from kortet.places.tiles import DEEPEST

QUAD = "WebMercatorQuad"


def description(town: Municipality) -> dict[str, Any]:
    found = collections_of(town)
    paths = common_paths() | tile_paths("/tiles", ".dataset.vector.", _("alt på kortet"))
    for each in found:
        paths |= collection_paths(each)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": _("Åbne data fra %(name)s") % {"name": town.name},
            "description": _("Nåle, arrangementer, foreninger og områder: det, som alle kan se på kortet."),
            "version": "1.0.0",
            "license": {"name": "CC BY 4.0", "url": LICENCE},
        },
        "servers": [{"url": town.address("/en/ogc" if is_english() else "/ogc")}],
        "paths": paths,
        "components": COMPONENTS | {"parameters": shared_parameters()},
    }


def common_paths() -> dict[str, Any]:
    return {
        "/": reading("getLandingPage", _("Begyndelsen"), answer(JSON, "landingPage")),
        "/conformance": reading("getConformance", _("Hvilke standarder der følges"), answer(JSON, "confClasses")),
        "/api": reading("getApi", _("Denne beskrivelse"), answer(OPENAPI, "anything")),
        "/collections": reading("getCollections", _("Samlingerne"), answer(JSON, "collections")),
        "/tileMatrixSets": reading("getTileMatrixSetsList", _("Flisernes net"), answer(JSON, "anything")),
        f"/tileMatrixSets/{QUAD}": reading("getTileMatrixSet", _("Nettet"), answer(JSON, "anything")),
        "/style": reading("getStyle", _("Stil til MapLibre"), only("application/vnd.mapbox.style+json", "anything")),
    }


def collection_paths(found: Collection) -> dict[str, Any]:
    here, name = f"/collections/{found.id}", found.id.title().replace("-", "")
    page, one = dict(answer(GEOJSON, "featureCollection")), dict(answer(GEOJSON, "feature"))
    page["headers"] = one["headers"] = {"Content-Crs": {"schema": {"type": "string"}}}
    word = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
    paths = {
        here: reading(f"describe{name}", found.what, answer(JSON, "collection")),
        f"{here}/items": reading(f"get{name}", found.what, page, items_parameters(found)),
        f"{here}/items/{{featureId}}": reading(f"get{name}One", found.title, one, [word, shared("crs")], may_miss=True),
        f"{here}/queryables": reading(f"queryables{name}", _("Hvad der kan spørges om"), answer(SCHEMA, "anything")),
        f"{here}/schema": reading(f"schema{name}", _("Hvad der fortælles"), answer(SCHEMA, "anything")),
    }
    return paths | tile_paths(f"{here}/tiles", f".{found.id}.vector.", found.title)


def tile_paths(here: str, operation: str, title: str) -> dict[str, Any]:
    whole = {"type": "integer", "minimum": 0}
    numbers = [
        {"name": name, "in": "path", "required": True, "schema": whole | {"maximum": most}}
        for name, most in (("tileMatrix", DEEPEST), ("tileRow", 2**DEEPEST - 1), ("tileCol", 2**DEEPEST - 1))
    ]
    tile = reading(f"{operation}getTile", title, only(TILE, "binary"), numbers, may_miss=True)
    tile["get"]["responses"]["204"] = {"description": _("Der er ikke noget i flisen.")}
    return {
        here: reading(f"{operation}getTileSetsList", title, answer(JSON, "anything")),
        f"{here}/{QUAD}": reading(f"{operation}getTileSet", title, answer(JSON, "anything")),
        f"{here}/{QUAD}/tilejson": reading(f"{operation}getTileJson", title, only(JSON, "anything")),
        f"{here}/{QUAD}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}": tile,
    }


def reading(
    name: str,
    what: str,
    told: dict[str, Any],
    parameters: list[dict[str, Any]] | None = None,
    *,
    may_miss: bool = False,
) -> dict[str, Any]:
    """One address: GET, and what it may answer."""
    refused = {"description": _("Spørgsmålet kan ikke besvares: “detail” siger hvorfor."), "content": problems()}
    answers = {"200": told, "304": {"description": _("Uændret, siden ETag blev givet.")}, "400": refused}
    answers["414"] = {"description": _("Adressen er længere, end serveren læser.")}
    if may_miss:
        answers["404"] = {"description": _("Findes ikke, eller vises ikke mere."), "content": problems()}
    asked = [*(parameters or []), *([shared("f")] if HTML in told["content"] else [])]
    return {"get": {"operationId": name, "summary": what, "parameters": asked, "responses": answers}}


def problems() -> dict[str, Any]:
    problem = {"schema": {"$ref": "#/components/schemas/problem"}}
    text = {"schema": {"type": "string"}}
    return {PROBLEM: problem, HTML: text, "text/plain": text}  # plain where a NUL is refused before anybody looks


def answer(kind: str, schema: str) -> dict[str, Any]:
    told = only(kind, schema)
    told["content"][HTML] = {"schema": {"type": "string"}}
    return told


def only(kind: str, schema: str) -> dict[str, Any]:
    return {"description": "OK", "content": {kind: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


def shared(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/parameters/{name}"}


def items_parameters(found: Collection) -> list[dict[str, Any]]:
    """All that the question may say; whatever else it says is refused."""
    own = [shared(name) for name in question.OWN if name != "f"]
    properties = [parameter(each.name, each.what, asked_as(each.kind, each.schema)) for each in found.properties]
    return [*own, *properties]


def asked_as(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A time may be asked for by its day as well, and a choice by a word that nobody knows: it finds nothing."""
    if kind == "time":
        return {"type": "string"}
    if kind == "integer":
        return {"type": "integer", "minimum": -(question.BIGGEST - 1), "maximum": question.BIGGEST - 1}
    return dict(SCHEMAS[kind])


def parameter(name: str, what: str, schema: dict[str, Any], *, explode: bool = True) -> dict[str, Any]:
    told = {"name": name, "in": "query", "description": what, "required": False, "schema": schema, "style": "form"}
    return told | {"explode": explode}


def shared_parameters() -> dict[str, Any]:
    crs = {"type": "string", "format": "uri", "enum": [each.uri for each in SPOKEN], "default": CRS84.uri}
    limit = {"type": "integer", "minimum": 1, "maximum": question.MOST, "default": question.LIMIT}
    box = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
    language = {"type": "string", "enum": list(question.LANGUAGES), "default": question.LANGUAGES[0]}
    longest = {"type": "string", "maxLength": MOST_LETTERS}
    told = [
        parameter(
            "limit", _("Hvor mange på en side; er det flere end det højeste, gives det højeste."), limit, explode=False
        ),
        parameter("bbox", _("Vest, syd, øst, nord; i grader, hvis bbox-crs ikke siger andet."), box, explode=False),
        parameter("bbox-crs", _("Hvilket koordinatsystem bbox er i"), crs),
        parameter("crs", _("Hvilket koordinatsystem svaret er i"), crs),
        parameter(
            "datetime",
            _("Et tidspunkt, en dag eller to med / imellem; .. er åbent."),
            {"type": "string"},
            explode=False,
        ),
        parameter("filter", _("Et filter i CQL2"), longest),
        parameter("filter-lang", _("Om filter er tekst eller JSON"), language),
        parameter("filter-crs", _("Hvilket koordinatsystem filter er i"), crs),
        parameter("cursor", _("Hvor den forrige side endte; følg linket “next”."), {"type": "string"}),
        parameter("f", _("json eller html; ellers bestemmer Accept."), {"type": "string", "enum": ["json", "html"]}),
    ]
    return {each["name"]: each for each in told}
