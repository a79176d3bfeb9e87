"""Text that programs read: what XML cannot hold, what a spreadsheet would run, JSON that could be read in two ways."""

from typing import Any

# What XML 1.0 has no place for, in feeds, sheets (OOXML) and answers alike.
UNREADABLE = dict.fromkeys(
    [*(code for code in range(32) if code not in (9, 10, 13)), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # the wide ones are run by East Asian settings


def readable(text: str) -> str:
    """The text without what would make the whole file unreadable."""
    return text.translate(UNREADABLE)


def harmless(cell: str) -> str:
    """A cell of a CSV that a spreadsheet does not run as a formula: an apostrophe stands before it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


class DoubledKeyError(ValueError):
    """The same key twice in one object; `key` is it."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """For json.loads (object_pairs_hook): readers differ about which of two values counts, so none is taken."""
    said: dict[str, Any] = {}
    for name, value in pairs:
        if name in said:
            raise DoubledKeyError(name)
        said[name] = value
    return said
