"""Which language and which municipality a request is about, from its address alone: no cookie."""

from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from kortet.municipalities.models import Municipality

Answer = Callable[[HttpRequest], HttpResponseBase]
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
WITHOUT_MUNICIPALITY = ("/healthz", "/static/")


class LanguageMiddleware:
    """`/en/…` is English, all else Danish. The address decides alone, so there is nothing to vary on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = "en" if request.path_info == "/en" or request.path_info.startswith("/en/") else "da"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class NulMiddleware:
    """No address of ours has a NUL in it, and PostgreSQL takes none: it is refused before anybody asks for it. Nor is
    any method answered that no page has: Django's views take TRACE for GET."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("400", content_type="text/plain")
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)


class MunicipalityMiddleware:
    """Sets `request.municipality` from the host; a host that nobody has is answered with 404."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(WITHOUT_MUNICIPALITY):
            found = town_asked(request)
            if found is None:
                return render(request, "municipalities/unknown.html", {"municipality": None}, status=404)
            request.municipality = found  # type: ignore[attr-defined]  # read as TownRequest
        return self.get_response(request)


def town_asked(request: HttpRequest) -> Municipality | None:
    """The municipality of the host that a request names, whatever the port."""
    host = request.get_host()
    return town_at(host.rpartition(":")[0] or host)


def town_at(host: str) -> Municipality | None:
    """The municipality of a host, each process's own copy of it kept for a second: every tile and page asks."""
    town: Municipality | None = caches["towns"].get(host)
    if town is None and (town := Municipality.objects.for_host(host)):
        caches["towns"].set(host, town)
    return town
