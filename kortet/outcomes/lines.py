"""I sagde, vi gjorde: a line for each thing that was said and answered, with what was decided and what was done.

From proposals that were decided, decisions that staff wrote, and pins that were answered and are in neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kortet.ideas.models import Idea
from kortet.outcomes.models import Decision
from kortet.outcomes.queries import decided_ideas, shown
from kortet.pins.models import Pin
from kortet.processes.models import Process
from kortet.processes.queries import ProcessQuerySet

MOST = 500  # lines of one page or paper


@dataclass
class Line:
    """`said` and `did` in words; `result` is what it became; `pins` (with their pictures and hand-overs) where.

    `decided_on` is the day of the decision or of the answer, `process` the row number of the process it was said in.
    """

    process: int
    said: str
    did: str
    result: str
    status: str
    decided_on: date | None
    pins: list[Pin] = field(default_factory=list)
    address: str = ""
    idea: Idea | None = None

    @property
    def supports(self) -> int:
        """Of a proposal how many people support one of its pins, each once; else the supports of the pins."""
        if self.idea is not None:
            return int(self.idea.supporters)  # type: ignore[attr-defined]  # annotated by the question
        return sum(pin.support_count for pin in self.pins)

    @property
    def reached(self) -> list[Any]:
        """The milestones of a proposal that are behind it."""
        return [one for one in self.idea.milestones.all() if one.done] if self.idea else []

    @property
    def areas(self) -> dict[int, str]:
        """Of where it was said: row number → name."""
        placed = [*self.pins, *([self.idea] if self.idea else [])]
        return {one.neighbourhood.pk: one.neighbourhood.name for one in placed if one.neighbourhood}

    @property
    def themes(self) -> dict[int, str]:
        return {pin.theme.pk: pin.theme.label for pin in self.pins if pin.theme}

    @property
    def handovers(self) -> list[Any]:
        """What associations took on, and what came of it."""
        return [one for pin in self.pins for one in pin.taken_on]  # type: ignore[attr-defined]  # prefetched

    @property
    def is_done(self) -> bool:
        return any(pin.status == Pin.Status.DONE for pin in self.pins)

    @property
    def pictured(self) -> list[Pin]:
        """The pins that show how it became."""
        return [pin for pin in self.pins if pin.afters]  # type: ignore[attr-defined]  # prefetched


def lines_of(processes: ProcessQuerySet) -> list[Line]:
    """All lines of some processes, the newest decision first; a fixed number of questions, however many there are."""
    here = processes.values("pk")
    lines = [of_idea(one) for one in decided_ideas(here)[:MOST]]
    lines += [of_decision(one) for one in Decision.objects.filter(process__in=here).with_pins()[:MOST]]
    taken = {pin.pk for line in lines for pin in line.pins}
    answered = Pin.objects.public().filter(process__in=here, answered__isnull=False)
    lines += [of_pin(pin) for pin in shown(answered)[:MOST] if pin.pk not in taken]
    return sorted(lines, key=lambda line: (line.decided_on is None, -(line.decided_on or date.min).toordinal()))


def of_idea(idea: Idea) -> Line:
    """A proposal that was decided; built is more than chosen."""
    decision, built = idea.decision, bool(idea.is_built)  # type: ignore[attr-defined]  # joined and annotated
    pins = [one.pin for one in idea.held]  # type: ignore[attr-defined]  # prefetched
    status = _("bygget") if built else str(decision.get_outcome_display())
    facts: dict[str, Any] = {"decided_on": decision.decided_on, "address": idea.get_absolute_url(), "idea": idea}
    result = "done" if built else decision.outcome
    return Line(idea.process_id, idea.title, decision.reason, result, status, pins=pins, **facts)


def of_decision(decision: Decision) -> Line:
    pins: list[Pin] = decision.shown  # type: ignore[attr-defined]  # prefetched
    facts = {"result": decision.result, "status": str(decision.get_result_display()), "decided_on": decision.decided_on}
    return Line(decision.process_id, decision.said_here, decision.text_here, pins=pins, **facts)  # type: ignore[arg-type]  # by name


def of_pin(pin: Pin) -> Line:
    """A pin that the municipality has answered: the last answer is what it says now."""
    answer = pin.official[-1] if pin.official else None  # type: ignore[attr-defined]  # prefetched
    status = pin.state.label if pin.state else str(pin.get_status_display())
    given = timezone.localtime(pin.answered).date() if pin.answered else None
    did = answer.told[0] if answer else ""
    return Line(pin.process_id or 0, pin.title, did, pin.status, status, given, [pin], pin.get_absolute_url())


def chosen(lines: Iterable[Line], *, area: int | None, theme: int | None) -> list[Line]:
    """Those about an area, a theme, or both."""
    return [line for line in lines if (area is None or area in line.areas) and (theme is None or theme in line.themes)]


def in_one(process: Process) -> list[Line]:
    return lines_of(Process.objects.filter(pk=process.pk))
