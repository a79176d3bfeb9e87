"""One person's response to a survey: of nobody in particular once it is finished."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.places.models import Area
from kortet.responses.models.aside import SetAside
from kortet.responses.models.way import Way
from kortet.responses.queries import ResponseQuerySet
from kortet.surveys.models import Edition, Survey


class Response(models.Model):
    """A response, in the edition that it was begun in. Only one that is finished counts.

    `key` is a keyed digest of the secret that its browser (or its code) holds; it is there to go on with and is emptied
    when the response is finished: from then on nothing leads from a browser, a code or a name to what was answered.
    `started` and `finished` are days' hours at most, so that nobody is known by the minute.
    """

    Way = Way

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses", verbose_name=_("undersøgelse"))
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", db_index=False, verbose_name=_("udgave"))
    key = models.CharField(max_length=64, blank=True, editable=False)
    way = models.CharField(_("hvordan"), max_length=8, choices=Way, default=Way.OPEN)
    language = models.CharField(_("sprog"), max_length=5, default="da")
    page = models.CharField(_("nået til"), max_length=40, blank=True)
    home = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("bydel")
    )
    started = models.DateTimeField(_("begyndt"), default=timezone.now)
    finished = models.DateTimeField(_("afsluttet"), null=True)
    set_aside = models.ForeignKey(
        SetAside, models.SET_NULL, null=True, blank=True, related_name="responses", verbose_name=_("lagt til side")
    )

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("besvarelse")
        verbose_name_plural = _("besvarelser")
        indexes = [models.Index(fields=["survey", "finished"], name="response_finished")]
        constraints = [
            models.UniqueConstraint(fields=["survey", "key"], condition=~Q(key=""), name="response_once_per_key"),
            models.CheckConstraint(condition=Q(finished=None) | Q(key=""), name="response_finished_is_nobodys"),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.pk}"

    @property
    def municipality_id(self) -> int:
        return self.survey.municipality_id
