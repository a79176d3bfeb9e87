"""What the author of a pin would rather have written; on the map when a moderator has read it."""

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.pins.queries_talk import OnPinQuerySet

if TYPE_CHECKING:
    from kortet.pins.models.handled import Actor


class Revision(models.Model):
    """The words that a shown pin's author wants instead. One per pin: a later one is a new row in its place."""

    pin = models.OneToOneField("pins.Pin", models.CASCADE, related_name="revision", verbose_name=_("nål"))
    title = models.CharField(_("overskrift"), max_length=120)
    text = models.TextField(_("tekst"), max_length=5000, blank=True)
    made = models.DateTimeField(_("rettet"), default=timezone.now)

    objects = OnPinQuerySet.as_manager()

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
    def bring_back(self, title: str, text: str, actor: "Actor") -> None:
        """Undoes what was decided: the pin says again what it said, and the wish waits again."""
        if (self.pin.title, self.pin.text) != (title, text):
            self.pin.say(title, text, actor)
        self.save(force_insert=True)
        Entry.objects.record("revision_asked", self.pin, actor=actor)

    @transaction.atomic
    def refuse(self, actor: "Actor") -> None:
        """The pin stays as it is; its author is told."""
        Entry.objects.record("revision_refused", self.pin, actor=actor)
        self.delete()
