"""How long people wait: to the first answer and to the end, and how much of it was in time. By theme and by area."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kortet.desk.deadlines import ANSWER, CLOSING, Deadlines
from kortet.desk.queue import STAFF
from kortet.municipalities.models import Municipality, Theme
from kortet.people.models import User
from kortet.pins.models import Pin
from kortet.places.models import Area

PERIODS = (30, 90, 365)
COLUMNS = ("pk", "theme", "neighbourhood", "created", "answered", "status_since")


@dataclass
class Times:
    """Of some pins: how many days something took, and how many were in time of those that should be done by now."""

    days: list[float] = field(default_factory=list)
    in_time: int = 0
    counted: int = 0

    def add(self, came: datetime, done: datetime | None, due: date) -> None:
        """What is not done and not due yet says nothing so far."""
        if done is not None:
            self.days.append((done - came).total_seconds() / 86400)
        if done is not None or due < timezone.localdate():
            self.counted += 1
            self.in_time += done is not None and timezone.localdate(done) <= due

    @property
    def median_days(self) -> float | None:
        return round(median(self.days), 1) if self.days else None

    @property
    def per_cent(self) -> int | None:
        return round(100 * self.in_time / self.counted) if self.counted else None


@dataclass
class Row:
    name: str
    pins: int = 0
    answers: Times = field(default_factory=Times)
    ends: Times = field(default_factory=Times)

    @property
    def both(self) -> tuple[Times, Times]:
        return self.answers, self.ends


@dataclass
class Figures:
    """Shown pins that came within so many days, of those that a person's roles are for. Two queries for the pins."""

    user: User
    town: Municipality
    days: int

    def tables(self) -> list[tuple[str, list[Row]]]:
        """All, by theme, and by area."""
        pins, over = self._pins()
        themes = {theme.pk: theme.label for theme in Theme.objects.of(self.town)}
        areas = dict(Area.objects.of(self.town).neighbourhoods().values_list("pk", "name"))
        every: dict[Any, Row] = {None: Row(_("Alle"))}
        by_theme: dict[Any, Row] = {}
        by_area: dict[Any, Row] = {}
        deadlines, due = Deadlines(self.town), Due()
        for pk, theme, area, came, answered, since in pins:
            rows = [every[None], by_theme.setdefault(theme, Row(themes.get(theme, "–")))]
            rows.append(by_area.setdefault(area, Row(areas.get(area, "–"))))
            for row in rows:
                row.pins += 1
                row.answers.add(came, answered, due.of(deadlines, theme, ANSWER, came))
                if pk not in over or since is not None:  # of an imported one nobody knows when it was closed
                    row.ends.add(came, since if pk in over else None, due.of(deadlines, theme, CLOSING, came))
        return [
            (_("I alt"), list(every.values())),
            (_("Efter emne"), in_order(by_theme.values())),
            (_("Efter område"), in_order(by_area.values())),
        ]

    def _pins(self) -> tuple[Iterable[tuple[Any, ...]], set[int]]:
        since = timezone.now() - timedelta(days=self.days)
        pins = Pin.objects.worked_on_by(self.user, self.town, *STAFF).public().filter(created__gte=since)
        over = set(pins.filter(~Q(pk__in=pins.not_over().values("pk"))).values_list("pk", flat=True))
        return pins.values_list(*COLUMNS), over


class Due:
    """Days on which something is due, each reckoned once."""

    def __init__(self) -> None:
        self.known: dict[tuple[int | None, int, date], date] = {}

    def of(self, deadlines: Deadlines, theme: int | None, step: int, came: datetime) -> date:
        key = (theme, step, timezone.localdate(came))
        if key not in self.known:
            self.known[key] = deadlines.due(theme, step, came)
        return self.known[key]


def in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.pins, row.name))
