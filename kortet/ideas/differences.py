"""What is new in a text, word by word: for people to read, with what was added and what was taken away."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, ADDED, REMOVED = "same", "added", "removed"
WORD = re.compile(r"\n|[^\S\n]*\S+")  # a word with the space before it, or the end of a line


class Piece(NamedTuple):
    """Some words: they stand in both texts, or in one of them."""

    kind: str
    words: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces in reading order. Words that a long text has everywhere match only beside others (difflib's
    `autojunk`), so two texts of 5,000 letters are compared in much less than a second, whatever stands in them."""
    old, new = WORD.findall(before), WORD.findall(after)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(new[k:m])))
            continue
        if j > i:
            pieces.append(Piece(REMOVED, "".join(old[i:j])))
        if m > k:
            pieces.append(Piece(ADDED, "".join(new[k:m])))
    return pieces
