"""Whole-set questions about surveys. `visible_to()` decides what is seen, everywhere."""

import json
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.db.models import PointField
from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.db.models import Exists, F, Func, OuterRef, QuerySet, Subquery

from kortet.municipalities.tongues import in_tongue
from kortet.places.queries import DEGREES, METRES, feature_collection
from kortet.processes.models import Process

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.people.models import User
    from kortet.surveys.models import BankQuestion, Edition, MapObject, Survey  # noqa: F401  (the names in the base classes are text)


class SurveyQuerySet(QuerySet["Survey"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(process__municipality=municipality)

    def public(self) -> Self:
        """What anybody sees: asked at some time, in a process that is published or closed."""
        asked = self.exclude(process__state="draft").filter(editions__published__isnull=False)
        return asked.distinct()

    def designed_by(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """Those whose process a person designs."""
        return self.filter(process__in=Process.objects.designed_by(user, municipality))

    def with_public_results(self) -> Self:
        return self.public().filter(results_published__isnull=False)

    def for_list(self) -> Self:
        """With what a list tells of each: the number of its edition that is asked, and whether there is a draft."""
        editions = self.model._meta.get_field("editions").related_model
        mine = editions.objects.filter(survey=OuterRef("pk"))  # type: ignore[union-attr]  # a relation of Edition
        asked = mine.filter(published__isnull=False).order_by("-number").values("number")[:1]
        return self.annotate(asked=Subquery(asked), has_draft=Exists(mine.filter(published=None)))


class BankQuestionQuerySet(QuerySet["BankQuestion"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)


class EditionQuerySet(QuerySet["Edition"]):
    def published(self) -> Self:
        return self.filter(published__isnull=False)

    def drafts(self) -> Self:
        return self.filter(published=None)

    def current(self) -> "Edition | None":
        """The one that is asked now: the last that was published."""
        return self.published().order_by("-number").first()


class MapObjectQuerySet(QuerySet["MapObject"]):
    def as_geojson(self, colour: str = "blue") -> str:
        """A FeatureCollection (EPSG:4326, six decimals) with key, group, name in its tongue, `at` a spot on it."""
        spot = Transform(Func(F("shape"), function="ST_PointOnSurface", output_field=PointField(srid=METRES)), DEGREES)
        rows = self.annotate(
            drawn=AsGeoJSON(Transform("shape", DEGREES), precision=6), spot=AsGeoJSON(spot, precision=6)
        )
        return feature_collection(
            {
                "key": row["key"],
                "word": row["key"],
                "group": row["group"],
                "name": in_tongue(row["words"]),
                "colour": colour,
                "at": json.loads(row["spot"])["coordinates"],
                "drawn": row["drawn"],
            }
            for row in rows.values("key", "group", "words", "drawn", "spot")
        )
