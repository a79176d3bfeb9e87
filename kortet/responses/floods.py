"""Answers in a flood: hours in which unusually many came by one way, and how many of them say the very same.

Staff are warned and look; nothing is refused or left out by itself. What they do not trust they set aside (asides.py).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Count, TextField
from django.db.models.functions import MD5, Cast, JSONObject
from django.utils import timezone

from kortet.responses.models import Answer, Response
from kortet.responses.models.way import Way
from kortet.responses.sheets import COLUMNS
from kortet.surveys.models import Survey

DAYS = 14  # that are looked back upon
MANY, TIMES = 30, 5  # so many in an hour, and so many times what is usual in an hour with answers, is a flood
FEWEST = 4  # answers of a response, below which two are the same by chance


@dataclass(frozen=True)
class Flood:
    """One hour: how many handed in by one way, and how many of those said the same as another one of them."""

    begins: datetime
    way: Way
    number: int
    same: int

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(hours=1)

    @property
    def percent_same(self) -> int:
        return round(100 * self.same / self.number)


def floods(survey: Survey) -> list[Flood]:
    """The latest first; of what counts."""
    since = timezone.now() - timedelta(days=DAYS)
    counted = Response.objects.of(survey).counted().filter(finished__gte=since)
    hours = list(counted.values_list("way", "finished").order_by("way", "finished").annotate(n=Count("pk")))
    found = []
    for way in Way:
        usual = median([n for one, _hour, n in hours if one == way] or [0])
        found += [(way, hour, n) for one, hour, n in hours if one == way and n >= max(MANY, TIMES * usual)]
    told = [Flood(hour, way, n, same_in(survey, way, hour)) for way, hour, n in found if hour]
    return sorted(told, key=lambda flood: flood.begins, reverse=True)


def same_in(survey: Survey, way: Way, hour: datetime) -> int:
    """How many responses of an hour have a twin in it: each answer to each question the same. PostgreSQL makes a digest
    of each response, so that a flood fills no memory."""
    mine = Answer.objects.of(survey).filter(response__way=way, response__finished=hour)
    words = JSONBAgg(JSONObject(**{name: name for name in COLUMNS}), order_by=COLUMNS)
    whole = mine.values("response").order_by("response").annotate(n=Count("pk"), said=MD5(Cast(words, TextField())))
    twins = Counter(whole.filter(n__gte=FEWEST).values_list("said", flat=True))
    return sum(n for n in twins.values() if n > 1)
