"""Choices as a person writes them: one a line, in each language. A choice keeps its key when it is reworded.

At the end of a line "(skriv)" means that something can be written beside it, "(alene)" that it excludes the others, and
"[=key]" names the key, for who knows which it was last year.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kortet.surveys.changes import key_from
from kortet.surveys.questionnaire import Choice

SAYS, ALONE = ("skriv", "write"), ("alene", "alone")
MARK = re.compile(r"\s*\((skriv|write|alene|alone)\)$|\s*\[=([a-z][a-z0-9_]{0,39})\]$", re.IGNORECASE)
AGES = re.compile(r"(\d{1,3})(?:\s*(?:-|–|til)\s*(\d{1,3})| ?\+| år (?:eller|og)\b)")
SEXES = {"kvinde": "female", "kvinder": "female", "mand": "male", "mænd": "male"}
MOST_LETTERS = 300
ALIKE = 0.6  # as a share of letters: below, a line at the place of another is another choice, not the same reworded


class Line:
    """One line of a text: the words, and what stands in brackets at its end."""

    def __init__(self, text: str) -> None:
        self.says = self.alone = False
        self.key = ""
        while found := MARK.search(text):
            text = text[: found.start()]
            self.key = found[2] or self.key
            self.says = self.says or (found[1] or "").lower() in SAYS
            self.alone = self.alone or (found[1] or "").lower() in ALONE
        self.words = text.strip()


def lines_of(choices: tuple[Choice, ...], language: str) -> str:
    """The choices as lines in a language; marks stand in the Danish ones alone."""
    marks = {one.key: f"{' (skriv)' * one.says}{' (alene)' * one.alone}" if language == "da" else "" for one in choices}
    return "\n".join(f"{one.words.get(language, '')}{marks[one.key]}" for one in choices).rstrip("\n")


def choices_of(was: tuple[Choice, ...], said: dict[str, str]) -> tuple[Choice, ...]:
    """What was written in each language, as choices; raises ValidationError (by language) where lines do not fit."""
    for language, text in said.items():
        if any(len(line) > MOST_LETTERS for line in text.splitlines()):
            raise ValidationError({language: _("En linje kan højst have %(most)s tegn.") % {"most": MOST_LETTERS}})
    lines = [line for text in said.get("da", "").splitlines() if (line := Line(text)).words]
    keys = keys_of(was, lines)
    others = {language: dict(told_in(was, keys, language, text)) for language, text in said.items() if language != "da"}
    return tuple(
        Choice(
            key=key,
            words={"da": line.words} | {name: told[key] for name, told in others.items() if told.get(key)},
            says=line.says,
            alone=line.alone,
        )
        for key, line in zip(keys, lines, strict=True)
    )


def told_in(was: tuple[Choice, ...], keys: list[str], language: str, text: str) -> Iterator[tuple[str, str]]:
    """The words of a language by key: as before where its text was not touched, line for line where it was."""
    if text.strip() == lines_of(was, language).strip():
        yield from ((one.key, one.words.get(language, "")) for one in was)
        return
    lines = text.rstrip().splitlines()
    if len(lines) > len(keys):
        told = _("Her er %(many)s linjer, men kun %(few)s på dansk.") % {"many": len(lines), "few": len(keys)}
        raise ValidationError({language: told})
    yield from ((key, Line(one).words) for key, one in zip(keys, lines, strict=False))


def keys_of(was: tuple[Choice, ...], lines: list[Line]) -> list[str]:
    """A key for each line: the one that is named, that of the same words, that of words much alike, or a new one."""
    left = {one.key: one.words.get("da", "") for one in was}
    taken = set(left) | {line.key for line in lines}
    keys: list[str] = []
    for line in lines:
        key = line.key or next((key for key, words in left.items() if words == line.words), "")
        left.pop(key, None)
        keys.append(key)
    for at, line in enumerate(lines):
        if not keys[at]:
            keys[at] = alike(left, line.words) or key_from(known_as(line.words) or line.words, taken, "v")
            left.pop(keys[at], None)
            taken.add(keys[at])
    if twice := next((key for key in keys if keys.count(key) > 1), ""):
        raise ValidationError({"da": _("To linjer har samme nøgle: %(key)s.") % {"key": twice}})
    return keys


def known_as(words: str) -> str:
    """The key by which weights know a group: "15-29 år" is a15_29, "65 år eller mere" a65, "Kvinde" female."""
    if words.lower() in SEXES:
        return SEXES[words.lower()]
    found = AGES.match(words)
    return f"a{found[1]}_{found[2]}" if found and found[2] else f"a{found[1]}" if found else ""


def alike(left: dict[str, str], words: str) -> str:
    """The key of the choice whose words are most alike, if any are."""
    shares = {key: SequenceMatcher(None, before.lower(), words.lower()).ratio() for key, before in left.items()}
    best = max(shares, key=lambda key: shares[key], default="")
    return best if best and shares[best] >= ALIKE else ""
