"""A phase: from when until when something may be done in a process."""

from datetime import date, datetime, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.tongues import here
from kortet.processes.models.process import Process
from kortet.processes.queries import PhaseQuerySet
from kortet.processes.rights import PhaseKind


class TsTzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Phase(models.Model):
    """Open from `begins` until, and not including, `ends`. Phases of different kinds may lie side by side."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="phases", verbose_name=_("forløb"))
    kind = models.CharField(_("hvad man kan"), max_length=10, choices=PhaseKind)
    title = models.CharField(_("overskrift"), max_length=80, blank=True)
    title_en = models.CharField(_("overskrift på engelsk"), max_length=80, blank=True)
    text = models.TextField(_("hvad sker der?"), max_length=1000, blank=True)
    text_en = models.TextField(_("hvad sker der? På engelsk"), max_length=1000, blank=True)
    begins = models.DateTimeField(_("begynder"))
    ends = models.DateTimeField(_("slutter"))

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("fase")
        verbose_name_plural = _("faser")
        ordering = ["begins", "ends", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="phase_ends_after_it_begins"),
            ExclusionConstraint(
                name="phases_of_a_kind_lie_apart",
                deferrable=Deferrable.IMMEDIATE,  # asked when a statement ends: two phases may change places in one
                expressions=[
                    (TsTzRange("begins", "ends"), RangeOperators.OVERLAPS),
                    ("process", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def name_here(self) -> str:
        """The title in the language of the page."""
        return here(self.title, self.title_en) or capfirst(self.get_kind_display())

    @property
    def text_here(self) -> str:
        return here(self.text, self.text_en)

    @property
    def is_open(self) -> bool:
        return self.is_open_at(timezone.now())

    def is_open_at(self, moment: datetime) -> bool:
        return self.begins <= moment < self.ends

    @property
    def first_day(self) -> date:
        return timezone.localdate(self.begins)

    @property
    def last_day(self) -> date:
        """The last day on which it is open, if only for a moment."""
        return timezone.localdate(self.ends - timedelta(microseconds=1))

    @property
    def is_coming(self) -> bool:
        return timezone.now() < self.begins

    @property
    def is_over(self) -> bool:
        return self.ends <= timezone.now()
