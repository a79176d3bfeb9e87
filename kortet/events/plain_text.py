"""Text from elsewhere as plain words: HTML without its marks, entities as letters, nothing that cannot be shown.

What comes out is text and nothing else: templates escape it, so that a tag which was written as an entity is shown as
it was written, and never run.
"""

import re
from contextlib import suppress
from html import unescape

from django.core.exceptions import ValidationError

from kortet.partners.web_address import web_address

UNSEEN = re.compile(r"<(script|style|template|head|title|noscript|iframe|object|svg)\b[^<>]*+>", re.IGNORECASE)
BREAKS = {"br", "li", "tr", "dt", "dd", "hr"}
BLOCKS = {
    "p",
    "div",
    "ul",
    "ol",
    "table",
    "section",
    "article",
    "blockquote",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
TAGGED = re.compile(r"<[a-zA-Z/!]")
# Possessive (*+), so that what never closes is looked at once and not once for each of its letters.
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>|<[!?/][^<>]*+>")
FREE = re.compile(r"(?:gratis|(?:kr\.? ?)?0(?:[.,]0{1,2})?(?: ?(?:kr\.?|dkk|,-))?)", re.IGNORECASE)
MOST_HTML = 20_000  # of HTML that are looked at for one text


def without_marks(text: str) -> str:
    """HTML as text. What has no tag keeps its lines, and only its entities become letters."""
    if not TAGGED.search(text):
        return unescape(text)
    seen = without_unseen(without_comments(text[:MOST_HTML]))
    return unescape(TAG.sub(as_break, re.sub(r"[\r\n]+", " ", seen)))


def as_break(tag: re.Match[str]) -> str:
    """The line break that a tag means, if any."""
    name = (tag[2] or "").lower()
    return "\n\n" if name in BLOCKS else "\n" if name in BREAKS and not tag[1] else ""


def without_comments(text: str) -> str:
    """What stands behind a comment that never ends is in it."""
    first, *others = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in others)


def without_unseen(text: str) -> str:
    """Without scripts, styles and the like; one that never ends goes on to the end."""
    parts, at, small = [], 0, text.lower()
    while found := UNSEEN.search(text, at):
        parts.append(text[at : found.start()])
        at = small.find(f"</{found[1].lower()}", found.end())
        if at < 0:
            return "".join(parts)
    return "".join([*parts, text[at:]])


def shown(text: str) -> str:
    """Without control characters and halves of letters; the space that does not break is a space."""
    even = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\xa0", " ")
    return "".join(letter for letter in even if letter.isprintable() or letter == "\n" or letter.isspace())


def one_line(text: str, most: int, *, is_html: bool = False) -> str:
    """At most so many letters on one line."""
    return cut(" ".join(shown(without_marks(text[:MOST_HTML]) if is_html else text).split()), most)


def lines(text: str, most: int, *, is_html: bool = False) -> str:
    """At most so many letters, with at most one empty line between paragraphs."""
    words = shown(without_marks(text) if is_html else text)
    even = "\n".join(" ".join(line.split()) for line in words.split("\n"))
    return cut(re.sub(r"\n{3,}", "\n\n", even).strip(), most)


def cut(text: str, most: int) -> str:
    """Ends with "…" where something was left out, between two words where there are two."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rsplit(None, 1)[0] if " " in head[most // 2 :] else head) + "…"


def price_of(said: str) -> str:
    """The price in the source's words; what costs nothing is told so."""
    return "Gratis" if FREE.fullmatch(said) else said


def web_link(said: str) -> str:
    """A link that may stand on a page (`web_address`); else nothing, also where it does not say how it is reached."""
    with suppress(ValidationError):
        return web_address(said) if "://" in said else ""
    return ""
