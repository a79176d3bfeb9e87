"""What people call places: how typed words are read, and how a place is said in words."""

import re
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

LONGEST = 100
# "Havnegade 12 B Fjordby": the name, the house number with its letter, and what follows (town or postcode).
WITH_NUMBER = re.compile(
    r"^(?P<name>\S.*?\D)\s*\b(?P<house>\d{1,4})\s?(?P<letter>[a-zæøå]?)\b(?P<rest>.*)$", re.IGNORECASE
)
TYPED_FOR_OE, TYPED_FOR_AA = re.compile(r"o(?!e)"), re.compile(r"(?<!a)a(?!a|e)")


class Found(NamedTuple):
    """One answer of the place search: `lon` and `lat` in EPSG:4326; `code`, and the layer's, only for areas."""

    kind: str
    text: str
    detail: str
    lon: float
    lat: float
    code: str
    layer: str = ""


class Words(NamedTuple):
    """What somebody typed: the words to look for, the name in them, the house number ("12B" or none), and the town."""

    words: str
    name: str
    number: str
    town: str

    @classmethod
    def read(cls, typed: str) -> "Words":
        """Reads "Havnegade 12 b, 8000 Fjordby"; NUL and double spaces are taken out, 100 characters are looked at."""
        said, _comma, town = " ".join(typed.replace("\0", " ").split())[:LONGEST].partition(",")
        address = WITH_NUMBER.match(said)
        if address is None:
            return cls(said.strip(), said.strip(), "", town.strip())
        number = address["house"] + address["letter"].upper()
        name = address["name"].strip()
        return cls(f"{name} {number}", name, number, town.strip() or address["rest"].strip())

    @property
    def beginning(self) -> str:
        """The words as a LIKE pattern: what has a meaning there stands for itself."""
        return re.sub(r"([\\%_])", r"\\\1", self.words)

    @property
    def retyped(self) -> str:
        """The name with "oe" where "o" was typed for ø, else with "aa" where "a" was typed for å, as folding does."""
        small = self.name.lower()
        return TYPED_FOR_OE.sub("oe", small) if TYPED_FOR_OE.search(small) else TYPED_FOR_AA.sub("aa", small)

    @property
    def is_short(self) -> bool:
        """One or two letters say too little to be compared by sound."""
        return len(self.name) < 3

    @property
    def is_empty(self) -> bool:
        return not any(letter.isalnum() for letter in self.name)


def in_words(found: dict[str, Any], neighbourhood: str) -> str:
    """ "Ved Havnegade 12, Midtbyen", in the language that is active; empty where nothing near has a name."""
    if not found:
        return neighbourhood
    sayings = {"address": _("Ved %(place)s"), "street": _("På %(place)s"), "place": _("Nær %(place)s")}
    near = sayings[found["kind"]] % {"place": found["text"]}
    return _("%(near)s, %(area)s") % {"near": near, "area": neighbourhood} if neighbourhood else near
