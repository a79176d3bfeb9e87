"""Links that people write: where one leads is what stands there.

A name before the host (`https://fjordby.dk@ond.example/`), a backslash and a host without a dot deceive about where one
is led, and are refused. Letters of other alphabets that look like ours stand as the net has them (xn--…).
"""

import re
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ValidationError
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

MOST_LETTERS = 300
HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def web_address(said: str) -> str:
    """A link as it is kept: https or http (https where none is said). Raises ValidationError in words."""
    address = said.strip()
    if not address:
        return ""
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address) or re.match(r"[^/:]+\.[^/:]+:\d", address):
        address = f"https://{address}"
    if not re.match(r"https?://", address, re.IGNORECASE):
        raise ValidationError(_("Skriv en adresse, der begynder med https://."))
    if not address.isprintable() or re.search(r"""[\s\\<>"']""", address):
        raise ValidationError(_("Adressen kan ikke læses. Kopiér den igen."))
    return tidy(parts_of(address))


def parts_of(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError as error:
        raise ValidationError(_("Adressen kan ikke læses. Kopiér den igen.")) from error
    if parts.username is not None or parts.password is not None:
        raise ValidationError(_("Adressen må ikke indeholde navn og adgangskode. Brug en, som alle må kende."))
    return parts


def tidy(parts: SplitResult) -> str:
    """With the host and the rest in the letters that addresses are made of."""
    try:
        host = (parts.hostname or "").rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        host = ""
    if not HOST.fullmatch(host):
        raise ValidationError(_("Adressen har ikke et navn som forening.dk. Kopiér den igen."))
    host += f":{parts.port}" if parts.port else ""
    address = iri_to_uri(parts._replace(scheme=parts.scheme.lower(), netloc=host).geturl())
    if len(address) > MOST_LETTERS:
        raise ValidationError(_("Adressen er for lang: højst %(most)s tegn.") % {"most": MOST_LETTERS})
    return address
