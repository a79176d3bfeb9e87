"""CQL2 text read into CQL2 JSON, by descent from the loosest word to the tightest; it never goes back, so a filter
costs what its length is. Why it is our own: docs/decisions/0026.
"""

from typing import Any

from django.utils.translation import gettext as _

from kortet.opendata.cql_words import MOST_DEPTH, Word, misread, words_of
from kortet.opendata.refusals import RefusedError

COMPARISONS = ("=", "<>", "<", ">", "<=", ">=")
SHAPES = {
    "POINT": ("Point", 0),
    "LINESTRING": ("LineString", 1),
    "POLYGON": ("Polygon", 2),
    "MULTIPOINT": ("MultiPoint", 1),
    "MULTILINESTRING": ("MultiLineString", 2),
    "MULTIPOLYGON": ("MultiPolygon", 3),
}
RESERVED = {"AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "TRUE", "FALSE", "DIV"}


def read_text(text: str) -> Any:
    """The filter as CQL2 JSON; raises RefusedError where it cannot be read."""
    reader = Reader(words_of(text))
    said = reader.either()
    reader.take("end", "")
    return said


class Reader:
    def __init__(self, words: list[Word]) -> None:
        self.words, self.at, self.depth = words, 0, 0

    @property
    def next(self) -> Word:
        return self.words[self.at]

    def step(self) -> Word:
        self.at += 1
        return self.words[self.at - 1]

    def met(self, *words: str) -> bool:
        """Whether the next word is one of these; it is taken then."""
        found = self.next.kind != "end" and self.next.upper in words
        self.at += found
        return found

    def take(self, kind: str, text: str = "") -> str:
        """The next word, which has to be of a kind, and where told so, this one."""
        if self.next.kind != kind or (text and self.next.upper != text):
            raise misread(self.next.text, self.next.at)
        return self.step().text

    def either(self) -> Any:
        return self.chain("OR", self.both)

    def both(self) -> Any:
        return self.chain("AND", self.negated)

    def chain(self, word: str, inner: Any) -> Any:
        parts = [inner()]
        while self.met(word):
            parts.append(inner())
        return parts[0] if len(parts) == 1 else {"op": word.lower(), "args": parts}

    def negated(self) -> Any:
        times = 0
        while self.met("NOT"):
            times += 1
        said = self.predicate()
        return {"op": "not", "args": [said]} if times % 2 else said

    def predicate(self) -> Any:
        left = self.operand()
        if self.next.kind == "sign" and self.next.text in COMPARISONS:
            return {"op": self.step().text, "args": [left, self.operand()]}
        if self.met("IS"):
            return self.null(left)
        negated = self.met("NOT")
        said = self.range_or_list(left)
        if said is None:
            if negated:
                raise misread(self.next.text, self.next.at)
            return left
        return {"op": "not", "args": [said]} if negated else said

    def null(self, left: Any) -> Any:
        negated = self.met("NOT")
        self.take("name", "NULL")
        said = {"op": "isNull", "args": [left]}
        return {"op": "not", "args": [said]} if negated else said

    def range_or_list(self, left: Any) -> Any:
        if self.met("LIKE"):
            return {"op": "like", "args": [left, self.operand()]}
        if self.met("BETWEEN"):
            low = self.operand()
            self.take("name", "AND")
            return {"op": "between", "args": [left, low, self.operand()]}
        if self.met("IN"):
            self.take("sign", "(")
            return {"op": "in", "args": [left, self.listed(self.operand)]}
        return None

    def listed(self, inner: Any) -> list[Any]:
        """What stands between brackets, the first of which is taken already."""
        found = [inner()]
        while self.met(","):
            found.append(inner())
        self.take("sign", ")")
        return found

    def operand(self) -> Any:
        word = self.next
        if word.kind == "text":
            return self.step().text
        if word.kind == "number" or (word.text == "-" and word.kind == "sign"):
            return self.number()
        if word.kind == "quoted":
            return {"property": self.step().text}
        if word.kind == "name" and word.upper not in RESERVED - {"TRUE", "FALSE"}:
            return self.named()
        if self.met("("):
            return self.bracketed()
        raise misread(word.text, word.at)

    def bracketed(self) -> Any:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise RefusedError(_("filter er for dybt: højst %(most)d parenteser i hinanden.") % {"most": MOST_DEPTH})
        said = self.either()
        self.take("sign", ")")
        self.depth -= 1
        return said

    def number(self) -> float:
        minus = self.met("-")
        found = float(self.take("number"))
        return -found if minus else found

    def named(self) -> Any:
        """A property, or what its brackets make of a word: a function, a shape, a time."""
        word = self.step()
        if word.upper in ("TRUE", "FALSE"):
            return word.upper == "TRUE"
        if not self.met("("):
            return {"property": word.text}
        if word.upper in SHAPES:
            kind, depth = SHAPES[word.upper]
            return {"type": kind, "coordinates": self.coordinates(depth)}
        if word.upper in ("BBOX", "ENVELOPE"):
            return {"bbox": self.listed(self.number)}
        return self.function(word)

    def function(self, word: Word) -> Any:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise RefusedError(_("filter er for dybt: højst %(most)d parenteser i hinanden.") % {"most": MOST_DEPTH})
        said = self.listed(self.either)
        self.depth -= 1
        if word.upper in ("DATE", "TIMESTAMP", "INTERVAL"):
            return {word.text.lower(): said if word.upper == "INTERVAL" else said[0]}
        return {"op": word.text.lower(), "args": said}

    def coordinates(self, depth: int) -> Any:
        """Well-known text as GeoJSON's coordinates; the bracket before them is taken already."""
        if depth == 0:
            place = self.place()
            self.take("sign", ")")
            return place
        if depth == 1:
            return self.listed(self.bare_or_bracketed)
        return self.listed(lambda: self.opened(depth - 1))

    def opened(self, depth: int) -> Any:
        self.take("sign", "(")
        return self.coordinates(depth)

    def bare_or_bracketed(self) -> Any:
        """MULTIPOINT may write its points with brackets or without."""
        return self.opened(0) if self.next.text == "(" else self.place()

    def place(self) -> list[float]:
        found = [self.number()]
        while self.next.kind == "number" or self.next.text == "-":
            found.append(self.number())
        return found
