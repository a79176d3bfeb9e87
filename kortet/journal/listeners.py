"""Who hears of what happens. The journal knows nobody: whoever wants to hear says so in its `tasks.py`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kortet.journal.models import Entry

Listener = Callable[["Entry"], object]
HEAR = "kortet.journal.hear"
LISTENERS: dict[tuple[str, str], list[Listener]] = {}


def hears(subject: str, *verbs: str) -> Callable[[Listener], Listener]:
    """Has the worker call a function with each entry of these verbs about rows of a model ("pins.pin").

    It may be called twice with one entry, so what it does twice has to be the same as once.
    """

    def register(listener: Listener) -> Listener:
        for verb in verbs:
            LISTENERS.setdefault((subject, verb), []).append(listener)
        return listener

    return register


def listeners_of(entry: "Entry") -> list[Listener]:
    return LISTENERS.get((entry.subject, entry.verb), [])
