"""The address of a feed or another system as it may be written down.

Where it leads is looked at again each time (`safe_fetch`).
"""

from contextlib import suppress
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from kortet.safe_fetch import is_public

MOST_LETTERS = 500


def tidy(said: str) -> str:
    """As it is stored: https for the webcal of calendars, and letters beyond ASCII as addresses have them."""
    address = said.strip()
    for scheme in ("webcal://", "webcals://"):
        if address.lower().startswith(scheme):
            address = "https://" + address[len(scheme) :]
    return iri_to_uri(address) if address.isprintable() else address


def checked_address(address: str) -> None:
    """Raises ValidationError in plain words."""
    if not address.startswith("https://"):
        raise ValidationError(_("Skriv en adresse, der begynder med https://."))
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError as error:
        raise ValidationError(_("Adressen kan ikke læses. Kopiér den igen.")) from error
    if len(address) > MOST_LETTERS or not address.isprintable() or " " in address or "\\" in address:
        raise ValidationError(_("Adressen kan ikke læses. Kopiér den igen."))
    if parts.username is not None or parts.password is not None:
        raise ValidationError(_("Adressen må ikke indeholde navn og adgangskode. Brug en, som alle må kende."))
    _check_host(parts.hostname or "")


def _check_host(host: str) -> None:
    """A name with a dot, or an IP address of the open net; names that only a local network knows are refused."""
    with suppress(ValueError):
        if is_public(host):
            return
        raise ValidationError(_("Adressen ligger på et lukket net. Brug en, som alle kan se."))
    last = host.rstrip(".").rpartition(".")[2]
    if "." not in host.rstrip(".") or last.isdigit() or last.startswith("0x") or last in ("local", "localhost"):
        raise ValidationError(_("Adressen ligger på et lukket net. Brug en, som alle kan se."))
