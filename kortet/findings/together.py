"""Choices of one question, of which each is a yes or no of its own, held together (docs/decisions/0047).

Everybody who answered chose something, and who chose what excludes all others chose nothing else. So a number that is
hidden alone can be left over when the told ones are taken from all who answered: the smallest of them is hidden too.
"""

from collections.abc import Iterator, Mapping

from kortet.findings.counting import Item
from kortet.findings.groups import Groups
from kortet.findings.pieces import Piece

Pair = tuple[Item, Piece | None]
Column = tuple[str, int]  # a table ("" for the town's) and a group of it


class Choices:
    """The items of a question, with what is told of each."""

    def __init__(self, pairs: list[Pair], groups: Mapping[str, Groups]) -> None:
        self.pairs, self.groups = pairs, groups

    def hide(self) -> list[Pair]:
        """The items with less told, until no number of any group is left over."""
        while (found := next(self.left_over(), None)) is not None:
            (name, column), place = found
            item, piece = self.pairs[place]
            is_told = bool(name and piece and piece.hide_also(name, column))
            self.pairs[place] = (item, piece if is_told else None)
        return self.pairs

    def left_over(self) -> Iterator[tuple[Column, int]]:
        """Where one number is hidden alone, and the place of the item that is hidden beside it."""
        for name, column in self.columns():
            told = {
                place: sides
                for place, (_item, piece) in enumerate(self.pairs)
                if (sides := told_in(piece, name, column))
            }
            both = sorted((yes, place) for place, (yes, no) in told.items() if yes and no)
            if both and len(told) == len(self.pairs) - 1 and self.may_be_known(told, name, column):
                yield (name, column), both[0][1]

    def columns(self) -> Iterator[Column]:
        yield "", 0
        for name, groups in self.groups.items():
            yield from ((name, column) for column in range(len(groups.names)))

    def may_be_known(self, told: Mapping[int, tuple[int, int]], name: str, column: int) -> bool:
        """Whether more than one who answered chose nothing of what is told, or could choose nothing else."""
        item = self.pairs[0][0]
        answered = self.groups[name].sums(item.answered)[column] if name else item.answered.sum()
        is_alone = any(choice.alone for choice in item.question.choices)
        return is_alone or int(answered) - sum(yes for yes, _no in told.values()) > 1


def told_in(piece: Piece | None, name: str, column: int) -> tuple[int, int] | None:
    """How many of a group chose it and how many did not; None where that is hidden."""
    if piece is None or piece.hidden or (name and (name not in piece.masks or (0, column) in piece.masks[name])):
        return None
    yes, no = piece.table(name)[:, column].tolist() if name else piece.counts.tolist()
    return yes, no
