"""Text from elsewhere as plain words: HTML without its marks, entities as letters, nothing that cannot be shown.

What comes out is text and nothing else: templates escape it, so that a tag which was written as an entity is shown as
it was written, and never run.
"""

import re
from html import unescape
from html.parser import HTMLParser

UNSEEN = {"script", "style", "template", "head", "title", "noscript", "iframe", "object", "svg"}
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
FREE = re.compile(r"(?:gratis|(?:kr\.? ?)?0(?:[.,]0{1,2})?(?: ?(?:kr\.?|dkk|,-))?)", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^\s\x00-\x1f<>\"']+")
MOST_HTML = 20_000  # of HTML that are looked at for one text


class Words(HTMLParser):
    """Collects what a reader would see, with line breaks where there were paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in UNSEEN:
            self.hidden = self.hidden or tag
        self.parts.append("\n\n" if tag in BLOCKS else "\n" if tag in BREAKS else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.hidden:
            self.hidden = ""
        self.parts.append("\n\n" if tag in BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"[\r\n]+", " ", data))


def without_marks(text: str) -> str:
    """HTML as text. What has no tag keeps its lines, and only its entities become letters."""
    if not TAGGED.search(text):
        return unescape(text)
    parser = Words()
    parser.feed(text[:MOST_HTML])
    parser.close()
    return "".join(parser.parts)


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


def web_address(said: str) -> str:
    """A link that may stand on a page: https or http, up to 300 letters; else nothing."""
    address = said.strip()
    return address if len(address) <= 300 and ADDRESS.fullmatch(address) else ""
