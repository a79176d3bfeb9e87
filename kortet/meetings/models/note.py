"""What was said at a table: a few words at a point of the agenda, perhaps about a place."""

from typing import Any

from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.meetings.models.meeting import Meeting
from kortet.meetings.models.plan import AgendaItem, Table
from kortet.meetings.queries import NoteQuerySet
from kortet.people.models import User
from kortet.pins.models import Pin
from kortet.places.models import METRES, NamedPlace, Placed
from kortet.processes.models import Process
from kortet.saying.moderated import Moderated

SOURCE = "meeting"
TITLE_LETTERS = 80


class Note(models.Model):
    """`once` is of the form that it came by (pins/once.py): sent again, it is the same note. `place` is EPSG:25832.

    `wants_pin`: it becomes a pin as soon as it may be seen. `pin` is what it became; the pin's `source` leads back.
    """

    Moderation = Moderated

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notes", db_index=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="notes", verbose_name=_("punkt"))
    table = models.ForeignKey(Table, models.PROTECT, null=True, related_name="notes", verbose_name=_("bord"))
    text = models.CharField(_("note"), max_length=500)
    place = models.GeometryField(_("sted"), srid=METRES, null=True, spatial_index=False)
    precision = models.CharField(max_length=6, choices=Placed.Precision, blank=True)
    place_text = models.CharField(_("sted i ord"), max_length=200, blank=True)
    person = models.CharField(max_length=64)
    once = models.CharField(max_length=64)
    moderation = models.CharField(_("visning"), max_length=7, choices=Moderation, default=Moderation.WAITING)
    wants_pin = models.BooleanField(default=False)
    pin = models.OneToOneField(Pin, models.SET_NULL, null=True, related_name="meeting_note")
    created = models.DateTimeField(db_default=Now())

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("noter")
        ordering = ["pk"]
        indexes = [models.Index(fields=["meeting", "moderation", "-id"], name="note_newest")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "once"], name="note_once"),
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(TITLE_LETTERS)

    @property
    def whereabouts(self) -> str:
        """Table, point and place, as far as there are some."""
        return " · ".join(str(one) for one in (self.table, self.item, self.place_text) if one)

    @property
    def ground(self) -> GEOSGeometry | None:
        """Where a pin of it would lie (EPSG:25832): at its place, else in the middle of what its table talks about."""
        area = self.table.area if self.table and self.place is None else None
        return area.boundary.point_on_surface if area else self.place

    @property
    def has_ground(self) -> bool:
        return self.place is not None or bool(self.table and self.table.area_id)

    @transaction.atomic
    def show(self, actor: User | None = None) -> None:
        """It may be seen; with a place, and where that was wished for, it becomes a pin."""
        self._decide(self.Moderation.SHOWN, actor)
        if self.wants_pin:
            self.become_pin(actor)

    @transaction.atomic
    def hide(self, actor: User) -> None:
        """It is not to be seen; nor is the pin that it became."""
        self._decide(self.Moderation.HIDDEN, actor)
        if self.pin:
            self.pin.hide(str(_("Noten fra mødet er skjult.")), actor)

    @transaction.atomic
    def become_pin(self, actor: User | None = None) -> Pin | None:
        """A public pin of the process, where it was said, else in the table's area; None where the process takes none
        there, or is closed. Once: the row is held, so that two who press at once get the same pin."""
        Note.objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
        process = self.meeting.process
        if self.ground is None or process.state == Process.State.CLOSED or not process.takes_in(self.ground.centroid):
            return None
        facts = {"municipality": self.meeting.municipality, "source": SOURCE, "source_id": str(self.pk)}
        pin = Pin.objects.filter(**facts).first() or self._dropped(Pin(**facts), actor)
        if not pin.is_public:
            pin.show(actor)
        if self.pin_id != pin.pk or self.moderation != self.Moderation.SHOWN:
            self.pin, self.moderation = pin, self.Moderation.SHOWN
            self.save(update_fields=["pin", "moderation"])
        return pin

    def _dropped(self, pin: Pin, actor: User | None) -> Pin:
        ground: Any = self.ground
        pin.process, pin.kind, pin.moderation = self.meeting.process, Pin.Kind.PROPOSAL, Pin.Moderation.SHOWN
        pin.title = Truncator(" ".join(self.text.split())).chars(TITLE_LETTERS)
        pin.text = self.text if pin.title != self.text else ""
        pin.precision = self.precision or Placed.Precision.AREA
        pin.place_at(ground)
        pin.place_text = self.place_text or NamedPlace.objects.what_is_here(self.meeting.municipality, pin.point)
        pin.save()
        Entry.objects.record("dropped", pin, actor=actor)
        return pin

    def _decide(self, moderation: Moderated, actor: User | None) -> None:
        self.moderation = moderation
        self.save(update_fields=["moderation"])
        Entry.objects.record(f"note_{moderation}", self.meeting, actor=actor, note=self.pk)
