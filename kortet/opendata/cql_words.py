"""CQL2 text (21-065r2, annex B) cut into words, with the limits that keep a question small."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from kortet.opendata.refusals import RefusedError

MOST_LETTERS, MOST_WORDS, MOST_DEPTH = 8_000, 2_000, 24
WORD = re.compile(
    r"""\s*(?:
      (?P<text>'(?:[^']|'')*')
    | (?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)
    | (?P<quoted>"(?:[^"]|"")+")
    | (?P<name>[^\W\d][\w.:]*)
    | (?P<sign><>|<=|>=|[=<>(),+*/%^-])
    )""",
    re.VERBOSE,
)


class Word(NamedTuple):
    kind: str
    text: str
    at: int

    @property
    def upper(self) -> str:
        """The word as a keyword; "" where it can be none, because it was quoted."""
        return self.text.upper() if self.kind in ("name", "sign", "end") else ""


def words_of(text: str) -> list[Word]:
    """The words of a filter, the last of kind "end"; raises RefusedError where it is too long or has a strange sign."""
    if len(text) > MOST_LETTERS:
        raise RefusedError(_("filter er for langt: højst %(most)d tegn.") % {"most": MOST_LETTERS})
    found: list[Word] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = WORD.match(text, at)
        if match is None or match.lastgroup is None:
            raise misread(text[at : at + 20].strip(), at)
        found.append(
            Word(match.lastgroup, plain(match.lastgroup, match[match.lastgroup]), match.start(match.lastgroup))
        )
        at = match.end()
    if len(found) > MOST_WORDS:
        raise RefusedError(_("filter har for mange ord: højst %(most)d.") % {"most": MOST_WORDS})
    return [*found, Word("end", "", end)]


def plain(kind: str, text: str) -> str:
    """Without the marks around it."""
    if kind in ("text", "quoted"):
        return text[1:-1].replace(text[0] * 2, text[0])
    return text


def misread(what: str, at: int) -> RefusedError:
    where = {"what": what[:40] or _("slutningen"), "at": at + 1}
    return RefusedError(_("filter kan ikke læses ved tegn %(at)d: “%(what)s”.") % where)
