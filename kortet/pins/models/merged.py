"""Pins that became part of another one: what happens to the rows. Who decides it is in same_as.py."""

from typing import Any

from django.contrib.gis.db import models
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.pins.models.handled import Actor, Handled

NOT_SHOWN = _("Nålen er ikke på kortet.")


class Mergeable(Handled):
    """A pin that is merged is read at its own address, with its supports and its talk, and counted nowhere.

    `merged_into` never leads to one that is merged itself: the database refuses it (migration 0014).
    """

    class Moderation(models.TextChoices):
        WAITING = "waiting", _("venter")
        SHOWN = "shown", _("vist")
        HIDDEN = "hidden", _("skjult")
        MERGED = "merged", _("samlet")

    moderation = models.CharField(_("visning"), max_length=7, choices=Moderation, default=Moderation.WAITING)
    merged_into = models.ForeignKey(
        "pins.Pin", models.PROTECT, null=True, editable=False, related_name="sources", db_index=False
    )

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        return self.moderation == self.Moderation.SHOWN

    @property
    def is_merged(self) -> bool:
        return self.moderation == self.Moderation.MERGED

    def merge_into(self, target: Any, actor: Actor, reason: str) -> None:
        """Becomes part of another, with what was merged into it before; to be called while both are held."""
        for row in [*self._sources(), self]:
            row._point_at(target)
            told = {"reason": reason, "name": target.municipality.name}
            Entry.objects.record("merged", row, actor=actor, is_public=True, into=target.word, **about(target), **told)
            Entry.objects.record("joined", target, actor=actor, is_public=True, of=row.word, **about(row), **told)
        Municipality.objects.filter(pk=target.municipality_id).raise_version()

    def come_back(self, actor: Actor, reason: str) -> None:
        """Stands alone on the map again; to be called while it is held."""
        target: Any = self.merged_into
        self._point_at(None)
        told = {"reason": reason, "name": target.municipality.name}
        Entry.objects.record("parted", self, actor=actor, is_public=True, **about(target), **told)
        Entry.objects.record("left", target, actor=actor, is_public=True, **about(self), **told)

    def let_go(self, actor: Actor) -> None:
        """It leaves the map: what was merged into it stands alone again."""
        with transaction.atomic():
            for row in self._sources():
                row.come_back(actor, "")

    def _sources(self) -> list[Any]:
        rows: Any = type(self)._default_manager.filter(merged_into=self.pk)
        return list(rows.order_by("pk").select_for_update(no_key=True))

    def _point_at(self, target: Any) -> None:
        self.merged_into = target
        self.moderation = self.Moderation.MERGED if target else self.Moderation.SHOWN
        self.save(update_fields=["moderation", "merged_into"])


def about(pin: Any) -> dict[str, str]:
    """Which one it was, as the journal tells it: a number says nothing of what stood there."""
    return {"number": pin.number}
