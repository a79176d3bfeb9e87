"""Working days: Monday to Friday without Danish public holidays and the days on which the municipality is closed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays
from django.utils import timezone

DAY = timedelta(days=1)
SATURDAY = 5


@lru_cache(maxsize=64)
def holidays_of(year: int) -> frozenset[date]:
    """The public holidays of a year. From 2024 on Great Prayer Day is none."""
    return frozenset(holidays.country_holidays("DK", years=year))


class Calendar:
    """A municipality's working days."""

    def __init__(self, closed: Iterable[date] = ()) -> None:
        self.closed = frozenset(closed)

    def is_working(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.closed and day not in holidays_of(day.year)

    def after(self, day: date, days: int) -> date:
        """The so-many-th working day after a day; the day itself where it is none."""
        while days > 0:
            day += DAY
            days -= self.is_working(day)
        return day

    def overdue_before(self, today: date, days: int) -> datetime:
        """The local midnight before which something must have come for its so many working days to have passed."""
        day = today
        while days > 0:
            day -= DAY
            days -= self.is_working(day)
        return timezone.make_aware(datetime.combine(day, datetime.min.time()))
