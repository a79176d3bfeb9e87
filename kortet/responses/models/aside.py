"""Responses that are set aside: not counted, for a reason that is told, and never deleted for it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.people.models import User
from kortet.responses.models.way import Way
from kortet.surveys.models import Survey


class SetAside(models.Model):
    """What came by one way (or any: "") from `begins` until before `ends` counts no more, until it is taken back."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="asides", verbose_name=_("undersøgelse"))
    way = models.CharField(_("hvordan"), max_length=8, choices=Way, blank=True)
    begins = models.DateTimeField(_("fra"))
    ends = models.DateTimeField(_("til"))
    reason = models.CharField(_("hvorfor"), max_length=300)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("hvem"))
    made = models.DateTimeField(_("hvornår"), default=timezone.now)

    class Meta:
        verbose_name = _("lagt til side")
        verbose_name_plural = _("lagt til side")
        ordering = ["-made", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="aside_ends_after_beginning")]

    def __str__(self) -> str:
        return self.reason

    @property
    def municipality_id(self) -> int:
        return self.survey.municipality_id
