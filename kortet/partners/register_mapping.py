"""Which column of a register is what; guessed from its headers, chosen by an officer, kept for the next time."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality

KEPT, LAST = "registers", "register"  # among a municipality's rules: a mapping for each register's name; the last one

FIELDS = {
    "name": _("Navn"),
    "kind": _("Slags"),
    "cvr": _("CVR-nummer"),
    "address": _("Adresse"),
    "postcode": _("Postnummer"),
    "town": _("By"),
    "themes": _("Emner"),
    "text": _("Om"),
    "web": _("Hjemmeside"),
    "email": _("Offentlig e-mail"),
    "phone": _("Offentlig telefon"),
    "x": _("Øst eller længdegrad"),
    "y": _("Nord eller breddegrad"),
    "id": _("Nummer i registret"),
}
# What headers are called, folded. E-mail, telephone and contact persons are never guessed: they are often private.
CALLED = {
    "name": ("foreningsnavn", "navn", "name", "forening", "foreningens navn", "titel"),
    "kind": ("type", "slags", "kategori type", "foreningstype"),
    "cvr": ("cvr", "cvr nr", "cvr nummer", "cvrnr", "cvrnummer"),
    "address": ("adresse", "address", "vej", "vejnavn og nr", "gade"),
    "postcode": ("postnr", "postnummer", "postcode", "post nr", "zip"),
    "town": ("by", "bynavn", "city", "postdistrikt"),
    "themes": ("aktivitet", "aktiviteter", "emne", "emner", "kategori", "category", "theme"),
    "text": ("om", "beskrivelse", "description", "formal", "tekst"),
    "web": ("hjemmeside", "web", "website", "url", "www"),
    "x": ("x", "lon", "lng", "longitude", "laengdegrad", "ost", "east", "utm x"),
    "y": ("y", "lat", "latitude", "breddegrad", "nord", "north", "utm y"),
    "id": ("id", "foreningsid", "forenings id", "nummer"),
}
LETTERS = str.maketrans({"ø": "o", "å": "a", "æ": "ae"})


def guessed(headers: list[str]) -> dict[str, str]:
    """Field → header, for those whose header says so plainly."""
    folded = {fold(header): header for header in reversed(headers)}
    found = {field: next((folded[word] for word in words if word in folded), "") for field, words in CALLED.items()}
    return {field: header for field, header in found.items() if header}


def fold(header: str) -> str:
    """Small letters without signs: "CVR-nr." is "cvr nr"."""
    plain = unicodedata.normalize("NFKD", header.lower().translate(LETTERS))
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())


def fitting(mapping: dict[str, str], headers: list[str]) -> dict[str, str]:
    """What of a kept mapping is in this file."""
    return {field: header for field, header in mapping.items() if field in FIELDS and header in headers}


def kept(town: Municipality, name: str) -> dict[str, str]:
    """The mapping that was chosen for a register of that name; nothing where there is none."""
    return dict(town.rules.get(KEPT, {}).get(name, {}))


def keep(town: Municipality, name: str, mapping: dict[str, str]) -> None:
    """Keeps what was chosen, for the next time that a register of that name comes, and for one of another name."""
    town.rules = town.rules | {KEPT: town.rules.get(KEPT, {}) | {name: mapping}, LAST: mapping}
    town.save(update_fields=["rules"])
