"""What a vote said about an idea, as its way tells it. Who counts is another room, which says so with `counts`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kortet.ideas.models import Idea


@dataclass(frozen=True)
class Votes:
    """How many votes or points an idea got from how many who voted, its place among how many, and when it closed."""

    given: int
    voters: int
    place: int
    ideas: int
    closed: date
    url: str = ""


Counter = Callable[[Idea], Votes | None]
COUNTERS: list[Counter] = []


def counts(counter: Counter) -> Counter:
    """Has a room that counts votes asked what it knows of an idea: its numbers, or None. As the journal's `hears`, so
    that a room above can tell something to this one."""
    COUNTERS.append(counter)
    return counter


def votes_of(idea: Idea) -> Votes | None:
    """The numbers of the vote that the idea was in; None until there was one."""
    return next((votes for counter in COUNTERS if (votes := counter(idea))), None)
