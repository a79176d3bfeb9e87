"""How often somebody may try to sign in. Each try is counted for a person, a network and in all, in PostgreSQL.

What an attacker uses up must not keep the owner out: a browser that its owner has signed in from before (`Known`) has
budgets of its own, and the sign-in at a municipality's provider and by passkey spends none of those of the password.
"""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from kortet.budgets.models import Budget
from kortet.budgets.networks import network_of

HOUR, QUARTER = 3600, 900
CODES_TO_ADDRESS = Budget("code.address", most=5, seconds=HOUR)
CODES_TO_ADDRESS_A_DAY = Budget("code.address.day", most=15, seconds=24 * HOUR)
CODES_FROM_NETWORK = Budget("code.network", most=60, seconds=HOUR)
CODES_FROM_KNOWN = Budget("code.known", most=5, seconds=HOUR)
CODES_IN_ALL = Budget("code.all", most=3000, seconds=HOUR)
TRIES_HERE = Budget("try.here", most=10, seconds=QUARTER)
TRIES_FROM_NETWORK = Budget("try.network", most=100, seconds=QUARTER)
TRIES_FOR_PERSON = Budget("try.person", most=50, seconds=HOUR)
TRIES_FROM_KNOWN = Budget("try.known", most=10, seconds=QUARTER)
SALT, DAYS = "accounts.known", 90


class Known:
    """A browser that a person has signed in from: a signed cookie with the person's number and a word of its own."""

    def __init__(self, request: HttpRequest) -> None:
        cookie = request.COOKIES.get(settings.KNOWN_COOKIE_NAME, "")
        try:
            self.person, self.word = signing.loads(cookie, salt=SALT, max_age=DAYS * 24 * HOUR)
        except (signing.BadSignature, TypeError, ValueError):
            self.person, self.word = 0, ""

    def word_of(self, person: int | None) -> str:
        """This browser's word where it is the person's; else nothing."""
        return str(self.word) if person and self.person == person else ""


def remember(response: HttpResponse, person: int) -> None:
    """Lets a browser be known from now on as one that its owner has signed in from."""
    response.set_cookie(
        settings.KNOWN_COOKIE_NAME,
        signing.dumps([person, get_random_string(22)], salt=SALT),
        max_age=DAYS * 24 * HOUR,
        httponly=True,
        samesite="Lax",
        secure=settings.IN_PRODUCTION,
    )


def may_send_code(request: HttpRequest, address: str, person: int | None) -> bool:
    """Spends what a letter with a code costs. The answer tells nothing of whether the address has an account."""
    if word := Known(request).word_of(person):
        return CODES_FROM_KNOWN.spend(word)
    if not (CODES_IN_ALL.spend() and CODES_FROM_NETWORK.spend(network_of(request))):
        return False
    return CODES_TO_ADDRESS.spend(address) and CODES_TO_ADDRESS_A_DAY.spend(address)


def may_try(request: HttpRequest, what: str, whom: object, person: int | None) -> bool:
    """Spends a try at a password or a second factor (`what`) of somebody (`whom`: what was typed, or their number)."""
    network = network_of(request)
    if word := Known(request).word_of(person):
        return TRIES_FROM_KNOWN.spend(what, word)
    spent: Any = (TRIES_FROM_NETWORK.spend(what, network), TRIES_HERE.spend(what, whom, network))
    return all(spent) and TRIES_FOR_PERSON.spend(what, whom)


def was_right(request: HttpRequest, what: str, whom: object) -> None:
    """A right one does not count against whom it was."""
    TRIES_HERE.forget(what, whom, network_of(request))
