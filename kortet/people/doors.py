"""Who may come in to pages of staff: strangers are told that there is no such page; who is nobody may sign in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse

from kortet.municipalities.requests import TownRequest
from kortet.people.models import User
from kortet.people.shown import is_fresh

View = Callable[..., HttpResponseBase]


def for_roles(*kinds: str) -> Callable[[View], View]:
    """A page for those who have one of the roles in the municipality of the host; admins have every role.

    Who is not signed in is sent to do so; who is and may not, gets 404.
    """
    return for_whom(lambda request: request.user.is_in_role(request.municipality, *kinds))  # type: ignore[union-attr]  # signed in


def for_unlimited(*kinds: str) -> Callable[[View], View]:
    """As `for_roles`, for what is about the whole municipality: a role that is limited does not do."""
    return for_whom(lambda request: request.user.is_unlimited_in(request.municipality, *kinds))  # type: ignore[union-attr]  # signed in


def for_whom(may: Callable[[TownRequest], bool]) -> Callable[[View], View]:
    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("sign_in_staff"))
            if not may(request):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


def for_signed_in(view: View) -> View:
    """A page for who is signed in; who is not is sent to do so. What else is asked of them, the page itself asks."""
    return for_whom(lambda _request: True)(view)


def signed_in(request: TownRequest) -> User:
    """Who it is that came in by one of these doors; to be asked behind one of them."""
    assert isinstance(request.user, User), "behind a door nobody is a stranger"
    return request.user


def fresh_sign_in(view: View) -> View:
    """A sensitive step: who is signed in shows again who they are, unless they did in the last quarter of an hour.

    It says nothing of who may come in; who is nobody goes on to what says that.
    """

    @wraps(view)
    def guarded(request: TownRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not is_fresh(request):
            return redirect_to_login(request.get_full_path(), reverse("sign_in_again"))
        return view(request, *args, **kwargs)

    return guarded
