"""Words in addresses: random ones, short where they are seen and long where only their owner has them; and names."""

import re
import secrets
from collections.abc import Iterable

from django.utils.text import slugify

DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa", "ß": "ss"})
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # without 0 o 1 l i, which are read wrongly aloud


def public_word() -> str:
    """A random word of seven letters for addresses: 31^7 = 2.7e10, so it tells neither order nor number."""
    return "".join(secrets.choice(LETTERS) for _ in range(7))


def secret_word() -> str:
    """A random word of 28 letters (138 bits): whoever has it may do what its address offers, so it is shown to one."""
    return "".join(secrets.choice(LETTERS) for _ in range(28))


def address_stem(name: str, *, longest: int) -> str:
    """A name as it stands in addresses: "Ældre Sagen Åby" is "aeldre-sagen-aaby"; empty where no letter is left."""
    return slugify(name.translate(DANISH))[:longest].rstrip("-")


def free_among(taken: Iterable[str], stem: str) -> str:
    """The stem itself, or the stem with the next number: "roklubben", "roklubben-2"."""
    taken = set(taken)
    if stem not in taken:
        return stem
    numbers = [int(found[1]) for word in taken if (found := re.fullmatch(rf"{re.escape(stem)}-(\d+)", word))]
    return f"{stem}-{max(numbers, default=1) + 1}"


def to_type(address: str) -> str:
    """An address as people type it: browsers know the rest, https:// and a slash at the end."""
    return address.partition("://")[2].rstrip("/")
