"""Whole-set questions about surveys. `visible_to()` decides what is seen, everywhere."""

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.db.models import QuerySet

from kortet.municipalities.tongues import in_tongue
from kortet.places.queries import DEGREES, feature_collection
from kortet.processes.models import Process

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.people.models import User
    from kortet.surveys.models import Edition, MapObject, Survey  # noqa: F401  (the names in the base classes are text)


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


class EditionQuerySet(QuerySet["Edition"]):
    def published(self) -> Self:
        return self.filter(published__isnull=False)

    def drafts(self) -> Self:
        return self.filter(published=None)

    def current(self) -> "Edition | None":
        """The one that is asked now: the last that was published."""
        return self.published().order_by("-number").first()


class MapObjectQuerySet(QuerySet["MapObject"]):
    def as_geojson(self) -> str:
        """A FeatureCollection (EPSG:4326, six decimals) with key, group and name in the language of the page."""
        rows = self.annotate(drawn=AsGeoJSON(Transform("shape", DEGREES), precision=6))
        told = rows.values("key", "group", "words", "drawn")
        return feature_collection(
            {"key": row["key"], "group": row["group"], "name": in_tongue(row["words"]), "drawn": row["drawn"]}
            for row in told
        )
