"""What a page shows of the tables of a survey: shares and means with their intervals, in words and bars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kortet.figures.tables import TOO_FEW
from kortet.findings.estimates import mean, quantile_of_classes, share
from kortet.findings.words import Words, said_between, said_mean, said_percent
from kortet.surveys.questionnaire import Question

MOST_ACROSS = 6  # groups beside one another on paper (A4)
Item = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """A share or a mean as it is said, with its interval; `at` is the share in percents, or the mean."""

    said: str
    between: str = ""
    count: int | None = None
    at: float = 0
    low: float = 0
    high: float = 0

    @property
    def wide(self) -> float:
        return self.high - self.low


def hidden() -> Told:
    return Told(str(TOO_FEW))


@dataclass(frozen=True)
class Line:
    """A category: in the whole town, weighted, and by group."""

    name: str
    whole: Told
    weighted: Told | None
    by: list[Told]


@dataclass(frozen=True)
class Part:
    """A table of a question: the whole of it, or a row of a matrix."""

    title: str
    n: int
    lines: list[Line]
    groups: list[tuple[str, int]] = field(default_factory=list)  # name and how many answered
    means: list[Line] = field(default_factory=list)
    effective: int | None = None
    quartiles: str = ""

    @property
    def is_many(self) -> bool:
        """More groups than a page of paper is wide: there each number stands under the name of its own."""
        return len(self.groups) > MOST_ACROSS

    @property
    def crossed(self) -> list[tuple[Line, bool, list[tuple[str, Told]]]]:
        """Each line, whether it is a mean, and its numbers with the names of their groups."""
        names = [name for name, _n in self.groups]
        found = [(line, is_mean) for lines, is_mean in ((self.lines, False), (self.means, True)) for line in lines]
        return [(line, is_mean, list(zip(names, line.by, strict=True))) for line, is_mean in found]


@dataclass(frozen=True)
class Shown:
    """A question with all its tables; none where too few answered."""

    question: Question
    base: str
    parts: list[Part]
    change: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.question.name or self.question.key


class Showing:
    """Turns a document of tables (tables.py) into what a page shows, by one variable or none."""

    def __init__(self, document: dict[str, Any], words: Words, by: str = "") -> None:
        self.document, self.words = document, words
        self.by = by if by in document["groups"] else ""

    def questions(self) -> Iterator[Shown]:
        for told in self.document["questions"]:
            question = self.words.question(told["key"])
            yield Shown(question, base_said(told["items"]), list(self.parts(question, told["items"])))

    def parts(self, question: Question, items: list[Item]) -> Iterator[Part]:
        split = [item for item in items if item["split"]]
        if split:
            lines = [self.line(self.words.row(question, one["row"] or one["names"][0]), one, 0) for one in split]
            yield Part("", split[0]["n"], lines, self.groups(split), effective=effective(split[0]))
        for item in items:
            if not item["split"]:
                yield self.part(question, item)

    def part(self, question: Question, item: Item) -> Part:
        lines = [self.line(self.words.category(question, name), item, n) for n, name in enumerate(item["names"])]
        title = self.words.row(question, item["row"]) if item["row"] else ""
        means = [found] if (found := self.mean(item)) else self.ranks(question, item)
        return Part(title, item["n"], lines, self.groups([item]), means, effective(item), quartiles(item))

    def groups(self, items: list[Item]) -> list[tuple[str, int]]:
        """The groups of the page's variable, where a table by them is told."""
        table = next((item["by"][self.by] for item in items if self.by in item["by"]), None)
        if table is None:
            return []
        told = self.document["groups"][self.by]
        named = [self.words.group(self.by, *one) for one in zip(told["names"], told["parts"], strict=True)]
        return list(zip(named, table["n"], strict=True))

    def line(self, name: str, item: Item, row: int) -> Line:
        table = item["by"].get(self.by)
        by = [told_share(*cell) for cell in zip(table["counts"][row], table["n"], strict=True)] if table else []
        if not table and self.by:
            by = [hidden()] * len(self.document["groups"][self.by]["names"])
        return Line(name, told_share(item["counts"][row], item["n"]), weighted_share(item, row), by)

    def ranks(self, question: Question, item: Item) -> list[Line]:
        """The mean place of each choice of a ranking; they are told for the whole town only."""
        return [] if self.by else [ranked(self.words.row(question, one["row"]), one) for one in item.get("ranks", [])]

    def mean(self, item: Item) -> Line | None:
        if not item["values"]:
            return None
        rough, table = item["means"], item["by"].get(self.by)
        whole = told_mean(item, item["counts"], rough.get("", [None])[0])
        by = []
        if table:
            columns = list(zip(*table["counts"], strict=True))
            by = [told_mean(item, c, rough.get(self.by, [None] * len(columns))[n]) for n, c in enumerate(columns)]
        weighted = (item["weighted"] or {}).get("mean")
        return Line(_("Gennemsnit"), whole, rounded_mean(weighted) if weighted else None, by)


