"""What is new in a text, word by word."""

import pytest

from kortet.ideas.differences import differences


def test_words_are_told_apart():
    assert differences("En sti\nlangs åen.", "En bred sti\nlangs havnen.") == [
        ("same", "En"),
        ("added", " bred"),
        ("same", " sti\nlangs"),
        ("removed", " åen."),
        ("added", " havnen."),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "ny"), ("gammel", ""), ("ens", "ens"), ("a b\n\nc", "a\n\nb c d"), ("a " * 2500, "a b " * 1250)],
)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = differences(before, after)
    assert "".join(words for kind, words in pieces if kind != "added").split() == before.split()
    assert "".join(words for kind, words in pieces if kind != "removed").split() == after.split()
    assert before != after or {kind for kind, _words in pieces} <= {"same"}
