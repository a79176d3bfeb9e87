"""Where it is silent: how many answered of those who were asked, area by area, while a survey runs.

By the codes that were sent to each area where there are such, in numbers. By where people said that they live it is
told in words alone, for that is an answer, and few people live in some areas.
"""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from kortet.places.models import Area
from kortet.responses.models import Response
from kortet.surveys.models import Survey

SILENT, BUSY = 0.5, 1.5  # times what is usual in the whole survey


@dataclass(frozen=True)
class Rate:
    """One area: how many were asked, how many answered, and the share that is usual."""

    name: str
    asked: int
    answered: int
    usual: float

    @property
    def share(self) -> float:
        return self.answered / self.asked if self.asked else 0.0

    @property
    def percent(self) -> float:
        return 100 * self.share

    @property
    def is_silent(self) -> bool:
        """Whether fewer than half as many answer as elsewhere."""
        return self.asked > 0 and self.share < SILENT * self.usual

    @property
    def word(self) -> str:
        if self.is_silent:
            return str(_("stille"))
        return str(_("flere end andre steder") if self.share > BUSY * self.usual else _("som andre steder"))


def by_codes(survey: Survey) -> list[Rate]:
    """The areas that letters went to, the most silent first."""
    told = survey.packages.by_area()
    names = dict(Area.objects.filter(pk__in=told).values_list("pk", "name"))
    return in_order([(names[area], sent, used) for area, (sent, used) in told.items()])


def by_homes(survey: Survey) -> list[Rate]:
    """The neighbourhoods of today whose inhabitants are known, the most silent first; empty before anybody answered."""
    areas = Area.objects.of(survey.process.municipality).neighbourhoods().current().exclude(population=None)
    homes = Response.objects.of(survey).counted().exclude(home=None).values_list("home").order_by("home")
    counted = dict(homes.annotate(n=Count("pk")))
    rows = areas.values_list("pk", "name", "population") if counted else []
    return in_order([(name, lives or 0, counted.get(pk, 0)) for pk, name, lives in rows])


def in_order(rows: list[tuple[str, int, int]]) -> list[Rate]:
    asked, answered = sum(row[1] for row in rows), sum(row[2] for row in rows)
    rates = [Rate(*row, answered / asked if asked else 0.0) for row in rows]
    return sorted(rates, key=lambda rate: (rate.share, rate.name))
