"""Selections that a planner keeps: what was asked for, under a name."""

from django.contrib.gis.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import METRES, Municipality
from kortet.municipalities.words import public_word
from kortet.people.models import User
from kortet.pins.queries import PinQuerySet
from kortet.selections.queries import SelectionQuerySet
from kortet.selections.wanted import Wanted


class Selection(models.Model):
    """A named selection, its owner's own or shared with the municipality's staff. `words` are `Wanted.words`."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("kommune"))
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    owner = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("ejer"))
    name = models.CharField(_("navn"), max_length=80)
    is_shared = models.BooleanField(_("deles med kolleger"), default=False)
    words = models.JSONField(default=dict, editable=False)
    outline = models.MultiPolygonField(srid=METRES, null=True, editable=False, spatial_index=False)
    created = models.DateTimeField(db_default=Now(), editable=False)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("udvalg")
        verbose_name_plural = _("udvalg")
        indexes = [models.Index(fields=["municipality", "name"], name="selection_by_name")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="selection_has_a_name"),
            models.CheckConstraint(condition=Q(outline=None) | Q(outline__isvalid=True), name="selection_is_valid"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("selection", args=[self.word])

    @property
    def wanted(self) -> Wanted:
        return Wanted.read(self.municipality, self.words, self.outline)

    def apply(self, pins: PinQuerySet) -> PinQuerySet:
        """The pins of a queryset that are asked for; the queryset decides who may see them."""
        return self.wanted.apply(pins)
