"""Who comes to the planner's desk: planners and case workers of the municipality; strangers find nothing there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.urls import reverse

from kortet.municipalities.requests import TownRequest
from kortet.people.models import Role

DESK = (Role.Kind.PLANNER, Role.Kind.CASE_WORKER)
View = Callable[..., HttpResponse]


def planners_only(view: View) -> View:
    """Who is not signed in is sent to do so; who is and may not, is told that there is no such page."""

    @wraps(view)
    def guarded(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse(settings.LOGIN_URL))
        if not request.user.is_in_role(request.municipality, *DESK):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
