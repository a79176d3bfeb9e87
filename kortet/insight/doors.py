"""Who may come in: the municipality's planners. Whoever is not signed in is asked to; others find nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from kortet.municipalities.requests import TownRequest
from kortet.people.models import Role

View = Callable[..., HttpResponseBase]


def for_planners(view: View) -> View:
    """Pages that no cache keeps."""

    @wraps(view)
    def answer(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_signed_in(request):
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        if not request.user.is_in_role(request.municipality, Role.Kind.PLANNER):  # type: ignore[union-attr]  # signed in
            raise Http404
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return answer


def is_signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated
