"""What voters choose among."""

from typing import Any

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortet.ballots.models.ballot import Ballot
from kortet.ballots.queries import OptionQuerySet
from kortet.municipalities.models import METRES
from kortet.municipalities.tongues import here
from kortet.municipalities.words import public_word
from kortet.places.turned import turned


class Option(models.Model):
    """One of them. `source` is the label of what it stands for ("ideas.idea") and `source_id` its row, or nothing.
    `point` (EPSG:25832) is where it would be.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="options", verbose_name=_("afstemning"))
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(_("plads på listen"), default=0)
    title = models.CharField(_("overskrift"), max_length=120)
    title_en = models.CharField(_("overskrift på engelsk"), max_length=120, blank=True)
    text = models.TextField(_("kort om den"), max_length=1000, blank=True)
    text_en = models.TextField(_("kort om den på engelsk"), max_length=1000, blank=True)
    cost = models.PositiveIntegerField(_("pris i kroner"), null=True, blank=True)
    source = models.CharField(max_length=60, blank=True, editable=False)
    source_id = models.BigIntegerField(null=True, editable=False)
    point = models.PointField(_("sted"), srid=METRES, null=True, blank=True)

    objects = OptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mulighed")
        verbose_name_plural = _("muligheder")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["source", "source_id"], condition=~Q(source=""), name="option_by_source")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="option_has_a_title"),
            models.CheckConstraint(condition=Q(source="") ^ Q(source_id__isnull=False), name="option_source_whole"),
            models.UniqueConstraint(
                fields=["ballot", "source", "source_id"], condition=~Q(source=""), name="option_of_a_source_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def on_map(self) -> str:
        """Where the map opens at it: #zoom/latitude/longitude; empty without a place."""
        if self.point is None:
            return ""
        there: Any = turned(self.point, 4326)
        return f"#16/{there.y:.6f}/{there.x:.6f}"

    @property
    def title_here(self) -> str:
        return here(self.title, self.title_en)

    @property
    def text_here(self) -> str:
        return here(self.text, self.text_en)
