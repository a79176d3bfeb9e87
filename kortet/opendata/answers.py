"""How an answer leaves: as JSON or as a page, kept by version, open to pages of other sites, refused in words."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from zlib import crc32

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from kortet.municipalities.requests import TownRequest
from kortet.opendata.refusals import NothingThereError, RefusedError

FORM = "1"  # raise it when the form of answers changes
SECONDS, SHARED = 30, 10  # that a browser and a proxy may keep an answer, as with the map's tiles
SLOT = 300  # seconds after which an answer is made anew: dates end without a change of the version
JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"
SCHEMA, PROBLEM = "application/schema+json", "application/problem+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
TILE = "application/vnd.mapbox-vector-tile"
ALLOWED = "GET, HEAD, OPTIONS"
OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Content-Crs, ETag, Link"}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
View = Callable[..., HttpResponseBase]


def open_data(view: View) -> View:
    """An address that anybody's program may read: GET, HEAD, and the question that a browser asks before."""

    @csrf_exempt
    @wraps(view)
    def answer(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204, headers={"Allow": ALLOWED} | PREFLIGHT)
        elif request.method not in ("GET", "HEAD"):
            response = problem(request, 405, _("Her kan kun læses."))
            response["Allow"] = ALLOWED
        else:
            response = kept(view, request, *args, **kwargs)
        for name, value in OPEN_TO_ALL.items():
            response[name] = value
        return response

    return answer


def kept(view: View, request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """The answer with its mark; 304 where the reader has it already."""
    etag = entity_tag(request)
    response = get_conditional_response(request, etag=etag) or refusable(view, request, *args, **kwargs)
    if response.status_code in (200, 204, 304):
        response["ETag"] = etag
        response["Cache-Control"] = f"public, max-age={SECONDS}, s-maxage={SHARED}"
        response["Vary"] = "Accept"
    return response


def refusable(view: View, request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except RefusedError as error:
        return problem(request, error.status, str(error))
    except Http404:
        return problem(request, NothingThereError.status, _("Her er ikke noget."))


def entity_tag(request: TownRequest) -> str:
    """Weak, because the answer may be compressed on its way, and tells when it was made."""
    town, slot = request.municipality, int(datetime.now(UTC).timestamp()) // SLOT
    asked = f"{FORM} {town.pk} {request.get_full_path()} {request.headers.get('Accept', '')}"
    return f'W/"{town.content_version}-{slot}-{crc32(asked.encode()):x}"'


def wants_page(request: TownRequest) -> bool:
    """`f` decides; without it a browser gets a page and every program JSON. Raises RefusedError for another `f`."""
    wanted = request.GET.get("f")
    if wanted not in (None, "json", "html"):
        raise RefusedError(_("f skal være json eller html."))
    if wanted:
        return wanted == "html"
    return request.get_preferred_type([JSON, GEOJSON, SCHEMA, HTML]) == HTML


def document(said: dict[str, Any], kind: str = JSON) -> HttpResponse:
    return HttpResponse(json.dumps(said, ensure_ascii=False, default=str), content_type=kind)


def problem(request: TownRequest, status: int, detail: str) -> HttpResponse:
    """A problem document (RFC 9457) with the `code` and `description` of OGC API Features 1.0."""
    titles = {400: _("Spørgsmålet kan ikke besvares"), 404: _("Findes ikke"), 405: _("Her kan kun læses")}
    said = {"type": "about:blank", "title": titles[status], "status": status, "detail": detail}
    if wants_page_of_problem(request):
        return render(request, "opendata/refused.html", said, status=status)
    names = {400: "InvalidParameterValue", 404: "NotFound", 405: "MethodNotAllowed"}
    response = document(said | {"code": names[status], "description": detail}, PROBLEM)
    response.status_code = status
    return response


def wants_page_of_problem(request: TownRequest) -> bool:
    try:
        return wants_page(request)
    except RefusedError:
        return False


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
