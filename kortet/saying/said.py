"""Text fields for what people say: one place for what is stripped, what is refused, and what is never kept."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.saying.personal import cpr_numbers

# Marks that turn the order of letters round (U+202A-E, U+2066-9) and letters without width that split or hide words.
KEEP_OUT = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
BREAKS = {0x2028: "\n", 0x2029: "\n", 0x85: "\n", 0xB: "\n", 0xC: "\n"}
BLANK = "\u2800\u3164\u115f\u1160\uffa0"  # letters by name, blank to the eye
MOST_MARKS = 8  # accents on one letter: more are a heap that covers the lines around it


def plain(text: str) -> str:
    """A person's words as they are kept; raises ValidationError where they cannot be, or may not be."""
    text = text.translate(KEEP_OUT).replace("\r\n", "\n").replace("\r", "\n").translate(BREAKS).strip()
    if any(unseen(letter) for letter in text) or heaped(text):
        raise ValidationError(_("Teksten indeholder tegn, der ikke kan vises. Skriv den igen."))
    if cpr_numbers(text):
        raise ValidationError(_("Det ligner et CPR-nummer. Slet det: personnumre må aldrig stå på kortet."))
    return text if any(visible(letter) for letter in text) else ""


def unseen(letter: str) -> bool:
    """Control characters, halves of letters, and code points that are none: no XML and no sheet can hold them."""
    return (unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t") or ord(letter) & 0xFFFE == 0xFFFE


def heaped(text: str) -> bool:
    """Whether accents are heaped upon a letter until they cover what stands around it."""
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if run > MOST_MARKS:
            return True
    return False


def visible(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "CZM" and letter not in BLANK


class SaidField(forms.CharField):
    """What a person says, over as many lines as it takes."""

    def to_python(self, value: Any) -> str:
        said = super().to_python(value) or ""
        if self.max_length is not None and len(said) > 2 * self.max_length:  # two signs end a line, one is kept
            return said  # refused for its length: a megabyte is not looked at letter by letter first
        return plain(said)


class LineField(SaidField):
    """What a person says on one line: a headline, a name."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).splitlines()).replace("\t", " ")
