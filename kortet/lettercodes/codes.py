"""Letter codes: what they look like, how a slip of the pen is told without asking the database, and what is kept.

Twelve signs of 31 that are not read for one another: eleven are random (31^11 = 2.5e16, 54 bits), the last is a check.
The sum of the signs, each times its place, is divisible by 31, a prime: so any one wrong sign and any two that changed
places are noticed, wherever they stand. Why 54 bits, and why scrypt: docs/decisions/0039-ballots.md.
"""

import hashlib
import secrets
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH, GROUP = 12, 4
SALT_BYTES = 16
COST, BLOCK = 2**10, 8  # scrypt's n and r: 1 MiB for each guess


def new_code() -> str:
    """A random code, without hyphens."""
    random = [secrets.randbelow(len(SIGNS)) for _place in range(LENGTH - 1)]
    return "".join(SIGNS[value] for value in [*random, weighted(random)])


def new_codes(number: int) -> list[str]:
    """So many that differ, in the order of the sheet."""
    codes: dict[str, None] = {}
    while len(codes) < number:
        codes[new_code()] = None
    return list(codes)


def weighted(values: list[int]) -> int:
    """The sum of values times 1, 2, 3 … modulo 31; what the last sign of a code repeats."""
    return sum(place * value for place, value in enumerate(values, 1)) % len(SIGNS)


def grouped(code: str) -> str:
    """As it is printed and read aloud: ABCD-EFGH-JKMN."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(said: str) -> str:
    """The code as somebody typed it, in whatever case and groups; raises ValidationError with what to look at."""
    shown = unicodedata.normalize("NFKC", said[:200]).upper()
    code = "".join(sign for sign in shown if not sign.isspace() and unicodedata.category(sign) != "Pd")
    if not code:
        raise ValidationError(_("Skriv koden fra brevet."))
    if strange := next((sign for sign in code if sign not in SIGNS), None):
        raise ValidationError(_("En kode har aldrig tegnet %(sign)s. Se på brevet igen."), params={"sign": strange})
    if len(code) != LENGTH:
        raise ValidationError(_("En kode har 12 tegn; her er der %(n)s. Se på brevet igen."), params={"n": len(code)})
    *values, check = (SIGNS.index(sign) for sign in code)
    if weighted(values) != check:
        raise ValidationError(_("Der er en slåfejl i koden. Se på brevet igen, tegn for tegn."))
    return code


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def digests(salt: bytes, code: str) -> list[str]:
    """What a code may be kept as: by today's SECRET_KEY first, then by the earlier ones."""
    return [digest(salt, code, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def digest(salt: bytes, code: str, key: str) -> str:
    """scrypt (RFC 7914) of the code, under a salt of its ballot or survey and a key that is not in the database."""
    # Named as it was when only ballots had codes: another name, and no letter that is out would be known.
    keyed = salted_hmac("ballots.code", salt.hex(), secret=key, algorithm="sha256").digest()
    return hashlib.scrypt(code.encode(), salt=keyed, n=COST, r=BLOCK, p=1, dklen=32).hex()
