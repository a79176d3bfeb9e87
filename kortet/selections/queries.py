"""Whole-set questions about selections. `visible_to()` decides who sees which."""

from typing import TYPE_CHECKING, Self

from django.contrib.gis.db.models import PointField
from django.contrib.gis.db.models.functions import Transform
from django.db.models import Avg, Count, F, FloatField, Func, Q, QuerySet, Value

from kortet.pins.queries import PinQuerySet
from kortet.places.queries import DEGREES, METRES

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.municipalities.models import Municipality
    from kortet.people.models import User
    from kortet.selections.models import Selection  # noqa: F401  (the names in the base classes are text)


class SelectionQuerySet(QuerySet["Selection"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def visible_to(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """One's own and those that colleagues share; nothing for who does not work for the municipality."""
        if not (user.is_authenticated and user.works_for(municipality)):
            return self.none()
        return self.of(municipality).filter(Q(owner=user) | Q(is_shared=True))

    def changeable_by(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """One's own, and shared ones whose owner is gone."""
        mine = self.visible_to(user, municipality)
        return mine.filter(Q(owner=user.pk) | Q(owner=None))

    def as_rows(self) -> Self:
        """With who owns it, and without the outline."""
        return self.select_related("owner").defer("outline").order_by("name", "pk")


def dots_of(pins: PinQuerySet, metres: float) -> list[tuple[float, float, int]]:
    """Longitude, latitude (EPSG:4326) and number of the pins whose public points share a square; in their middle."""
    square = Func(F("public_point"), Value(metres), function="ST_SnapToGrid", output_field=PointField(srid=METRES))
    east, north = (Avg(Func(F("public_point"), function=f"ST_{axis}", output_field=FloatField())) for axis in "XY")
    middle = Func(east, north, Value(METRES), function="ST_Point", output_field=PointField(srid=METRES))
    there = Transform(middle, DEGREES)
    found = pins.order_by().annotate(square=square).values("square").annotate(n=Count("pk"), there=there)
    return [(round(dot.x, 6), round(dot.y, 6), n) for dot, n in found.values_list("there", "n")]
