"""Who may come in: who works at the planner's desk (kortet.selections.staff). No cache keeps what they see."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase

from kortet.municipalities.requests import TownRequest
from kortet.selections.staff import planners_only

View = Callable[..., Any]


def for_planners(view: View) -> Callable[..., HttpResponseBase]:
    guarded = planners_only(view)

    @wraps(view)
    def answer(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = guarded(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return answer
