"""One date of an event: as planned, moved, or called off."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.events import recurrence
from kortet.events.models.event import NO_SUCH_TIME, Actor, Event
from kortet.events.queries import OccurrenceQuerySet
from kortet.journal.models import Entry


class Occurrence(models.Model):
    """`wall` is when the rule has it begin, on the wall clock (RECURRENCE-ID); `starts` and `ends` are when it does."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("som planlagt")
        MOVED = "moved", _("flyttet")
        CANCELLED = "cancelled", _("aflyst")

    event = models.ForeignKey(Event, models.CASCADE, related_name="occurrences", db_index=False)
    wall = models.CharField(max_length=19)
    starts = models.DateTimeField(_("begynder"))
    ends = models.DateTimeField(_("slutter"))
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.PLANNED)
    reason = models.CharField(_("begrundelse"), max_length=300, blank=True)
    seats_taken = models.PositiveIntegerField(default=0, editable=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("dato")
        verbose_name_plural = _("datoer")
        ordering = ["starts", "pk"]
        indexes = [
            models.Index(fields=["starts"], name="occurrence_by_time"),
            models.Index(fields=["event", "starts"], name="occurrence_of_event"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "wall"], name="occurrence_once"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="occurrence_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(reason=""), name="occurrence_cancelled_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.wall}"

    @property
    def day(self) -> date:
        """The day on which the rule has it."""
        return date.fromisoformat(self.wall[:10])

    @property
    def starts_here(self) -> datetime:
        """When it begins, on the wall clock of the event's zone."""
        return recurrence.wall_of(self.starts, self.event.zone)

    @property
    def starts_in_town(self) -> datetime:
        """When it begins, on the municipality's clock."""
        return timezone.localtime(self.starts)

    @property
    def shown_day(self) -> date:
        """The day on which it begins on the municipality's calendar; of a whole day, the day itself."""
        return self.starts_here.date() if self.event.is_all_day else self.starts_in_town.date()

    @property
    def ends_here(self) -> datetime:
        return recurrence.wall_of(self.ends, self.event.zone)

    @property
    def last_day(self) -> date | None:
        """The day on which it ends, where it goes on for days: a whole day and more, or longer than a day's round."""
        if self.event.is_all_day:
            last = (self.ends_here - timedelta(days=1)).date()
            return last if last > self.shown_day else None
        return timezone.localtime(self.ends).date() if self.ends - self.starts >= timedelta(days=1) else None

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED or self.event.is_cancelled

    @property
    def is_moved(self) -> bool:
        """Whether it begins at another time than the rule has it; one that only ends otherwise is not moved."""
        planned = recurrence.moment(datetime.fromisoformat(self.wall), self.event.zone)
        return self.status == self.Status.MOVED and self.starts != planned

    @property
    def seats_left(self) -> int | None:
        """None where there is no limit."""
        return None if self.event.capacity is None else max(0, self.event.capacity - self.seats_taken)

    @transaction.atomic
    def cancel(self, reason: str, actor: Actor = None) -> None:
        """This date is called off; who signed up for it is told."""
        if not reason.strip():
            raise ValidationError({"reason": _("Skriv hvorfor.")})
        self.status, self.reason = self.Status.CANCELLED, reason.strip()[:300]
        self.save(update_fields=["status", "reason"])
        self._told("date_cancelled", actor)

    @transaction.atomic
    def move(self, start: datetime, end: datetime, actor: Actor = None, reason: str = "") -> None:
        """Moves this date to other wall times (no zone); who signed up for it is told."""
        zone = self.event.zone
        if not recurrence.exists(start, zone):
            raise ValidationError({"start": NO_SUCH_TIME})
        if end <= start:
            raise ValidationError({"end": _("Det skal slutte, efter at det er begyndt.")})
        self.take_place(recurrence.moment(start, zone), recurrence.moment(end, zone), actor, reason)

    @transaction.atomic
    def take_place(self, starts: datetime, ends: datetime, actor: Actor = None, reason: str = "") -> None:
        """Moves this date to other moments; where it is already, nothing happens and nobody is told."""
        if (self.starts, self.ends, self.status) == (starts, ends, self.Status.MOVED):
            return
        self.starts, self.ends, self.status, self.reason = starts, ends, self.Status.MOVED, reason.strip()[:300]
        self.save(update_fields=["starts", "ends", "status", "reason"])
        self._told("date_moved", actor)

    def as_planned(self) -> None:
        """Takes a move or a calling-off back: it takes place when the rule has it."""
        wall, event = datetime.fromisoformat(self.wall), self.event
        starts, ends = recurrence.moment(wall, event.zone), recurrence.ends(wall, event.length, event.zone)
        self.take_place(starts, ends)
        self.status = self.Status.PLANNED
        self.save(update_fields=["status"])

    def _told(self, verb: str, actor: Actor) -> None:
        self.event.touch()
        Entry.objects.record(verb, self.event, actor=actor, dates=[self.pk])
