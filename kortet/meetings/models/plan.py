"""What a meeting is planned with: its agenda and its tables."""

from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kortet.meetings.models.meeting import Meeting
from kortet.municipalities.words import secret_word
from kortet.places.models import Area

HELPERS_DAY = timedelta(hours=12)  # a table's link works so long before and after


class AgendaItem(models.Model):
    """A point of the agenda; `speakers` are named as the agenda names them."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("nummer"))
    title = models.CharField(_("punkt"), max_length=120)
    text = models.TextField(_("tekst"), max_length=1000, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutter"), null=True, blank=True)
    speakers = models.CharField(_("hvem taler?"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("punkt på dagsordenen")
        verbose_name_plural = _("punkter på dagsordenen")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Table(models.Model):
    """A table in the hall. `secret` is in the link of whoever writes there, who has no account.

    `area`: what the table talks about, where it has a part of the town.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField(_("nummer"))
    name = models.CharField(_("navn"), max_length=60, blank=True)
    area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("område")
    )
    secret = models.CharField(max_length=28, default=secret_word, unique=True, editable=False)

    class Meta:
        verbose_name = _("bord")
        verbose_name_plural = _("borde")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="table_number_once")]

    def __str__(self) -> str:
        called = gettext("Bord %(number)s") % {"number": self.number}
        return f"{called}: {self.name}" if self.name else called

    @property
    def helpers_address(self) -> str:
        return reverse("table_notes", args=[self.secret])

    @property
    def takes_helper(self) -> bool:
        """The link is for the day of the meeting."""
        date = self.meeting.date
        return date.starts - HELPERS_DAY <= timezone.now() < date.ends + HELPERS_DAY
