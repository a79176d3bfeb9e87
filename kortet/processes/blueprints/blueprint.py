"""What a blueprint holds: the sheet filled in as an example, in days from the day on which it begins."""

from dataclasses import dataclass
from typing import NamedTuple


class Group(NamedTuple):
    """Somebody to hear from."""

    name: object
    channel: object
    hoped_for: int


class Stage(NamedTuple):
    """A phase: from day `begins` (0 is the first) for `days` days."""

    kind: str
    title: object
    text: object
    begins: int
    days: int


@dataclass(frozen=True)
class Blueprint:
    """Texts are lazy sentences: stored in Danish, the phases' also in English. `fits` says when to choose it."""

    word: str
    form: str
    fits: object
    relevance: object
    open_questions: object
    settled: object
    purpose: object
    aims: tuple[str, ...]
    influence: str
    use_of_result: object
    timing: object
    groups: tuple[Group, ...]
    stages: tuple[Stage, ...]
    answer_day: int
    decided_by: object = ""
    decision_day: int | None = None
    is_binding: bool = False
    hearing: str = ""

    @property
    def days(self) -> int:
        """How long it lasts, until the answer is given."""
        return self.answer_day

    @property
    def texts(self) -> dict[str, object]:
        """The columns of a process that are sentences."""
        names = ("relevance", "open_questions", "settled", "purpose", "use_of_result", "timing", "decided_by")
        return {name: getattr(self, name) for name in names}
