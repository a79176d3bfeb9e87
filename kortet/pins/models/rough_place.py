"""The place of a pin as its author lets it be shown: exactly, or only roughly because somebody lives there."""

from typing import Any, ClassVar

from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.places.models import Area, NamedPlace, Placed
from kortet.places.rough import AREA, BLOCK, POINT, STREET, roughly

PLACE = ["precision", "is_rough", "public_point", "place_text", "neighbourhood"]


class RoughlyPlaced(Placed):
    """`is_rough`: `public_point`, the words and the neighbourhood say less than `point` knows, and no shape is shown.

    The database itself refuses a public point that differs without it, and an exact precision with it.
    """

    is_rough = models.BooleanField(_("vises kun omtrentligt"), default=False, db_default=False, editable=False)
    place_text = models.CharField(_("sted i ord"), max_length=200, blank=True)

    # What is shown at a street or in a square is at home where that lies, or its home would tell more than its point.
    HOME: ClassVar = f"CASE WHEN is_rough AND precision IN ('{STREET}', '{BLOCK}') THEN public_point ELSE point END"

    class Meta:
        abstract = True

    def settle(self) -> None:
        super().settle()
        if self.is_rough:
            self.precision, self.public_point, self.place_text, self.neighbourhood = roughly(
                self.municipality, self.point, self.precision
            )
            if self._state.adding:
                self.neighbourhood_then = self.neighbourhood

    @transaction.atomic
    def move_to(self, place: GEOSGeometry) -> None:
        """As all that is placed; what is shown roughly stays so."""
        super().move_to(place)
        self.save(update_fields=PLACE)

    @transaction.atomic
    def show_place_as(self, precision: str, actor: User | None = None) -> None:
        """Shows the place more or less precisely from now on, everywhere."""
        self.precision, self.is_rough = precision, precision != POINT
        self.settle()
        if not self.is_rough:
            self.place_text = NamedPlace.objects.what_is_here(self.municipality, self.point)
        self.save(update_fields=PLACE)
        Entry.objects.record("place_shown_as", self, actor=actor, precision=self.precision)

    @classmethod
    def follow_areas(cls, municipality: Municipality) -> None:
        """What is shown in its neighbourhood alone stands in the middle of that as it is now."""
        rows: Any = cls._default_manager.filter(municipality=municipality, is_rough=True, precision=AREA)
        homes = Area.objects.filter(pk__in=rows.exclude(neighbourhood=None).values("neighbourhood"))
        for area in homes:
            here = {"public_point": area.boundary.point_on_surface, "place_text": area.name}
            rows.filter(neighbourhood=area).exclude(public_point__equals=here["public_point"]).update(**here)
