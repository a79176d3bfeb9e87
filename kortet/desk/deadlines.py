"""When something has to be answered and closed, by its theme."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from kortet.desk.models import ANSWER_DAYS, CLOSING_DAYS, ClosedDay, Deadline
from kortet.desk.working_days import Calendar
from kortet.municipalities.models import Municipality

Days = tuple[int, int]  # working days to the first answer, and to the end
ANSWER, CLOSING = 0, 1
COLUMNS = ("theme", "answer_days", "closing_days")


@dataclass
class Deadlines:
    """A municipality's deadlines; two queries, asked when they are first needed."""

    town: Municipality

    @cached_property
    def by_theme(self) -> dict[int | None, Days]:
        """Theme (row number) → days; None: of all that have none of their own."""
        found = Deadline.objects.filter(municipality=self.town)
        said = {theme: (answer, closing) for theme, answer, closing in found.values_list(*COLUMNS)}
        return {None: (ANSWER_DAYS, CLOSING_DAYS)} | said

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(ClosedDay.objects.filter(municipality=self.town).values_list("day", flat=True))

    def days(self, theme: int | None, step: int) -> int:
        return self.by_theme.get(theme, self.by_theme[None])[step]

    def due(self, theme: int | None, step: int, came: datetime) -> date:
        """The last day on which a step is in time (`ANSWER`, `CLOSING`)."""
        return self.calendar.after(timezone.localdate(came), self.days(theme, step))

    def overdue(self, step: int, *, came: str, theme: str = "") -> Q:
        """Rows whose day for a step has passed. `came` and `theme` are paths to columns; without one all are as those
        without a theme."""
        own = {number: days for number, days in self.by_theme.items() if number is not None and theme}
        other = Q(**{f"{came}__lt": self._cutoff(self.by_theme[None][step])})
        if not own:
            return other
        named = Q(**{f"{theme}__in": list(own)})
        found = other & (~named | Q(**{theme: None}))
        for number, days in own.items():
            found |= Q(**{theme: number, f"{came}__lt": self._cutoff(days[step])})
        return found

    def _cutoff(self, days: int) -> datetime:
        return self.calendar.overdue_before(timezone.localdate(), days)
