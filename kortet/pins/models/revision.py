"""What the author of a pin would rather have written; on the map when a moderator has read it."""

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry

if TYPE_CHECKING:
    from kortet.pins.models.handled import Actor


class Revision(models.Model):
    """The words that a shown pin's author wants instead. One per pin: a later one is a new row in its place."""

    pin = models.OneToOneField("pins.Pin", models.CASCADE, related_name="revision", verbose_name=_("nål"))
    title = models.CharField(_("overskrift"), max_length=120)
    text = models.TextField(_("tekst"), max_length=5000, blank=True)
    made = models.DateTimeField(_("rettet"), default=timezone.now)

    class Meta:
        verbose_name = _("rettelse")
        verbose_name_plural = _("rettelser")
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="revision_has_a_title")]

    def __str__(self) -> str:
        return self.title

    @transaction.atomic
    def take(self, actor: "Actor") -> None:
        """The pin says it from now on."""
        self.pin.say(self.title, self.text, actor)
        self.delete()

    @transaction.atomic
    def refuse(self, actor: "Actor") -> None:
        """The pin stays as it is; its author is told."""
        Entry.objects.record("revision_refused", self.pin, actor=actor)
        self.delete()
