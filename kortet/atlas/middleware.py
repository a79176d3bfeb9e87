"""The short way for what an open map asks for all the time."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from kortet.municipalities.middleware import Answer, NulMiddleware, town_asked
from kortet.static import TextGZipMiddleware

TILES, VERSION = "/fliser/", "/version.json"
ADDRESSES = "kortet.atlas.urls_machines"


class DataMiddleware:
    """Tiles and the content version go past sessions, forms, messages and the policy for pages: they are data, the same
    for everybody. A host that nobody has goes the long way.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.quick: Answer = TextGZipMiddleware(NulMiddleware(answer))  # type: ignore[assignment]  # none is asynchronous

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path.startswith(TILES) or path == VERSION:
            town = town_asked(request)
            if town is not None:
                request.municipality = town  # type: ignore[attr-defined]  # read as TownRequest
                return self.quick(request)
        return self.get_response(request)


def answer(request: HttpRequest) -> HttpResponseBase:
    match = resolve(request.path_info, ADDRESSES)
    response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return response
