"""Signing in at a provider: the way there, and the way back."""

import logging

from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from kortet.accounts.oidc import Conversation
from kortet.accounts.onward import wanted
from kortet.accounts.providers import provider_here
from kortet.municipalities.requests import TownRequest
from kortet.people.models import User
from kortet.people.shown import SECOND

log = logging.getLogger(__name__)


@require_POST
@never_cache
def to_provider(request: TownRequest, provider_id: str) -> HttpResponse:
    """Sends to the provider by a page, not by a redirect: the policy lets forms lead to nobody but us.

    What is asked for stands in the settings alone; nothing in the address adds to it.
    """
    told = provider_here(request.municipality, provider_id)
    talk = Conversation(request, told)
    asked = talk.get_provider().get_auth_params() | {"nonce": talk.new_nonce()}
    if request.user.is_authenticated:
        asked |= {"prompt": "login"}  # who shows once more who they are, shows it there too
    then = wanted(request) or None
    try:
        leads = talk.get_provider().redirect(request, AuthProcess.LOGIN, next_url=then, auth_params=asked)
    except (RequestException, KeyError, ValueError) as error:
        log.warning("oidc provider away", extra={"provider": told.name, "error": type(error).__name__})
        return render(request, "accounts/not_through.html", {"provider": told}, status=502)
    there = render(request, "accounts/onward.html", {"provider": told, "url": leads.headers["Location"]})
    there.headers["Refresh"] = f"0; url={leads.headers['Location']}"
    return there


@never_cache
def from_provider(request: TownRequest, provider_id: str) -> HttpResponse:
    """Who comes back is signed in; where the provider saw two factors, that is written down for the person it named."""
    talk = Conversation(request, provider_here(request.municipality, provider_id))
    answer: HttpResponse = OAuth2CallbackView.adapter_view(talk)(request)
    user = request.user
    if isinstance(user, User) and talk.named(user) and talk.told.shows_two_factors(talk.claims):
        record_authentication(request, user, SECOND, type="oidc")
    return answer
