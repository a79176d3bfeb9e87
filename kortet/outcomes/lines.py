"""I sagde, vi gjorde: one line for each thing that was said and answered, with what was decided and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from kortet.outcomes.models import Decision
from kortet.outcomes.queries import shown
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

    @property
    def supports(self) -> int:
        return sum(pin.support_count for pin in self.pins)

    @property
    def areas(self) -> dict[int, str]:
        """Of where it was said: row number → name."""
        return {pin.neighbourhood.pk: pin.neighbourhood.name for pin in self.pins if pin.neighbourhood}

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
    decisions = list(Decision.objects.filter(process__in=processes.values("pk")).with_pins()[:MOST])
    taken = {pin.pk for one in decisions for pin in one.shown}  # type: ignore[attr-defined]  # prefetched
    answered = Pin.objects.public().filter(process__in=processes.values("pk"), answered__isnull=False)
    lines = [of_decision(one) for one in decisions] + [
        of_pin(pin) for pin in shown(answered)[:MOST] if pin.pk not in taken
    ]
    return sorted(lines, key=lambda line: (line.decided_on is None, -(line.decided_on or date.min).toordinal()))


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
