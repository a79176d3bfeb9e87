"""Which of two texts a page shows: Danish is always there, English where somebody wrote it."""

from django.utils.translation import get_language


def is_english() -> bool:
    """Whether the page is in English; else it is in Danish."""
    return (get_language() or "da").startswith("en")


def here(danish: str, english: str) -> str:
    """The words in the language of the page; Danish where there are no English ones."""
    return english if english and is_english() else danish


def in_tongue(words: dict[str, str]) -> str:
    """Of words in several languages those in the language of the page; else the Danish ones, else any, else none."""
    tongue = (get_language() or "da")[:2]
    return words.get(tongue) or words.get("da") or next((text for text in words.values() if text), "")
