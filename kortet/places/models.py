"""Where things are: area layers and their areas, named places, and what everything placed has in common."""

from typing import Any, ClassVar

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Transform
from django.contrib.gis.geos import GEOSGeometry, Point
from django.contrib.postgres.indexes import GinIndex
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import CODE, Municipality
from kortet.municipalities.tongues import here
from kortet.places.queries import (
    METRES,
    WEB,
    AreaLayerQuerySet,
    AreaQuerySet,
    NamedPlaceQuerySet,
    today,
)
from kortet.places.turned import turned


class AreaLayer(models.Model):
    """One way of dividing a municipality: neighbourhoods, school districts, parishes."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="area_layers", verbose_name=_("kommune")
    )
    code = models.SlugField(_("kode"), validators=[CODE])
    name = models.CharField(_("navn"), max_length=80)
    name_en = models.CharField(_("navn på engelsk"), max_length=80, blank=True)
    is_neighbourhoods = models.BooleanField(
        _("er bydelene"), default=False, help_text=_("Nåle hører til et område i denne inddeling.")
    )
    source = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = AreaLayerQuerySet.as_manager()

    class Meta:
        verbose_name = _("områdeinddeling")
        verbose_name_plural = _("områdeinddelinger")
        ordering = ["-is_neighbourhoods", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="layer_code_once"),
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(is_neighbourhoods=True), name="one_neighbourhood_layer"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("neighbourhoods") if self.is_neighbourhoods else reverse("layer", args=[self.code])

    @property
    def label(self) -> str:
        return here(self.name, self.name_en)


class Area(models.Model):
    """One area with a life span; the boundary is a MultiPolygon in EPSG:25832. Areas end, they are never deleted."""

    layer = models.ForeignKey(AreaLayer, models.PROTECT, related_name="areas", verbose_name=_("områdeinddeling"))
    code = models.CharField(_("kode"), max_length=60)
    name = models.CharField(_("navn"), max_length=120)
    boundary = models.MultiPolygonField(_("grænse"), srid=METRES)
    population = models.PositiveIntegerField(_("indbyggere"), null=True, blank=True)
    valid_from = models.DateField(_("gælder fra"), null=True, blank=True)
    valid_to = models.DateField(_("gælder til"), null=True, blank=True, help_text=_("Dagen efter den sidste dag."))

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("område")
        verbose_name_plural = _("områder")
        ordering = ["name"]
        indexes = [models.Index(fields=["layer", "code"], name="area_by_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["layer", "code"], condition=Q(valid_to=None), name="area_code_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="area_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("area", args=[self.layer.code, self.code])


class NamedPlace(models.Model):
    """Something with a name that people search for: an address, a street, a place; `point` in EPSG:25832."""

    class Kind(models.TextChoices):
        ADDRESS = "address", _("adresse")
        STREET = "street", _("gade eller vej")
        PLACE = "place", _("sted")
        AREA = "area", _("område")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("kommune"))
    kind = models.CharField(_("slags"), max_length=8, choices=Kind)
    text = models.CharField(_("tekst"), max_length=200)
    street = models.CharField(_("vej"), max_length=120, blank=True)
    number = models.CharField(_("husnummer"), max_length=12, blank=True)
    postcode = models.CharField(_("postnummer"), max_length=12, blank=True)
    town = models.CharField(_("by"), max_length=80, blank=True)
    point = models.PointField(_("punkt"), srid=METRES)
    source = models.CharField(_("kilde"), max_length=40)
    source_id = models.CharField(_("nummer i kilden"), max_length=80)
    folded = models.GeneratedField(
        expression=Func(F("text"), function="kortet_fold"), output_field=models.TextField(), db_persist=True
    )

    objects = NamedPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("stednavn")
        verbose_name_plural = _("stednavne")
        indexes = [GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="place_by_sound")]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "source", "source_id"], name="place_once_per_source")
        ]

    def __str__(self) -> str:
        return self.text


class Placed(models.Model):
    """What everything on the map has: an anchor, perhaps a shape, and the neighbourhood that it lies in.

    `point` (EPSG:25832) is exact and for staff; `public_point` is what visitors see; `public_web` is the same in
    EPSG:3857, stored because tiles are grouped by it. `neighbourhood` follows boundary changes; `neighbourhood_then`
    is the one at birth and stays, so that reports of last year stay true.
    """

    class Precision(models.TextChoices):
        POINT = "point", _("præcis")
        STREET = "street", _("vej")
        BLOCK = "block", _("inden for 100 meter")
        AREA = "area", _("område")
        WHOLE = "whole", _("hele kommunen")

    # No index of their own for these three: each costs every insert, and what asks by them has a wider index anyway.
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", db_index=False, verbose_name=_("kommune")
    )
    point = models.PointField(_("punkt"), srid=METRES)
    shape = models.GeometryField(_("form"), srid=METRES, null=True, blank=True, spatial_index=False)
    public_point = models.PointField(_("offentligt punkt"), srid=METRES, editable=False)
    public_web = models.GeneratedField(
        expression=Transform("public_point", WEB), output_field=models.PointField(srid=WEB), db_persist=True
    )
    precision = models.CharField(_("præcision"), max_length=6, choices=Precision, default=Precision.POINT)
    neighbourhood = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("bydel"),
        editable=False,
    )
    neighbourhood_then = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("bydel dengang"),
        editable=False,
    )

    # Which point the neighbourhood follows when areas change: SQL, for rehome.sql.
    HOME: ClassVar = "point"

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """At birth the neighbourhood is found: one SELECT, one INSERT."""
        if self._state.adding and self.neighbourhood_id is None:
            self.settle()
        super().save(*args, **kwargs)

    def settle(self) -> None:
        """Sets what follows from the place: the anchor on the shape, the public point, the neighbourhood."""
        if self.shape is not None:
            self.point = anchor(self.shape)
        self.neighbourhood = self.area_here()
        self.settle_in(self.neighbourhood_id)

    def settle_in(self, area: int | None) -> None:
        """The same for who knows the point and its neighbourhood (a row number) already."""
        self.public_point, self.neighbourhood_id = self.point, area
        if self._state.adding:
            self.neighbourhood_then_id = area

    @classmethod
    def follow_areas(cls, municipality: Municipality) -> None:
        """Called in the transaction that changed a municipality's areas: what else follows from them than the home."""

    def area_here(self) -> Area | None:
        """The current neighbourhood at the point; none for what is about the whole municipality."""
        if self.precision == self.Precision.WHOLE:
            return None
        return Area.objects.of(self.municipality).neighbourhoods().current().covering(self.point).light().first()

    def place_at(self, place: GEOSGeometry) -> None:
        """Takes a point, line or polygon (any CRS that it names) as the row's place; saves nothing."""
        metres = turned(place, METRES)
        self.shape = None if isinstance(metres, Point) else metres
        self.point = metres if isinstance(metres, Point) else anchor(metres)

    def move_to(self, place: GEOSGeometry) -> None:
        """Moves the row to a point, line or polygon (any CRS that it names), and saves it."""
        self.place_at(place)
        self.settle()
        self.save(update_fields=["point", "shape", "public_point", "neighbourhood"])


def anchor(shape: GEOSGeometry) -> Point:
    """A point on the shape: halfway along a line, inside an area. Its CRS is the shape's."""
    if shape.geom_type == "LineString":
        return shape.interpolate_normalized(0.5)  # type: ignore[attr-defined]  # a LineString has it
    return shape.point_on_surface


__all__ = ["METRES", "Area", "AreaLayer", "NamedPlace", "Placed", "anchor", "today"]
