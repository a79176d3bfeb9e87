"""What in a text may tell too much of somebody: an e-mail address, a telephone number, where somebody lives.

Unlike a personal number it may stand there on purpose: who writes is asked, and who moderates is told.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from phonenumbers import Leniency, PhoneNumberMatcher

from kortet.saying.personal import as_read

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
# A house of somebody: that they live there, and a few words on a street with a number.
HOME = re.compile(
    r"\b(?i:bor|boede|hjemme|naboen?|naboer|genbo(?:en)?|min adresse|mit hus|vores hus|i live|my house|my address)\b"
    r"[^.!?\n]{0,40}?\b([A-ZÆØÅ][\w.]*(?:\s[A-ZÆØÅ][\w.]*){0,3}\s\d{1,3}\s?[a-zA-Z]?\b(?:,\s?\d{1,2}\.(?:\s?\w{1,3})?)?)"
)
MOST_NUMBERS = 20


class Hint(NamedTuple):
    """What kind of thing it looks like (email, phone or home), and the words themselves."""

    kind: str
    words: str

    def __str__(self) -> str:
        return NAMES[self.kind]() % {"words": self.words}


NAMES = {
    "email": lambda: _("e-mailadressen %(words)s"),
    "phone": lambda: _("telefonnummeret %(words)s"),
    "home": lambda: _("et hjem: %(words)s"),
}


def hints_in(text: str) -> list[Hint]:
    """What in the text its writer may not have meant to show everybody; each once."""
    return list(dict.fromkeys(found(as_read(text))))


def found(read: str) -> Iterator[Hint]:
    yield from (Hint("email", match.group().strip(".")) for match in EMAIL.finditer(read))
    numbers = PhoneNumberMatcher(read, "DK", leniency=Leniency.VALID, max_tries=MOST_NUMBERS)
    yield from (Hint("phone", match.raw_string) for match in numbers if not is_something_else(read, match.start))
    yield from (Hint("home", match[1].strip()) for match in HOME.finditer(read))


def is_something_else(read: str, start: int) -> bool:
    """Whether what stands before eight digits says that they are no telephone number."""
    return bool(
        re.search(r"(?:cvr|sag|journal|nr\. sag|kr|ean|matr)\W{0,12}(?:nr|nummer)?\W{0,4}$", read[:start].lower())
    )