def base_said(items: list[Item]) -> str:
    """Of whom the shares are."""
    if not items or any(item["base"] == "all" for item in items):
        return _("Andele af alle, der har svaret på undersøgelsen.")
    return _("Andele af dem, der har svaret på spørgsmålet.")


def told_share(count: int | None, n: int) -> Told:
    if count is None:
        return hidden()
    if not n:
        return Told("–")
    found = share(count, n)
    at, low, high = (100 * value for value in (found.value, found.low, found.high))
    said, between = said_percent(at), said_between(round(low), said_percent(high))
    return Told(said, between, count, round(at, 1), round(low, 1), round(high, 1))


def weighted_share(item: Item, row: int) -> Told | None:
    if item["weighted"] is None:
        return None
    told = item["weighted"]["shares"][row]
    return hidden() if told is None else Told(said_percent(told[0]), said_between(told[1], said_percent(told[2])))


def told_mean(item: Item, counts: Sequence[int | None], rough: list[float] | None) -> Told:
    """Reckoned from the numbers that are told; else to one decimal, where that gives no number away; else hidden."""
    told = [(value, counts[int(place)]) for place, value in item["values"].items()]
    if any(count is None for _value, count in told):
        return rounded_mean(rough) if rough else hidden()
    found = mean([(value, count or 0) for value, count in told])
    if found is None:
        return Told("–")
    between = said_between(said_mean(found.low, 2), said_mean(found.high, 2))
    return Told(said_mean(found.value, 2), between, at=found.value)


def ranked(name: str, told: Item) -> Line:
    places = {"values": {str(n): n + 1.0 for n in range(len(told["counts"]))}}
    weighted = None if told["weighted"] is None else Told(said_mean(told["weighted"], 1))
    return Line(
        _("Plads i gennemsnit: %(name)s") % {"name": name}, told_mean(places, told["counts"], None), weighted, []
    )


def rounded_mean(told: list[float]) -> Told:
    value, low, high = (said_mean(one, 1) for one in told)
    return Told(value, said_between(low, high), at=told[0])


def effective(item: Item) -> int | None:
    return item["weighted"]["n"] if item["weighted"] else None


def quartiles(item: Item) -> str:
    """The median and the quarters about it, of classes that are told."""
    classes: list[tuple[float, float, int]] = []
    for name, n in zip(item["names"], item["counts"], strict=True):
        low, is_class, high = name.partition(":")
        if is_class:
            if n is None:
                return ""
            classes.append((float(low), float(high), n))
    if not classes:
        return ""
    found = [quantile_of_classes(classes, level) for level in (0.25, 0.5, 0.75)]
    said = [_("ukendt") if value is None else said_mean(value, 1) for value in found]
    return _("Median %(middle)s; halvdelen ligger mellem %(low)s og %(high)s.") % {
        "low": said[0],
        "middle": said[1],
        "high": said[2],
    }
