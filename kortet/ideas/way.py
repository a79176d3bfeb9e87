"""A proposal's whole way on one time line: its pins, its versions, questions, votes, decision, milestones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kortet.ideas.models import Idea
from kortet.ideas.votes import votes_of

PIN, VERSION, QUESTION, COST, VOTES, DECISION, MILESTONE = range(7)  # of two on one day the earlier kind stands first


@dataclass(frozen=True)
class Step:
    """One thing on the way; `row` is what it is about, and `kind` says which."""

    day: date
    kind: int
    row: Any
    is_to_come: bool = False

    @property
    def template(self) -> str:
        """What tells of it."""
        return f"ideas/_way_{TEMPLATES[self.kind]}.html"


TEMPLATES = {
    PIN: "pin",
    VERSION: "version",
    QUESTION: "question",
    COST: "cost",
    VOTES: "votes",
    DECISION: "decision",
    MILESTONE: "milestone",
}


def way_of(idea: Idea) -> list[Step]:
    """All steps, the first first; one query for each kind, however many there are."""
    steps = [*from_pins(idea), *from_words(idea), *from_office(idea), *from_milestones(idea)]
    return sorted(steps, key=lambda step: (step.is_to_come, step.day, step.kind))


def from_pins(idea: Idea) -> Iterator[Step]:
    for gathered in idea.gathered.seen():
        yield Step(timezone.localtime(gathered.pin.created).date(), PIN, gathered)


def from_words(idea: Idea) -> Iterator[Step]:
    for version in idea.versions.shown().select_related("partner"):
        yield Step(timezone.localtime(version.made).date(), VERSION, version)
    for question in idea.questions.all():
        yield Step(timezone.localtime(question.asked).date(), QUESTION, question)


def from_office(idea: Idea) -> Iterator[Step]:
    if idea.cost_on:
        yield Step(idea.cost_on, COST, idea)
    if votes := votes_of(idea):
        yield Step(votes.closed, VOTES, votes)
    if decision := getattr(idea, "decision", None):
        yield Step(decision.decided_on, DECISION, decision)


def from_milestones(idea: Idea) -> Iterator[Step]:
    for milestone in idea.milestones.select_related("picture__municipality"):
        yield Step(milestone.done or milestone.planned, MILESTONE, milestone, is_to_come=milestone.done is None)


def cost_in_words(idea: Idea) -> str:
    """ "40.000–60.000 kr.", or one amount where both are the same; empty where nobody has said."""
    if idea.cost_from is None:
        return ""
    low, high = (in_kroner(amount) for amount in (idea.cost_from, idea.cost_to))
    return _("%(amount)s kr.") % {"amount": low if low == high else f"{low}–{high}"}


def in_kroner(amount: int | None) -> str:
    """A whole number with a mark at each thousand, as the language of the page has it."""
    return number_format(amount or 0, 0, use_l10n=True, force_grouping=True)
