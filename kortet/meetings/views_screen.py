"""The screen in the hall: a page, and its changing pieces, which it asks for once a second."""

from hashlib import sha256

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kortet.meetings.doors import seen_here
from kortet.meetings.screen import Screen
from kortet.municipalities.requests import TownRequest
from kortet.places.town_map import town_map


@never_cache
@require_safe
def screen(request: TownRequest, slug: str, word: str) -> HttpResponse:
    """The whole screen. It is for all: what is on it may be seen."""
    meeting = seen_here(request, slug, word)
    screen = Screen(meeting)
    told = town_map(request) | {"tiles": ""}
    context = {"meeting": meeting, "screen": screen, "map": told | {"bounds": screen.bounds or told["bounds"]}}
    return render(request, "meetings/screen.html", context)


@require_safe
def pieces(request: TownRequest, slug: str, word: str) -> HttpResponseBase:
    """What changes on it, as a page of pieces; with an ETag of its content, so that no news is a few bytes."""
    meeting = seen_here(request, slug, word)
    html = render_to_string("meetings/_pieces.html", {"meeting": meeting, "screen": Screen(meeting)}, request)
    etag = f'"{sha256(html.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(html)
    response.headers["ETag"], response.headers["Cache-Control"] = etag, "private, no-cache"
    return response
