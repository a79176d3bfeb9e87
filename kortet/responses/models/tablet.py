"""A tablet that stands somewhere and lets one person after another answer one survey."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.words import public_word
from kortet.people.models import User
from kortet.responses.queries_tablets import TabletQuerySet
from kortet.surveys.models import Survey


class Tablet(models.Model):
    """It runs until it is stopped or its survey closes. What was answered on it is not told from other tablets'."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="tablets", verbose_name=_("undersøgelse"))
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    name = models.CharField(_("hvor den står"), max_length=80)
    started = models.DateTimeField(_("startet"), default=timezone.now)
    started_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("af"))
    stopped = models.DateTimeField(_("stoppet"), null=True)

    objects = TabletQuerySet.as_manager()

    class Meta:
        verbose_name = _("tablet")
        verbose_name_plural = _("tablets")
        ordering = ["-started", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def municipality_id(self) -> int:
        return self.survey.municipality_id
