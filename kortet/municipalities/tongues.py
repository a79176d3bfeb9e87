"""Which of two texts a page shows: Danish is always there, English where somebody wrote it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import get_language

SPOKEN: ContextVar[str] = ContextVar("spoken", default="")


def is_english() -> bool:
    """Whether the page is in English; else it is in Danish."""
    return (get_language() or "da").startswith("en")


def here(danish: str, english: str) -> str:
    """The words in the language of the page; Danish where there are no English ones."""
    return english if english and is_english() else danish


def in_tongue(words: dict[str, str]) -> str:
    """Of words in several languages those in the language of the page; else the Danish ones, else any, else none."""
    tongue = SPOKEN.get() or (get_language() or "da")[:2]
    return words.get(tongue) or words.get("da") or next((text for text in words.values() if text), "")


@contextmanager
def speaking(tongue: str) -> Iterator[None]:
    """Within it `in_tongue` answers in a language that pages themselves are not in; empty: as pages do."""
    token = SPOKEN.set(tongue)
    try:
        yield
    finally:
        SPOKEN.reset(token)
