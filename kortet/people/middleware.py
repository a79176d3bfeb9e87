"""Whom a session lets in."""

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from kortet.people.models import User
from kortet.people.shown import comes_from_staff, is_let_in

# Where somebody shows who they are: the doors, and the pages on which a second factor is set up.
DOORS = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "sign_in_again",
    "sign_in_code",
    "sign_in_staff",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
SEEN, EVERY = "seen", 600  # the session's note of when it was last used, in seconds


class LetInMiddleware:
    """Staff who have not shown a second factor are nobody, to every page but the doors: no page can forget to ask.

    Nothing is asked of a visitor without a session: public pages set no cookie and vary on none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(reverse("admin:index")) and not comes_from_staff(request):
            raise Http404
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            request.user = SimpleLazyObject(lambda: whom(request))  # type: ignore[assignment]  # as Django's own is
        return self.get_response(request)


def whom(request: HttpRequest) -> User | AnonymousUser:
    """Who is behind a session, where the page may know it."""
    user = get_user(request)
    if not isinstance(user, User):
        return AnonymousUser()
    if not is_let_in(request, user) and not is_door(request):
        return AnonymousUser()
    note_use(request)
    return user


def is_door(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).url_name in DOORS
    except Resolver404:
        return False


def note_use(request: HttpRequest) -> None:
    """Writes down when a session was last used, to ten minutes."""
    now = timezone.now()
    seen = request.session.get(SEEN)
    if seen is not None and now.timestamp() - seen > EVERY:
        request.session[SEEN] = now.timestamp()
        recently = now - timedelta(seconds=EVERY)
        mine = UserSession.objects.filter(session_key=request.session.session_key, last_seen_at__lt=recently)
        mine.update(last_seen_at=now)
