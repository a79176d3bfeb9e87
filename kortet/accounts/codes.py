"""Codes by e-mail: sent to an address, typed in the browser that asked, ten minutes, five tries, once."""

import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from kortet.budgets.models import Budget

SECONDS, DIGITS, KEY, SALT = 600, 8, "accounts.code", "accounts.code"
TRIES = Budget("code.tries", most=5, seconds=2 * SECONDS)
USES = Budget("code.uses", most=1, seconds=2 * SECONDS)


def new_code() -> str:
    """Eight digits, for the number pad of a telephone: with five tries a guess is right once in twenty millions."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def spoken(code: str) -> str:
    """As a letter says it: 1234 5678."""
    return f"{code[:4]} {code[4:]}"


@dataclass(frozen=True)
class Waiting:
    """A code that this browser waits for. The session keeps a digest of it; `person` is who asked, if signed in."""

    to: str
    purpose: str
    then: str
    town: int
    person: int | None
    until: float
    word: str
    digest: str

    @classmethod
    def begin(
        cls, request: HttpRequest, *, to: str, purpose: str, then: str = "", town: int, person: int | None = None
    ) -> str:
        """Begins to wait, instead of for an earlier one; returns the code that is to be sent."""
        code, word = new_code(), secrets.token_urlsafe(16)
        facts: dict[str, Any] = {"to": to, "purpose": purpose, "then": then, "town": town, "person": person}
        waiting = cls(**facts, until=time.time() + SECONDS, word=word, digest=digest(word, code))
        request.session[KEY] = asdict(waiting)
        return code

    @classmethod
    def of(cls, request: HttpRequest) -> "Waiting | None":
        """What this browser waits for, if it is not too late."""
        kept = request.session.get(KEY)
        waiting = cls(**kept) if kept else None
        return waiting if waiting and waiting.until > time.time() else None

    def is_right(self, typed: str) -> bool:
        """Spends a try; the right code is right once, also where it is sent twice at the same time."""
        if not TRIES.spend(self.word):
            return False
        said = "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
        return constant_time_compare(digest(self.word, said), self.digest) and USES.spend(self.word)

    @property
    def has_tries(self) -> bool:
        return not TRIES.is_spent(self.word)


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def digest(word: str, code: str) -> str:
    return salted_hmac(SALT, f"{word} {code}", algorithm="sha256").hexdigest()
