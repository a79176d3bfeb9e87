"""What is told of an export while it is written, and afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, field

Tell = Callable[[int], object]  # how many rows more were written


class ExportError(Exception):
    """An export that cannot be made as asked, in words for whoever asked. `field`: where on a form it was said."""

    def __init__(self, said: str, field: str = "format") -> None:
        super().__init__(said)
        self.field = field


@dataclass
class Told:
    """What the reader of the file has to know; `cut` counts texts that the format cannot hold."""

    notes: list[str] = field(default_factory=list)
    cut: int = 0
