"""Second factors: allauth's views, with our budgets on what can be guessed. Setting one up shows it, too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import unstash_login
from allauth.mfa.base import views as base
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy

from kortet.accounts.budgets import may_try, was_right
from kortet.accounts.onward import too_many
from kortet.people.models import User
from kortet.people.shown import SECOND

View = Callable[..., HttpResponseBase]


def counted(view: View) -> View:
    """Each try at a second factor or a password is counted for the person; a right one is not held against them."""

    @wraps(view)
    def tried(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        person = person_of(request)
        if not may_try(request, "factor", person, person):
            return too_many(request)
        answer = view(request, *args, **kwargs)
        if answer.status_code == 302:
            was_right(request, "factor", person)
        return answer

    return tried


def person_of(request: HttpRequest) -> int:
    """Who is signed in, or halfway in: the password was right, the second factor is asked for. 0 where nobody is."""
    if request.user.is_authenticated:
        return int(request.user.pk)
    halfway = unstash_login(request, peek=True)
    return int(halfway.user.pk) if halfway and halfway.user else 0


class SetUpApp(totp.ActivateTOTPView):
    """An authenticator app: its first code shows that it is there."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        shown(self.request, "totp")
        return answer


class AddKey(webauthn.AddWebAuthnView):
    """A passkey, which is always asked to see who uses it, so that it is two factors in one."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        shown(self.request, "webauthn")
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = super().get_context_data(**kwargs)
        told["js_data"] = {"creation_options": webauthn.auth.begin_registration(self.request.user, passwordless=True)}
        return told


class RemoveKey(webauthn.RemoveWebAuthnView):
    """Takes a passkey away."""

    success_url = reverse_lazy("mfa_index")


def shown(request: HttpRequest, kind: str) -> None:
    user = request.user
    if isinstance(user, User):
        record_authentication(request, user, SECOND, type=kind)


authenticate = counted(base.authenticate)
reauthenticate = counted(base.reauthenticate)
reauthenticate_by_key = counted(webauthn.reauthenticate_webauthn)
set_up_app = counted(SetUpApp.as_view())
add_key = AddKey.as_view()
remove_key = RemoveKey.as_view()
