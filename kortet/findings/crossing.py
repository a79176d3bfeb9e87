"""Two questions crossed, for those who run the survey: how many who said this to the one said that to the other.

Never published: tables of any two questions could be subtracted from what is (docs/decisions/0047). Small numbers are
hidden all the same unless they are asked for, so that a screen can be shown to others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kortet.figures.small_numbers import Hidden, Spot, hide
from kortet.findings.counting import ANYTHING, NOTHING, SPLIT, Counted
from kortet.findings.queries import crossed
from kortet.findings.shown import Told, hidden, told_share
from kortet.findings.words import Words
from kortet.surveys.questionnaire import Kind, Question

BY_ROW = frozenset({Kind.MATRIX, Kind.RATE, Kind.RANKING})
ONE_ANSWER = frozenset({Kind.SINGLE, Kind.SCALE, Kind.NUMBER, Kind.DATE, Kind.HOME}) | BY_ROW
NOBODY = Hidden(frozenset(), 0, 0)


@dataclass(frozen=True)
class Side:
    """A question, or a row of one, with the keys of what was said to it."""

    question: Question
    row: str
    names: tuple[str, ...]

    @property
    def code(self) -> str:
        return f"{self.question.key}.{self.row}" if self.row else self.question.key

    @property
    def has_one_answer(self) -> bool:
        """Whether everybody is in one of its categories, and so can stand in a row."""
        return self.question.kind in ONE_ANSWER

    def place(self, what: str) -> int | None:
        return next((place for place, name in enumerate(self.names) if is_in(name, what)), None)

    def said(self, words: Words) -> str:
        name = self.question.name or self.question.key
        return f"{name} – {words.row(self.question, self.row)}" if self.row else name

    def named(self, words: Words) -> list[str]:
        """Its categories in words."""
        if self.question.kind == Kind.HOME:
            return [words.areas.get(name, name) for name in self.names]
        return [words.category(self.question, name) for name in self.names]


def is_in(name: str, what: str) -> bool:
    """Whether something that was said is of a category, which may be a class of numbers or of months."""
    low, is_class, high = name.partition(":")
    if is_class:
        return what != ANYTHING and float(low) <= float(what) < float(high)
    begin, is_period, end = name.partition("..")
    return begin <= what and (not end or what < end) if is_period else name in (what, ANYTHING)


def sides_of(counted: Counted, areas: Sequence[str]) -> Iterator[Side]:
    """All that can be crossed; `areas` are the codes of the town's neighbourhoods."""
    for question in counted.questionnaire.questions():
        if question.kind in SPLIT:
            yield Side(question, "", tuple(item.row for item in counted.split(question)))
        elif question.kind == Kind.RANKING:
            yield from (Side(question, one.key, tuple(places_said(counted, question))) for one in question.choices)
        elif question.kind in BY_ROW:
            yield from (Side(question, item.row, item.names) for item in counted.items(question))
        elif question.kind == Kind.HOME:
            said = set(counted.said.get((question.key, ""), {})) - {NOTHING}
            yield Side(question, "", (*areas, *sorted(said - set(areas))))
        elif question.kind != Kind.STATEMENT:
            yield from (Side(question, "", item.names) for item in counted.items(question))


def places_said(counted: Counted, question: Question) -> list[str]:
    found = {what for (key, row), of in counted.said.items() if key == question.key and row for what in of}
    return sorted(found - {NOTHING, ANYTHING}, key=float)


@dataclass(frozen=True)
class Row:
    """A category of the one question: how many of it are counted (None: hidden), and the share that said what."""

    name: str
    n: int | None
    cells: list[Told]


class Crossing:
    """`numbers` are people by row and column, `of` how many of each row are counted; both with everybody last."""

    def __init__(self, counted: Counted, one: Side, other: Side, *, exact: bool = False) -> None:
        self.one, self.other, self.exact = one, other, exact
        self.pairs: dict[tuple[int, str | None], int] = {}
        for said, what, n in crossed(counted.survey, (one.question.key, one.row), (other.question.key, other.row)):
            if (place := one.place(said)) is not None:
                self.pairs[place, what] = self.pairs.get((place, what), 0) + n

    @cached_property
    def numbers(self) -> list[list[int]]:
        rows = [[0] * len(self.other.names) for _name in self.one.names]
        for (row, what), n in self.pairs.items():
            column = None if what in (None, NOTHING) else self.other.place(str(what))
            if column is not None:
                rows[row][column] += n
        return [*rows, [sum(column) for column in zip(*rows, strict=True)]]

    @cached_property
    def of(self) -> list[int]:
        """Those who answered the other question too; where it is only told whether they did, all."""
        rows = [self.pairs.get((row, NOTHING), 0) for row in range(len(self.one.names))]
        if self.other.names == (ANYTHING,):
            rows = [n + self.pairs.get((row, None), 0) for row, n in enumerate(rows)]
        return [*rows, sum(rows)]

    @cached_property
    def hidden(self) -> list[Hidden]:
        """What is hidden, by column; its last place is how many are counted."""
        if self.exact or not self.one.names:
            return [NOBODY] * len(self.other.names)
        if self.other.has_one_answer:
            found = hide(self.numbers[:-1])
            return [column_of(found, place) for place in range(len(self.other.names))]
        return self.hidden_apart()

    def hidden_apart(self) -> list[Hidden]:
        """Each column by itself, beside those who did not say it; a number of people hidden in one is so in all."""
        bases: set[Spot] = set()
        while True:
            found = [hide(self.yes_and_no(place), also=bases) for place in range(len(self.other.names))]
            more = {spot for one in found for spot in one.spots if spot[1] == one.columns}
            if more == bases:
                return found
            bases = more

    def yes_and_no(self, place: int) -> list[list[int]]:
        return [[row[place], n - row[place]] for row, n in zip(self.numbers[:-1], self.of[:-1], strict=True)]

    def rows(self, words: Words, everybody: str) -> list[Row]:
        return [self.row(place, name) for place, name in enumerate([*self.one.named(words), everybody])]

    def columns(self, words: Words) -> list[str]:
        return self.other.named(words)

    def row(self, place: int, name: str) -> Row:
        at = place if place < len(self.one.names) else -1
        is_hidden = any(one.is_hidden(at, -1) for one in self.hidden)
        cells = [self.cell(place, at, column) for column in range(len(self.other.names))]
        return Row(name, None if is_hidden else self.of[place], cells)

    def cell(self, place: int, at: int, column: int) -> Told:
        found = self.hidden[column]
        if found.is_hidden(at, 0) or found.is_hidden(at, -1):
            return hidden()
        return told_share(self.numbers[place][column], self.of[place])


def column_of(found: Hidden, place: int) -> Hidden:
    """One column of a table with its sums, as if it were alone."""
    spots = {(row, 0 if column == place else 1) for row, column in found.spots if column in (place, found.columns)}
    return Hidden(frozenset(spots), found.rows, 1)
