"""Answers as a tidy table: one row for each thing that was said, and places as geometries of their own."""

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortet.places.models import METRES
from kortet.responses.models.response import Response
from kortet.responses.queries import AnswerQuerySet, DrawnPlaceQuerySet


class DrawnPlace(models.Model):
    """A point, line or area (EPSG:25832) that somebody drew for the map question `key`.

    `precision` says how it was given: drawn on the map ("point"), by an address, street, or a neighbourhood ("area",
    where the shape is a point on its surface). It is never shown as it is: docs/decisions/0042.
    """

    class Precision(models.TextChoices):
        POINT = "point", _("præcis")
        STREET = "street", _("vej")
        AREA = "area", _("område")

    response = models.ForeignKey(Response, models.CASCADE, related_name="places", verbose_name=_("besvarelse"))
    key = models.CharField(_("spørgsmål"), max_length=40)
    number = models.PositiveSmallIntegerField(_("nummer"))
    shape = models.GeometryField(_("tegning"), srid=METRES)
    precision = models.CharField(_("præcision"), max_length=6, choices=Precision, default=Precision.POINT)

    objects = DrawnPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("tegnet sted")
        verbose_name_plural = _("tegnede steder")
        ordering = ["response", "key", "number"]
        indexes = [models.Index(fields=["key"], name="drawn_place_by_key")]
        constraints = [
            models.UniqueConstraint(fields=["response", "key", "number"], name="drawn_place_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=50), name="drawn_place_numbers"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class Answer(models.Model):
    """One thing that was said to the question `key`; of a follow-up, to one `place`.

    - single, multiple, objects: `choice` is what was chosen, a row for each; with "other", `text` is what was written
    - scale: `number` is the step from 1, or `choice` "unsure"
    - matrix: `row`, `choice` the column and `number` its place from 1, or `choice` "unsure"
    - rate: `row` is the object, `number` the step, or `choice` "unsure"
    - ranking: `row` is the choice, `number` its rank from 1
    - number, date, text: `number`, `day`, `text`; consent: `choice` "yes"; home: `choice` is the area's code
    - point, line, polygon: no row here, but `DrawnPlace`
    """

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers", verbose_name=_("besvarelse"))
    place = models.ForeignKey(
        DrawnPlace, models.CASCADE, null=True, blank=True, related_name="answers", verbose_name=_("sted")
    )
    key = models.CharField(_("spørgsmål"), max_length=40)
    row = models.CharField(_("række"), max_length=40, blank=True)
    choice = models.CharField(_("valg"), max_length=60, blank=True)
    number = models.FloatField(_("tal"), null=True, blank=True)
    day = models.DateField(_("dag"), null=True, blank=True)
    text = models.TextField(_("tekst"), max_length=4000, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        indexes = [models.Index(fields=["key", "response"], name="answer_by_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "place", "key", "row", "choice"], name="answer_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=~Q(choice="") | Q(number__isnull=False) | Q(day__isnull=False) | ~Q(text=""),
                name="answer_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.row} {self.choice}".strip()
