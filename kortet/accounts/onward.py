"""Where somebody goes once they are in: where they wanted to, on this host, else to what is theirs."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from kortet.people.models import User
from kortet.people.shown import is_let_in


def wanted(request: HttpRequest) -> str:
    """`next` of a form or an address; empty where it is missing or leads to another host."""
    said = str(request.POST.get("next") or request.GET.get("next") or "")
    is_ours = url_has_allowed_host_and_scheme(said, {request.get_host()}, require_https=request.is_secure())
    return said if is_ours and "\0" not in said else ""


def with_next(name: str, then: str) -> str:
    """The address of a page, which hands on where somebody wanted to go."""
    return reverse(name) + (f"?{urlencode({'next': then})}" if then else "")


def come_in(request: HttpRequest, user: User, method: str, then: str, **facts: Any) -> HttpResponse:
    """Signs somebody in who has shown one factor; allauth asks for the second where there is one."""
    record_authentication(request, user, method, **facts)
    return perform_login(request, Login(user=user, redirect_url=then or reverse("my_page")))


def for_whom_is_in(request: HttpRequest, then: str) -> HttpResponse | None:
    """Where somebody goes who is signed in already; staff who lack a second factor, to where it is set up."""
    user = request.user
    if not isinstance(user, User):
        return None
    return redirect(then or "my_page") if is_let_in(request, user) else redirect("mfa_index")


def too_many(request: HttpRequest) -> HttpResponse:
    """Somebody tried too often: they are told to wait, and nothing of whom they tried to be."""
    answer = render(request, "accounts/too_many.html", status=429)
    answer.headers["Retry-After"] = "900"
    return answer
