"""Whole-set questions about what is drawn and what people think of it. `public()` decides what is seen, everywhere."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.contrib.gis.db.models import PointField
from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.contrib.gis.measure import D
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from kortet.municipalities.tongues import is_english
from kortet.pins.models import Pin
from kortet.places.queries import DEGREES, METRES, feature_collection

if TYPE_CHECKING:
    from kortet.alternatives.models import Alternative, Reaction  # noqa: F401  (the names in the base classes are text)
    from kortet.processes.models import Process

NEAR_METRES = 100
LINES, AREAS = ("LINESTRING", "MULTILINESTRING"), ("POLYGON", "MULTIPOLYGON")
STEPS = (1, 2, 3, 4, 5)
LEAST = 5  # reactions before their steps are told
A_TOWN_MINUTELY = 300


class Told(NamedTuple):
    """How many reacted in each step, from very much against (the first) to very much for; comments are the shown."""

    steps: tuple[int, ...] = (0,) * len(STEPS)
    comments: int = 0

    @property
    def total(self) -> int:
        return sum(self.steps)

    @property
    def is_told(self) -> bool:
        """Whether so many reacted that nobody is recognised in a step."""
        return self.total >= LEAST


class AlternativeQuerySet(QuerySet["Alternative"]):
    def of(self, process: "Process") -> Self:
        return self.filter(process=process)

    def current(self) -> Self:
        """Those that may be reacted to: no newer drawing stands in their place."""
        return self.filter(replaced=None)

    def public(self) -> Self:
        """What anybody sees: of processes that are published, or closed."""
        return self.exclude(process__state="draft")

    def measured(self) -> Self:
        """With `drawn_as`, `metres` of a line, `square_metres` of an area, and how many public pins of the process lie
        within 100 metres (`pins_near`); one question, however many there are. The shape itself stays where it is."""
        kind = Func(F("shape"), function="GeometryType", output_field=CharField())
        length, square = (
            Func(F("shape"), function=name, output_field=FloatField()) for name in ("ST_Length", "ST_Area")
        )
        return self.annotate(
            drawn_as=kind,
            metres=Case(When(drawn_as__in=LINES, then=length), output_field=FloatField()),
            square_metres=Case(When(drawn_as__in=AREAS, then=square), output_field=FloatField()),
            pins_near=Coalesce(Subquery(pins_near(), output_field=IntegerField()), 0),
        ).defer("shape")

    def as_geojson(self) -> str:
        """A FeatureCollection (EPSG:4326, six decimals) with word, name, colour and `at`, a spot on it."""
        spot = Transform(Func(F("shape"), function="ST_PointOnSurface", output_field=PointField(srid=METRES)), DEGREES)
        drawn = self.annotate(
            drawn=AsGeoJSON(Transform("shape", DEGREES), precision=6), spot=AsGeoJSON(spot, precision=6)
        )
        english = is_english()
        rows = drawn.values("word", "title", "title_en", "colour", "drawn", "spot")
        return feature_collection(
            {
                "word": row["word"],
                "name": row["title_en"] if english and row["title_en"] else row["title"],
                "colour": row["colour"],
                "at": json.loads(row["spot"])["coordinates"],
                "drawn": row["drawn"],
            }
            for row in rows
        )


def pins_near() -> QuerySet[Any]:
    """Of the row outside: how many public pins of its process lie within 100 metres of its shape."""
    near = Pin.objects.public().filter(
        process=OuterRef("process"), public_point__dwithin=(OuterRef("shape"), D(m=NEAR_METRES))
    )
    return near.order_by().values("process").annotate(n=Count("pk")).values("n")


class ReactionQuerySet(QuerySet["Reaction"]):
    def of(self, process: "Process") -> Self:
        return self.filter(alternative__process=process)

    def said(self) -> Self:
        """Those with words that a moderator has let through, newest first."""
        return self.filter(moderation="shown").exclude(text="").order_by("-given", "-pk")

    def waiting(self) -> Self:
        """Words that a moderator has to look at, oldest first."""
        return self.filter(moderation="waiting").order_by("pk")

    def counted(self) -> dict[int, Told]:
        """Alternative id → how many reacted in each step; one question."""
        found: dict[int, list[int]] = {}
        comments: dict[int, int] = {}
        said = Count("pk", filter=Q(moderation="shown") & ~Q(text=""))
        rows = self.order_by().values_list("alternative", "step").annotate(n=Count("pk"), said=said)
        for alternative, step, n, with_words in rows:
            found.setdefault(alternative, [0] * len(STEPS))[step - 1] = n
            comments[alternative] = comments.get(alternative, 0) + with_words
        return {key: Told(tuple(steps), comments[key]) for key, steps in found.items()}

    def flooded(self, process: "Process") -> bool:
        """Whether the town's processes have taken three hundred reactions within a minute: no crowd does that."""
        lately = timezone.now() - timedelta(minutes=1)
        all_here = self.filter(alternative__process__municipality=process.municipality_id, given__gt=lately)
        return all_here[:A_TOWN_MINUTELY].count() >= A_TOWN_MINUTELY
