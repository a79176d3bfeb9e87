"""Whole-set questions about what came of processes. What is told of is decided here, for pages and papers alike."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Prefetch, Q, QuerySet

from kortet.ideas.models import Gathered, Idea
from kortet.ideas.queries import IdeaQuerySet
from kortet.links.models import Handover
from kortet.pins.models import Comment, Pin
from kortet.pins.queries import PinQuerySet
from kortet.processes.models import Process
from kortet.processes.queries import ProcessQuerySet

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.outcomes.models import Decision, Outcome  # noqa: F401  (the names in the base classes are text)

TOLD = Q(state="closed") | Q(state="published", outcome__published__isnull=False)


def told_of(municipality: "Municipality") -> ProcessQuerySet:
    """The processes whose results anybody sees: those that are closed, and those whose owner shows it already."""
    return Process.objects.of(municipality).public().filter(TOLD)


class OutcomeQuerySet(QuerySet["Outcome"]):
    def of(self, process: Process) -> "Outcome":
        """What is written about a process; nothing yet where no row is there."""
        found = self.filter(process=process).first()
        return found or self.model(process=process)


class DecisionQuerySet(QuerySet["Decision"]):
    def with_pins(self) -> Self:
        """With their public pins and what those show of themselves, in a fixed number of questions."""
        return self.prefetch_related(Prefetch("pins", shown(Pin.objects.public()), to_attr="shown"))


def decided_ideas(processes: QuerySet[Any]) -> IdeaQuerySet:
    """The public proposals of some processes (row numbers) that were decided, with their pins and milestones."""
    pins = Prefetch("pin", shown(Pin.objects.public()))
    held = Gathered.objects.held().filter(pin__moderation="shown").order_by("pk").prefetch_related(pins)
    ideas = Idea.objects.public().filter(process__in=processes, decision__isnull=False).with_figures()
    told = ideas.select_related("decision", "process", "neighbourhood")
    told = told.defer("shape", "process__area", "neighbourhood__boundary").order_by("-decision__decided_on", "pk")
    return told.prefetch_related("milestones", Prefetch("gathered", held, to_attr="held"))


def shown(pins: PinQuerySet) -> PinQuerySet:
    """Pins with what a line of results says of them: place, theme, pictures before and after, answers, hand-overs."""
    answers = Comment.objects.said().filter(is_official=True).order_by("created", "pk")
    given = Handover.objects.public().select_related("partner")
    told = (
        pins.as_rows().with_after().select_related("theme", "neighbourhood", "state").order_by("-support_count", "pk")
    )
    return told.prefetch_related(
        Prefetch("comments", answers, to_attr="official"),
        Prefetch("handovers", given.defer("partner__service_area"), to_attr="taken_on"),
    )
