"""Rows of a file from outside, as the reader process hands them over. Knows nothing of Django."""

from dataclasses import dataclass, field
from typing import Any

from shapely import Polygon
from shapely.geometry.base import BaseGeometry

METRES = "EPSG:25832"
MOST_ROWS = 50_000
MOST_VERTICES = 2_000_000
MOST_COLUMNS = 500
LONGEST_TEXT = 400
Note = tuple[str, dict[str, Any]]  # a remark of refusals.py and its facts


class RefusalError(Exception):
    """The file is not read. `reason` names a text in refusals.py; `facts` fill its placeholders."""

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


@dataclass
class FileRow:
    """One row: its number in the file (from 1), its values, and the polygons that its geometry holds."""

    number: int
    values: dict[str, Any]
    polygons: list[Polygon] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # kinds of geometry beside the polygons
    others: list[BaseGeometry] = field(default_factory=list)  # the points and lines among them
    fault: str = ""  # why there are no polygons: nothing, empty, not_area, broken


@dataclass
class FileRows:
    """What a file holds. `crs` is what it says of itself, "" when it says nothing."""

    rows: list[FileRow]
    columns: list[str]
    crs: str
    notes: list[Note] = field(default_factory=list)


def plain(value: Any) -> Any:
    """A value as JSON can carry it; lists, objects and bytes are no attribute of an area."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    return value[:LONGEST_TEXT] if isinstance(value, str) else None
