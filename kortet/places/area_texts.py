"""Codes, names and numbers as files write them, made into what is stored. Codes are text: leading zeros stay."""

import unicodedata
from typing import Any

from django.utils.translation import gettext as _

LARGEST = 2**31 - 1
UNKEPT = {"Cc", "Cs", "Cn"}  # control characters, halves of letters, letters that do not exist


class TextError(Exception):
    """What is wrong with a value; the text goes on after "Række 7 …"."""


def clean(value: Any, *, column: str, what: str, longest: int) -> str:
    """The value as one line of text; raises TextError when there is none, or none that can be kept."""
    text = " ".join(as_text(value).split())
    facts = {"what": what, "column": column, "longest": longest}
    if not text:
        raise TextError(_("har %(what)s (kolonnen %(column)s er tom)") % facts)
    if any(unicodedata.category(letter) in UNKEPT for letter in text):
        raise TextError(_("har tegn i %(column)s, som ikke kan gemmes") % facts)
    if len(text) > longest:
        raise TextError(_("har mere end %(longest)s tegn i %(column)s") % facts)
    return unicodedata.normalize("NFC", text)


def as_text(value: Any) -> str:
    """A number without decimals is written without: some formats turn whole numbers into 12.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def count_of(value: Any) -> int | None:
    """A number of people, or None where the cell is empty; raises TextError for anything else."""
    text = as_text(value).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:11]) <= LARGEST):
        raise TextError(_("har indbyggertallet “%(text)s”, som ikke er et helt tal") % {"text": text[:40]})
    return int(text)
