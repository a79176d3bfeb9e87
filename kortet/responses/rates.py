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
WORDS = (_("stille"), _("som andre steder"), _("flere end andre steder"))


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
    def loudness(self) -> int:
        """0: fewer than half as many answer as elsewhere; 1: as elsewhere; 2: more."""
        if self.asked > 0 and self.share < SILENT * self.usual:
            return 0
        return 2 if self.share > BUSY * self.usual else 1

    @property
    def word(self) -> str:
        return str(WORDS[self.loudness])


def by_codes(survey: Survey) -> list[Rate]:
    """The areas that letters went to, the most silent first."""
    told = survey.packages.by_area()
    names = dict(Area.objects.filter(pk__in=told).values_list("pk", "name"))
    rates = rates_of([(names[area], sent, used) for area, (sent, used) in told.items()])
    return sorted(rates, key=lambda rate: (rate.share, rate.name))


def by_homes(survey: Survey) -> list[Rate]:
    """Today's neighbourhoods whose inhabitants are known, those of one word by name; empty before anybody answered.

    In the order of their shares a row would move when one person answers, and tell where that one lives.
    """
    areas = Area.objects.of(survey.process.municipality).neighbourhoods().current().exclude(population=None)
    homes = Response.objects.of(survey).counted().exclude(home=None).values_list("home").order_by("home")
    counted = dict(homes.annotate(n=Count("pk")))
    rows = areas.values_list("pk", "name", "population") if counted else []
    rates = rates_of([(name, lives or 0, counted.get(pk, 0)) for pk, name, lives in rows])
    return sorted(rates, key=lambda rate: (rate.loudness, rate.name))


def rates_of(rows: list[tuple[str, int, int]]) -> list[Rate]:
    asked, answered = sum(row[1] for row in rows), sum(row[2] for row in rows)
    return [Rate(*row, answered / asked if asked else 0.0) for row in rows]
