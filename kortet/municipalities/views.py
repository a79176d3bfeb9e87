"""The town's colours as a small stylesheet, so that no page needs inline style."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static

from kortet.municipalities.requests import TownRequest


def town_css(request: TownRequest) -> HttpResponse:
    """Overrides of static/tokens.css; its address carries the colours, so it may be kept for ever."""
    response = render(request, "municipalities/town.css", content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def favicon(request: TownRequest) -> HttpResponse:
    """Where browsers look for an icon when a page (Django's admin) names none."""
    return redirect(static("icon.svg"))
