"""The calendar's pages: the coming days, one day, one week, or a month as a grid."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from django.utils import timezone

from kortet.events.models import Occurrence
from kortet.events.queries import OccurrenceQuerySet

ROWS = 60
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass
class CalendarPage:
    """Which days are asked for: `day` 2026-12-01, `week` 2026-W49, `month` 2026-12, or nothing: what is coming."""

    dates: OccurrenceQuerySet
    day: str = ""
    week: str = ""
    month: str = ""

    @cached_property
    def view(self) -> str:
        return "day" if self._day else "week" if self._week else "month" if self._month else "coming"

    @cached_property
    def _day(self) -> date | None:
        return parsed(self.day)

    @cached_property
    def _week(self) -> date | None:
        try:
            year, week = self.week.split("-W")
            return in_bounds(date.fromisocalendar(int(year), int(week), 1))
        except ValueError:
            return None

    @cached_property
    def _month(self) -> date | None:
        return parsed(f"{self.month}-01") if self.month else None

    @cached_property
    def first(self) -> date:
        return self._day or self._week or self._month or timezone.localdate()

    @property
    def last(self) -> date:
        length = {"day": 0, "week": 6, "month": calendar.monthrange(self.first.year, self.first.month)[1] - 1}
        return self.first + timedelta(days=length.get(self.view, 730))

    @property
    def before(self) -> str:
        """The question of the same view before this one."""
        return self._question(self.first - timedelta(days=1))

    @property
    def later(self) -> str:
        return self._question(self.last + timedelta(days=1))

    def _question(self, day: date) -> str:
        year, week, _weekday = day.isocalendar()
        words = {"day": f"dag={day}", "week": f"uge={year}-W{week:02}", "month": f"maaned={day:%Y-%m}"}
        return words.get(self.view, "")

    @cached_property
    def rows(self) -> list[Occurrence]:
        """The dates of the page in their order; of what is coming only so many, without those called off."""
        if self.view == "coming":
            return list(self.dates.coming().as_rows()[:ROWS])
        return list(self.dates.on_days(self.first, self.last).order_by("starts", "pk").as_rows()[: ROWS * 5])

    @property
    def days(self) -> list[tuple[date, list[Occurrence]]]:
        """The dates by the day on which they begin here."""
        return [(day, list(found)) for day, found in groupby(self.rows, lambda one: one.shown_day)]

    @property
    def weeks(self) -> list[list[tuple[date, list[Occurrence]]]]:
        """The month as weeks of days, Monday first; days of other months are empty."""
        by_day = dict(self.days)
        grid = calendar.Calendar().monthdatescalendar(self.first.year, self.first.month)
        return [[(day, by_day.get(day, []) if day.month == self.first.month else []) for day in week] for week in grid]


def parsed(text: str) -> date | None:
    try:
        return in_bounds(date.fromisoformat(text))
    except ValueError:
        return None


def in_bounds(day: date) -> date | None:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
