"""Whole-set questions about partners, who may write in their name, and who was invited to."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.gis.db.models.functions import AsGeoJSON, Distance, Transform
from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.utils import timezone

from kortet.municipalities.models import METRES
from kortet.municipalities.words import address_stem, free_among
from kortet.people.queries import Limit, WorkQuerySet
from kortet.places.queries import feature_collection, in_degrees, in_named_areas
from kortet.places.turned import turned

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.municipalities.models import Municipality, Theme
    from kortet.partners.models import Invitation, Member, Partner  # noqa: F401  (the names in the base classes are text)
    from kortet.people.models import User
    from kortet.places.models import Area

DEGREES = 4326
INVITATION_DAYS = 30
ALIKE = 0.45  # how much of a name must sound like what was written (trigrams, 0 to 1)


class PartnerQuerySet(WorkQuerySet["Partner"]):
    def limited_to(self, limit: Limit) -> Q:
        """Those named, at home in the areas, and with one of the themes."""
        named = Q(pk__in=limit.partners) if limit.partners else Q()
        about = Q(themes__overlap=list(limit.themes)) if limit.themes else Q()
        return named & about & in_named_areas(self.model, limit.areas)

    def public(self) -> Self:
        """Those that the municipality approved and has not put on pause."""
        return self.filter(state="approved")

    def run_by(self, user: "User | AnonymousUser") -> Self:
        """Approved ones that a person may write for; asked anew with each request."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.public().filter(members__user=user)

    def visible_to(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """The public ones of a municipality; staff see all that their roles are for, members their own while it waits
        or pauses."""
        here = self.of(municipality)
        if not user.is_authenticated:
            return here.public()
        if user.is_unlimited_in(municipality):
            return here
        own = Q(pk__in=here.filter(members__user=user).values("pk"))
        return here.filter(Q(state="approved") | own | self.work_of(user, municipality))

    def matching(self, words: str) -> Self:
        """Those whose name has the words or sounds like them, likeliest first; all of them where nothing is said."""
        if not words.strip():
            return self
        folded: Any = Func(Value(words.strip()[:100]), function="kortet_fold", output_field=TextField())
        alike = self.annotate(alike=TrigramWordSimilarity(folded, "folded"))
        return alike.filter(Q(folded__contains=folded) | Q(alike__gte=ALIKE)).order_by("-alike", "name", "pk")

    def with_theme(self, theme: "Theme") -> Self:
        return self.filter(themes__contains=[theme.pk])

    def working_at(self, point: Point) -> Self:
        """Those whose service area covers a point (EPSG:25832), borders and corners included."""
        # Zero metres away is covered, or less than a tenth of a micrometre outside. ST_Covers (PostGIS 3.3) takes about
        # three times as long where borders are crooked.
        return self.filter(service_area__dwithin=(point, D(m=0)))

    def working_in(self, area: "Area") -> Self:
        """Those whose service area has more than a border in common with an area, those at home there first."""
        boundary = type(area).objects.filter(pk=area.pk).values("boundary")
        here = self.filter(service_area__intersects=boundary[:1])
        return here.order_by(F("neighbourhood").asc(nulls_last=True), "name", "pk")

    def from_here(self, place: Point) -> Self:
        """With `distance` from a place (any CRS that it names) to the public point, nearest first."""
        here = turned(place, METRES)
        placed = self.exclude(precision="whole")
        return placed.annotate(distance=Distance("public_point", here)).order_by("distance", "pk")

    def within(self, place: Point, *, metres: float) -> Self:
        return self.filter(public_point__dwithin=(turned(place, METRES), D(m=metres)))

    def as_rows(self) -> Self:
        """With what a row of a list shows, and without the shapes, which are large."""
        return self.select_related("neighbourhood", "logo__municipality", "municipality").defer(
            "service_area", "neighbourhood__boundary", "municipality__outline"
        )

    def as_geojson(self) -> str:
        """A FeatureCollection (EPSG:4326) of those whose premises may be shown: slug, name and kind at a point."""
        rows: Any = self.filter(shows_premises=True).exclude(precision="whole").order_by("pk")
        rows = rows.annotate(drawn=in_degrees("public_point"))
        return feature_collection(rows.values("slug", "name", "kind", "drawn"))

    def area_geojson(self) -> str:
        """The service area of the one partner, simplified to 10 m, as a GeoJSON geometry (EPSG:4326)."""
        flat: Any = Func(F("service_area"), Value(10.0), function="ST_SimplifyPreserveTopology")
        flat.output_field = self.model._meta.get_field("service_area")
        drawn = self.annotate(drawn=AsGeoJSON(Transform(flat, DEGREES), precision=5)).values_list("drawn", flat=True)
        return str(drawn.get())

    def stem(self, name: str) -> str:
        """A name as it stands in addresses: "Ældre Sagen Åby" is "aeldre-sagen-aaby"."""
        return address_stem(name, longest=70) or "forening"

    def free_slug(self, municipality_id: int, name: str) -> str:
        """A name for addresses that no other partner of the municipality has: "roklubben", "roklubben-2"."""
        stem = self.stem(name)
        return free_among(
            self.filter(municipality=municipality_id, slug__startswith=stem).values_list("slug", flat=True), stem
        )


class MemberQuerySet(QuerySet["Member"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(partner__municipality=municipality)


class InvitationQuerySet(QuerySet["Invitation"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(partner__municipality=municipality)

    def open(self) -> Self:
        """Not accepted, not too old, and of a partner that is seen."""
        young = timezone.now() - timedelta(days=INVITATION_DAYS)
        return self.filter(accepted=None, created__gte=young, partner__state="approved")

    def forget_old(self) -> int:
        """Deletes addresses that nobody used; those of a partner that waits for its answer stay. Returns how many."""
        old = timezone.now() - timedelta(days=INVITATION_DAYS)
        return self.filter(accepted=None, created__lt=old).exclude(partner__state="asked").delete()[0]
