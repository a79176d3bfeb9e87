"""E-mail addresses as people have them: one form of each, and nothing that means another recipient to a mail server."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

# A dot-atom of ASCII (RFC 5321 §4.1.2, without quoted strings and address literals) before a host name with a dot.
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
LONGEST_LOCAL, LONGEST = 64, 254
SALT = "letters.address"


class MailField(forms.EmailField):
    """An address in its one form (`canonical`); refuses what only some mail servers would understand."""

    default_error_messages = {"invalid": _("Skriv e-mailadressen som navn@eksempel.dk.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": LONGEST} | kwargs))

    def clean(self, value: Any) -> str:
        return canonical(super().clean(str(value or "").strip().rstrip(".")))


def canonical(address: str) -> str:
    """The address with its host in small letters and ASCII; raises ValidationError where it is none."""
    if not address:
        return ""
    local, at, host = address.strip().rpartition("@")
    wrong = ValidationError(_("Skriv e-mailadressen som navn@eksempel.dk."), code="invalid")
    try:
        host = host.lower().encode("idna").decode()
    except UnicodeError as error:
        raise wrong from error
    labels = host.split(".")
    sound = at and LOCAL.fullmatch(local) and len(labels) > 1 and all(LABEL.fullmatch(label) for label in labels)
    if not sound or labels[-1].isdigit() or len(local) > LONGEST_LOCAL or len(local) + len(host) + 1 > LONGEST:
        raise wrong
    return f"{local}@{host}"


def mark_of(address: str) -> str:
    """A keyed digest of an address, the same for all its spellings: what counts letters without keeping addresses."""
    return salted_hmac(SALT, address.casefold(), algorithm="sha256").hexdigest()
