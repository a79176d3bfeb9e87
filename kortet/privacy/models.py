"""The way in to one's own data, and the ledger of what was erased."""

from typing import Any

from django.db import models, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.municipalities.words import secret_word
from kortet.privacy.queries import DOOR_MINUTES, DoorQuerySet, ErasureQuerySet


class Door(models.Model):
    """A link in a letter that shows whose an address is. It opens once, by a button: a mail scanner presses none."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", db_index=False)
    email = models.CharField(max_length=254)
    word = models.CharField(max_length=28, default=secret_word, unique=True)
    made = models.DateTimeField(default=timezone.now)

    objects = DoorQuerySet.as_manager()

    class Meta:
        verbose_name = _("link til mine oplysninger")
        verbose_name_plural = _("links til mine oplysninger")

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("my_data_door", args=[self.word])


class Erasure(models.Model):
    """What was erased at once: `items` are [table, row number, when the row came, how], no word of anybody's.

    Only added to: the web role may neither change nor delete one. `mark` is a keyed digest of the address. After a
    backup was restored `Erasure.objects.apply_again` erases once more what it brought back.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name=_("kommune"))
    word = models.CharField(max_length=28, default=secret_word, unique=True, editable=False)
    mark = models.CharField(max_length=64, blank=True)
    items = models.JSONField(default=list)
    made = models.DateTimeField(_("hvornår"), db_default=Now())

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("sletning")
        verbose_name_plural = _("sletninger")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.made:%Y-%m-%d} {len(self.items)}"

    @transaction.atomic
    def note(self) -> None:
        """Stores it; the journal has how many of what, and nobody's name."""
        self.save()
        counts: dict[str, int] = {}
        for model, *_rest in self.items:
            counts[model] = counts.get(model, 0) + 1
        Entry.objects.record("erased", self, counts=counts)

    @property
    def line(self) -> dict[str, Any]:
        """As it stands in the file that is kept outside the backup."""
        return {"word": self.word, "town": self.municipality.code, "mark": self.mark, "items": self.items}


__all__ = ["DOOR_MINUTES", "Door", "Erasure"]
