"""What a vote said about an idea, as its way tells it. Who counts is another room; here its numbers come in."""

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


def votes_of(idea: Idea) -> Votes | None:
    """The numbers of the vote that the idea was in; None until there was one. The rooms that vote come in here."""
    return None
