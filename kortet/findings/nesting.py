"""Questions that only some were asked: whoever answered them is known to have said something else before.

What so few said can be taken from those others: if 12 people are unhappy and 10 of them say why, 2 did not. So such a
question is told of only where what it hangs upon is told, and where nobody or five people at least are left over.
"""

from collections.abc import Iterator

import numpy as np

from kortet.findings.background import VARIABLES, Who
from kortet.findings.counting import ANYTHING, SPLIT, Counted, Item
from kortet.findings.groups import Groups
from kortet.findings.hiding import is_small
from kortet.findings.pieces import Piece
from kortet.surveys.questionnaire import DRAWN, Asks, Condition, Question

Told = dict[tuple[str, str], tuple[Item, Piece | None]]  # (question, row) → what is told of it; None: nothing


def conditions_of(counted: Counted, question: Question) -> list[Condition]:
    """All that must have been said before, also before that; where any of several is enough none is known."""
    found: list[Condition] = []
    waiting = [question]
    seen: set[str] = set()
    while waiting:
        one = waiting.pop()
        for condition in direct(counted, one):
            found.append(condition)
            before = counted.questionnaire.question(condition.question)
            if before and before.key not in seen:
                seen.add(before.key)
                waiting.append(before)
    return found


def direct(counted: Counted, question: Question) -> Iterator[Condition]:
    for page in counted.questionnaire.pages:
        for one in page.questions:
            if question in one.follow_ups:
                yield Condition(question=one.key, asks=Asks.ANSWERED)
            if question is one or question in one.follow_ups:
                for shown in (page.shown, question.shown, one.shown if question is not one else page.shown):
                    if len(shown.conditions) == 1 or not shown.any_of:
                        yield from shown.conditions


def places_of(item: Item, condition: Condition) -> list[int] | None:
    """The categories of an item that a condition asks for (is_not: does not); None where they are no told numbers."""
    names = list(item.names)
    if condition.asks in (Asks.IS, Asks.IS_NOT):
        return [names.index(value) for value in condition.values if value in names] or None
    if item.question.kind in DRAWN:
        return [0] if condition.asks == Asks.AT_LEAST and condition.number == 1 else None
    if condition.number is None:
        return None
    most = condition.asks == Asks.AT_MOST
    return [
        place
        for place, value in item.values.items()
        if (value <= condition.number) == most or value == condition.number
    ]


def tables_left(question: Question, who: Who, told: Told) -> set[str] | None:
    """By which groups a question may be told; None: not at all."""
    left, mine = set(who.groups), who.counted.answered(question.key)
    for condition in conditions_of(who.counted, question):
        for asked, open_tables in before(condition, who, told):
            if open_tables is None or is_small(int((asked - mine).sum())):
                return None
            left &= {name for name in open_tables if leaves_many(asked - mine, who.groups[name])}
    return left


def before(condition: Condition, who: Who, told: Told) -> Iterator[tuple[np.ndarray, set[str] | None]]:
    """How many of each stratum a condition holds for, and in which tables that is told; None: it is hidden."""
    n = who.counted.n
    for name in VARIABLES:
        if condition.question == getattr(who.counted.background, name) and condition.asks in (Asks.IS, Asks.IS_NOT):
            inside = np.array([said in condition.values for said in who.of(name)])
            yield np.where(inside == (condition.asks == Asks.IS), n, 0), set(who.groups)
    if condition.asks == Asks.ANSWERED:
        yield from answered_before(condition.question, who, told)
    for (key, row), (item, piece) in told.items():
        if (
            condition.asks == Asks.ANSWERED
            or key != condition.question
            or (item.question.kind in SPLIT and (row,) != condition.values)
        ):
            continue
        places = places_of(item, condition)
        if places:
            asked = item.told[:, places].sum(axis=1)
            yield (n - asked if condition.asks == Asks.IS_NOT else asked), open_tables(piece, places)


def answered_before(key: str, who: Who, told: Told) -> Iterator[tuple[np.ndarray, set[str] | None]]:
    """That anything was said, and the tables that tell of how many."""
    found = [answered_tables(item, piece) for (asked, _row), (item, piece) in told.items() if asked == key]
    if found:
        tables = [one for one in found if one is not None]
        yield who.counted.answered(key), set[str]().union(*tables) if tables else None


def answered_tables(item: Item, piece: Piece | None) -> set[str] | None:
    """As a category of its own, or as what is left of all; else it is the sum beside each table."""
    if piece is None or item.names == (ANYTHING,):
        return open_tables(piece, [0])
    has_rest = not item.is_split and piece.told.shape[1] > len(item.names)
    return open_tables(piece, [len(item.names)]) if has_rest else set(piece.masks)


def open_tables(piece: Piece | None, places: list[int]) -> set[str] | None:
    """The tables in which all of some categories are told; None: not even the town's."""
    if piece is None or any(place in piece.hidden for place in places):
        return None
    rows = {piece.folded_row(place) for place in places}
    return {name for name, mask in piece.masks.items() if not rows & {row for row, _column in mask}}


def leaves_many(rest: np.ndarray, groups: Groups) -> bool:
    return not any(is_small(int(n)) for n in groups.sums(rest))
