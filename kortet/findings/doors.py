"""Who comes in to what a survey gave: those who run its process to all of it, everybody to what is published."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest
from kortet.people.doors import for_whom
from kortet.surveys.models import Survey

View = Callable[..., HttpResponseBase]


def for_designers(view: View) -> View:
    """A page for those who run the process of the address; the view is given the survey in place of slug and word."""

    @never_cache
    @for_whom(lambda request: bool(request.user.is_authenticated))
    @wraps(view)
    def guarded(request: TownRequest, slug: str, word: str, **kwargs: Any) -> HttpResponseBase:
        run = Survey.objects.designed_by(request.user, request.municipality).select_related("process__municipality")
        return view(request, get_object_or_404(run, process__slug=slug, word=word), **kwargs)

    return guarded


def published_survey(request: TownRequest, word: str) -> Survey:
    """A survey whose results are public in the municipality of the host; raises 404."""
    seen = Survey.objects.of(request.municipality).with_public_results().filter(word=word)
    survey = seen.select_related("process__municipality").first()
    if survey is None:
        raise Http404
    return survey
