"""The conversation with an OIDC provider: allauth's, with what it leaves open closed.

The ID token's signature is always checked, and its nonce. Claims that are not wanted are dropped before anything reads,
keeps or logs them: a MitID broker may send a personal number unasked.
"""

import secrets
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from kortet.identity import Provider
from kortet.people.models import User
from kortet.saying.personal import cpr_numbers

NONCE = "accounts.nonce"


class Conversation(OpenIDConnectOAuth2Adapter):
    """One sign-in by one provider; `claims` are those that were wanted, `login` whom it named."""

    def __init__(self, request: HttpRequest, told: Provider) -> None:
        super().__init__(request, told.name)
        self.told, self.claims, self.login = told, dict[str, Any](), None

    def new_nonce(self) -> str:
        """What the ID token has to say again: it is made for this browser."""
        self.request.session[NONCE] = nonce = secrets.token_urlsafe(24)
        return nonce

    def named(self, user: User) -> bool:
        """Whether the provider named this person."""
        return self.login is not None and self.login.user.pk == user.pk

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Whom the ID token names; raises OAuth2Error or PermissionDenied, which are told as "it did not work"."""
        try:
            claims = self._decode_id_token(app, kwargs["response"]["id_token"])
        except (KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("no sound ID token") from error
        nonce = self.request.session.pop(NONCE, "")
        if not nonce or not constant_time_compare(str(claims.get("nonce", "")), nonce):
            raise OAuth2Error("the ID token is of another sign-in")
        self.claims = self.wanted(claims)
        self.login = self.get_provider().sociallogin_from_response(request, {"id_token": self.claims})
        return self.login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """allauth skips the signature where the token came straight from the provider; we do not."""
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )

    def wanted(self, claims: dict[str, Any]) -> dict[str, Any]:
        """The claims that are kept. Somebody who is called by their personal number is not let in at all."""
        subject = str(claims.get("sub", ""))
        if not subject or is_personal(subject):
            raise PermissionDenied
        kept = {name: claims[name] for name in self.told.kept_claims if name in claims}
        return {name: value for name, value in kept.items() if not is_personal(value)}


def is_personal(value: Any) -> bool:
    return bool(cpr_numbers(str(value)))
