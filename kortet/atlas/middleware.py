"""The short way for what an open map asks for all the time."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from kortet.municipalities.middleware import Answer, NulMiddleware, town_at
from kortet.static import TextGZipMiddleware

TILES, VERSION = "/fliser/", "/version.json"
ADDRESSES = "kortet.atlas.urls_machines"


class DataMiddleware:
    """Tiles and the content version go past sessions, forms, messages and the policy for pages: they are data, the same
    for everybody. A host that nobody has goes the long way.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.quick = TextGZipMiddleware(NulMiddleware(answer))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path.startswith(TILES) or path == VERSION:
            host = request.get_host()
            request.municipality = town_at(host.rpartition(":")[0] or host)  # type: ignore[attr-defined]  # read as TownRequest
            if request.municipality is not None:  # type: ignore[attr-defined]  # as above
                response: HttpResponseBase = self.quick(request)  # type: ignore[assignment]  # nothing here is asynchronous
                return response
        return self.get_response(request)


def answer(request: HttpRequest) -> HttpResponseBase:
    match = resolve(request.path_info, ADDRESSES)
    response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return response
