"""What a ballot gave, written when it is closed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kortet.ballots.models.option import Option


class By(models.TextChoices):
    """How voters came in; the two are never added up."""

    CODES = "codes", _("med kode")
    BROWSERS = "browsers", _("uden kode")


class Count(models.Model):
    """How many chose an option, the points that it got, and how many put it first."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="counts", verbose_name=_("mulighed"))
    by = models.CharField(_("hvordan"), max_length=8, choices=By)
    votes = models.PositiveIntegerField(_("stemmer"))
    points = models.PositiveBigIntegerField(_("point"))
    firsts = models.PositiveIntegerField(_("førstepladser"))

    class Meta:
        verbose_name = _("optælling")
        verbose_name_plural = _("optællinger")
        ordering = ["by", "option"]
        constraints = [
            models.UniqueConstraint(fields=["option", "by"], name="option_counted_once"),
            models.CheckConstraint(condition=Q(firsts__lte=F("votes")), name="firsts_are_votes"),
        ]

    def __str__(self) -> str:
        return f"{self.option_id} {self.by} {self.votes}"
