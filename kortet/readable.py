"""Text as other programs can read it: what XML cannot hold, and what a spreadsheet would run."""

# What XML 1.0 has no place for, in feeds, sheets (OOXML) and answers alike.
UNREADABLE = dict.fromkeys(
    [*(code for code in range(32) if code not in (9, 10, 13)), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def readable(text: str) -> str:
    """The text without what would make the whole file unreadable."""
    return text.translate(UNREADABLE)


def harmless(cell: str) -> str:
    """A cell of a CSV that a spreadsheet does not run as a formula: an apostrophe stands before it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
