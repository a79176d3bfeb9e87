"""Results as they were published: reckoned once, the same for ever afterwards."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.findings.queries_published import PublishedQuerySet
from kortet.people.models import User
from kortet.surveys.models import Survey


class Published(models.Model):
    """The tables of a survey on the day they were shown to all: numbers and keys, words are read from its edition.

    There is one of a survey. Two of them, with a few answers between, could be subtracted (docs/decisions/0047).
    """

    survey = models.OneToOneField(
        Survey, models.CASCADE, related_name="published_tables", verbose_name=_("undersøgelse")
    )
    content = models.JSONField(editable=False)
    made = models.DateTimeField(_("offentliggjort"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False, verbose_name=_("af")
    )

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("offentliggjort resultat")
        verbose_name_plural = _("offentliggjorte resultater")

    def __str__(self) -> str:
        return str(self.survey)
