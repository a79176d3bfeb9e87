"""What allauth asks of us: who may sign up, how letters are sent, how secrets are kept, where people go next."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kortet.accounts.budgets import remember
from kortet.accounts.devices import NO_ADDRESS
from kortet.accounts.given_roles import give_roles, roles_in
from kortet.accounts.notices import tell_of_account
from kortet.accounts.pictures import code_picture
from kortet.accounts.providers import provider_here
from kortet.enciphered import ciphers
from kortet.identity import Provider
from kortet.municipalities.requests import town_of
from kortet.municipalities.words import secret_word
from kortet.people.middleware import SEEN
from kortet.people.models import User
from kortet.people.shown import is_fresh

log = logging.getLogger(__name__)
FACTORS = "accounts.factors"  # what their secrets are enciphered for


def changes() -> dict[str, str]:
    """What allauth calls a change → how a letter tells of it. What is not here, no letter is sent about."""
    return {
        "mfa/email/totp_activated": _("En app til koder er sat op som dit andet bevis."),
        "mfa/email/totp_deactivated": _("Appen til koder er fjernet fra din konto."),
        "mfa/email/webauthn_added": _("En adgangsnøgle er føjet til din konto."),
        "mfa/email/webauthn_removed": _("En adgangsnøgle er fjernet fra din konto."),
        "mfa/email/recovery_codes_generated": _("Der er lavet nye nødkoder til din konto. De gamle virker ikke mere."),
    }


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by a form: an account is made by a code that was typed, an invitation or a provider."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Sessions are kept without where they come from."""
        return NO_ADDRESS

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Citizens stay signed in for a fortnight, staff for a working day (SESSION_COOKIE_AGE)."""
        request.session[SEEN] = timezone.now().timestamp()
        citizens = settings.CITIZENS_SESSION_DAYS * 24 * 3600
        request.session.set_expiry(settings.SESSION_COOKIE_AGE if user.is_staff else citizens)
        response = super().post_login(request, user, **kwargs)
        remember(response, user.pk)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return render(request, "accounts/closed.html", status=403)

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        if what := changes().get(template_prefix):
            tell_of_account(user, what, town_of(self.request))

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """What went wrong is said; what went well is seen on the page."""
        if level >= messages.ERROR:
            super().add_message(request, level, *args, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not is_fresh(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Our own page comes first, and says what there is; the others are where it leads to."""
        types = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
        names = ["sign_in_again"]
        names += ["mfa_reauthenticate"] if types - {Authenticator.Type.WEBAUTHN} else []
        names += ["mfa_reauthenticate_webauthn"] if Authenticator.Type.WEBAUTHN in types else []
        names += ["account_reauthenticate"] if not types and user.has_usable_password() else []
        return [{"id": name, "description": "", "url": reverse(name)} for name in names]


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are enciphered with the SECRET_KEY, and staff keep at least one."""

    def encrypt(self, text: str) -> str:
        return ciphers(FACTORS).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return ciphers(FACTORS).decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return town_of(context.request).name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": town_of(context.request).name}

    def build_totp_svg(self, url: str) -> str:
        return code_picture(url)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        user: Any = authenticator.user
        others = Authenticator.objects.filter(user=user).exclude(pk=authenticator.pk)
        return not user.is_staff or others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002  (allauth's)
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Nøgle %(number)s") % {"number": count + 1}


class OidcAdapter(DefaultSocialAccountAdapter):
    """People who come from a provider: an account of their own, known by what the provider calls them."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Staff have the roles that their groups give; who has none is not let in, and loses what they had."""
        told, kinds = self.said_of(sociallogin)
        if not told.for_staff:
            return
        if sociallogin.is_existing:
            give_roles(sociallogin.user, told, kinds)
        if not kinds:
            raise ImmediateHttpResponse(render(request, "accounts/no_role.html", {"provider": told}, status=403))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """A user name of ours: what a provider calls somebody may be what somebody else is called here."""
        user: User = sociallogin.user
        user.username, user.email = secret_word(), str(data.get("email") or "")[:254]
        user.first_name = str(data.get("name") or "")[:150]
        sociallogin.email_addresses = []  # nobody has shown us that it is theirs
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Keeps the person and who they are there; allauth would note the address as one to be confirmed."""
        user: User = sociallogin.user
        user.save()
        sociallogin.account.user = user
        sociallogin.account.save()
        told, kinds = self.said_of(sociallogin)
        if told.for_staff:
            give_roles(user, told, kinds)
        return user

    def said_of(self, sociallogin: Any) -> tuple[Provider, set[str]]:
        told = provider_here(town_of(context.request), sociallogin.account.provider)
        return told, roles_in(told, sociallogin.account.extra_data["id_token"])

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """One page for all that goes wrong; the log has the kind of error and none of the words."""
        error = kwargs.get("exception") or kwargs.get("error") or ""
        log.warning("oidc sign-in failed", extra={"provider": provider.app.provider_id, "error": type(error).__name__})
        raise ImmediateHttpResponse(render(request, "accounts/not_through.html", {"provider": provider}, status=403))
