"""OGC API Features: what is public on the map, for machines; a browser gets the same as pages."""

import json
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.core.cache import caches
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kortet.municipalities.requests import TownRequest
from kortet.opendata import cursor, documents, links, openapi, queries, question
from kortet.opendata.answers import GEOJSON, OPENAPI, SCHEMA, document, now, open_data, wants_page
from kortet.opendata.catalogue import collection_named
from kortet.opendata.collection import Collection
from kortet.opendata.crs import CRS84, crs_named
from kortet.opendata.question import Question
from kortet.opendata.refusals import NothingThereError
from kortet.pins.models import Pin

COUNT_KEPT = 300  # seconds; it is kept under the content version


def told(request: TownRequest, template: str, said: dict[str, Any], kind: str = "application/json") -> HttpResponse:
    """As the page of a template, or as it is."""
    question.known(request.GET, "f")
    if wants_page(request):
        return render(request, f"opendata/{template}.html", {"said": said})
    return document(said, kind)


@open_data
def landing(request: TownRequest) -> HttpResponseBase:
    return told(request, "landing", documents.landing(request))


@open_data
def conformance(request: TownRequest) -> HttpResponseBase:
    return told(request, "conformance", documents.conformance(request))


@open_data
def api(request: TownRequest) -> HttpResponseBase:
    return told(request, "api", openapi.description(request.municipality), OPENAPI)


@open_data
def collections(request: TownRequest) -> HttpResponseBase:
    return told(request, "collections", documents.collections(request))


@open_data
def collection(request: TownRequest, name: str) -> HttpResponseBase:
    found = collection_named(request.municipality, name)
    return told(request, "collection", documents.collection(request.municipality, found))


@open_data
def queryables(request: TownRequest, name: str) -> HttpResponseBase:
    found = collection_named(request.municipality, name)
    return told(request, "schema", documents.queryables(request, found), SCHEMA)


@open_data
def schema(request: TownRequest, name: str) -> HttpResponseBase:
    found = collection_named(request.municipality, name)
    return told(request, "schema", documents.schema(request, found), SCHEMA)


@open_data
def items(request: TownRequest, name: str) -> HttpResponseBase:
    """A page of features, and the link to the next one."""
    found = collection_named(request.municipality, name)
    asked = question.read(request.GET, found)
    as_page = wants_page(request)
    rows = queries.features(asked.page, found, asked.crs)
    shown = [row[0] for row in rows[: asked.limit]]
    last = rows[asked.limit - 1][1:] if len(rows) > asked.limit else None
    facts = {"numberReturned": len(shown), "timeStamp": now(), "links": paging(request, found, last)}
    matched = count(request, asked)
    facts |= {} if matched is None else {"numberMatched": matched}
    if as_page:
        features = [json.loads(feature) for feature in shown]
        told = {"collection": found, "features": features, "facts": facts, "asked": request.GET}
        response = render(request, "opendata/items.html", told)
    else:
        members = json.dumps(facts, ensure_ascii=False)[1:]
        body = f'{{"type":"FeatureCollection","features":[{",".join(shown)}],{members}'
        response = HttpResponse(body, content_type=GEOJSON)
    response["Content-Crs"] = f"<{asked.crs.uri}>"
    return response


def paging(request: TownRequest, found: Collection, last: tuple[Any, ...] | None) -> list[links.Link]:
    """This page, the same as a page, the collection, and the next page if there is one."""
    town = request.municipality
    told = [
        *links.own(request, GEOJSON),
        links.link(links.address(town, "ogc_collection", found.id), "collection", "application/json"),
    ]
    if last is None:
        return told
    asked = {name: value for name, value in request.GET.items() if name != "cursor"} | {"cursor": cursor.written(last)}
    return [*told, links.link(f"{town.address(request.path)}?{urlencode(asked)}", "next", GEOJSON, _("den næste side"))]


def count(request: TownRequest, asked: Question) -> int | None:
    """How many there are in all: from the counters, or counted and kept under the content version."""
    town = request.municipality
    if asked.collection.counted and asked.named <= {"slags", "status"}:
        properties = asked.collection.by_name
        kind, status = (
            properties[name].codes.get(request.GET[name], "?") if name in asked.named else ""
            for name in ("slags", "status")
        )
        return queries.counted_pins(town.pk, [kind] if kind else list(Pin.Kind.values), status)
    if asked.collection.ends:
        return queries.count(asked.rows)
    words = sorted((name, value) for name, value in request.GET.items() if name not in ("limit", "cursor", "crs", "f"))
    key = sha256(
        f"{town.pk} {town.content_version} {asked.collection.id} {words} {get_language()}".encode()
    ).hexdigest()
    kept = caches["pages"].get(key, "none")
    if kept == "none":
        kept = queries.count(asked.rows)
        caches["pages"].set(key, kept, COUNT_KEPT)
    return kept


@open_data
def item(request: TownRequest, name: str, word: str) -> HttpResponseBase:
    found = collection_named(request.municipality, name)
    question.known(request.GET, *question.ON_ITEM)
    crs = crs_named(request.GET.get("crs", CRS84.uri), "crs")
    as_page = wants_page(request)
    rows = queries.features(found.find(found.rows, word.replace("\0", ""))[:1], found, crs)
    if not rows:
        raise NothingThereError(_("Der er intet med det navn i samlingen, eller det vises ikke mere."))
    town = request.municipality
    whole = links.link(links.address(town, "ogc_collection", found.id), "collection", "application/json", found.title)
    told = {"links": [*links.own(request, GEOJSON), whole]}
    if as_page:
        said = {"collection": found, "feature": json.loads(rows[0][0]), "links": told["links"]}
        response = render(request, "opendata/item.html", said)
    else:
        response = HttpResponse(f"{rows[0][0][:-1]},{json.dumps(told, ensure_ascii=False)[1:]}", content_type=GEOJSON)
    response["Content-Crs"] = f"<{crs.uri}>"
    return response
