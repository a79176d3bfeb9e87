"""Who somebody without an account is: a random word in a signed cookie of this browser, set when it is first needed."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

SECONDS = 60 * 60 * 24 * 365
SALT = "pins.visitor"


class Visitor:
    """The person behind a request: the one who is signed in, or the browser."""

    def __init__(self, request: HttpRequest) -> None:
        self.user = request.user
        known = request.get_signed_cookie(settings.VISITOR_COOKIE_NAME, default="", salt=SALT, max_age=SECONDS)
        self.is_new = not (known or self.user.is_authenticated)
        self.word = str(known) or secrets.token_urlsafe(16)

    @property
    def person(self) -> str:
        """What is stored of them: a keyed digest, so that a copy of the table leads to no browser and to no account."""
        return person_of(self.user.pk) if self.user.is_authenticated else digest(f"browser {self.word}")

    def remember(self, response: HttpResponse) -> None:
        """Sets the cookie, where one is needed."""
        if self.is_new:
            response.set_signed_cookie(
                settings.VISITOR_COOKIE_NAME,
                self.word,
                salt=SALT,
                max_age=SECONDS,
                httponly=True,
                samesite="Lax",
                secure=settings.IN_PRODUCTION,
            )


def person_of(user: int) -> str:
    """The digest of a person with an account (its row number), as it stands at what they support and say."""
    return digest(f"user {user}")


def digest(said: str) -> str:
    return salted_hmac(SALT, said, algorithm="sha256").hexdigest()
