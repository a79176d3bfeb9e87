"""A file's rows, whatever it was written in."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

NOWHERE = object()


class Raw(NamedTuple):
    """One row: its number as a person counts it, its values, and why it cannot be used, if so."""

    number: int
    values: dict[str, Any]
    fault: str = ""


@dataclass
class Table:
    """`crs` is what the file says of itself: "EPSG:n", or nothing. `doubled`: columns that stand there twice."""

    rows: list[Raw]
    crs: str = ""
    doubled: set[str] = field(default_factory=set)
    header: list[str] = field(default_factory=list)

    def has(self, column: str) -> bool:
        """Whether the column stands in the header, or in JSON in any row."""
        if column.endswith("*") and any(name.startswith(column[:-1]) for name in self.header):
            return True
        return column in self.header or any(found(row.values, column, NOWHERE) is not NOWHERE for row in self.rows)

    @property
    def columns(self) -> list[str]:
        """The columns' names in order of appearance, for messages."""
        return self.header or list(dict.fromkeys(name for row in self.rows[:100] for name in row.values))


def found(values: dict[str, Any], column: str, otherwise: Any = None) -> Any:
    """A row's value: by the column's name, by a path (`place.lat`) into nested objects, or the first that is not empty
    of all whose names begin so (`title/*`, or `title.*` in an object): what is there in several languages."""
    if column in values:
        return values[column]
    if column.endswith("*"):
        return first_of(values, column.removesuffix("*"), otherwise)
    here: Any = values
    for step in column.split("."):
        here = here.get(step, otherwise) if isinstance(here, dict) else otherwise
    return here


def first_of(values: dict[str, Any], stem: str, otherwise: Any) -> Any:
    inner = found(values, stem.removesuffix("."), otherwise) if stem.endswith(".") else None
    among = (
        list(inner.values()) if isinstance(inner, dict) else [values[name] for name in values if name.startswith(stem)]
    )
    return next((value for value in among if value not in (None, "")), among[0] if among else otherwise)
