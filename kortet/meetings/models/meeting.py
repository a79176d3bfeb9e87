"""A debate meeting of a process: when people may join, what stands on the screen, and its end."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kortet.events.models import Event, Occurrence
from kortet.journal.models import Entry
from kortet.meetings.queries import MeetingQuerySet
from kortet.municipalities.models import Municipality
from kortet.municipalities.words import LETTERS, public_word
from kortet.people.models import User
from kortet.processes.models import Process

CODE_LETTERS = 6
AROUND = timedelta(hours=2)  # the code works so long before a meeting begins and after it ended


def join_code() -> str:
    """Six letters that are read aloud in a hall: 31^6 = 8.9e8, and each meeting takes guesses for some hours only."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))


class Meeting(models.Model):
    """What is done in the hall. When, where and for how many is its `event`'s to say.

    `version` counts what whoever runs the meeting did, so that phones know when to look again; what people say does
    not raise it. `notes_at_once` and `pins_at_once`: notes are seen, and those with a place become pins, before
    anybody has looked at them.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planlagt")
        LIVE = "live", _("i gang")
        CLOSED = "closed", _("afsluttet")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name=_("kommune"))
    process = models.ForeignKey(Process, models.CASCADE, related_name="meetings", verbose_name=_("forløb"))
    event = models.OneToOneField(Event, models.PROTECT, related_name="meeting", verbose_name=_("arrangement"))
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    code = models.CharField(_("kode"), max_length=CODE_LETTERS, default=join_code, editable=False)
    state = models.CharField(_("tilstand"), max_length=7, choices=State, default=State.PLANNED, editable=False)
    notes_at_once = models.BooleanField(_("noter vises med det samme"), default=False)
    pins_at_once = models.BooleanField(_("noter med et sted bliver til nåle med det samme"), default=False)
    item = models.ForeignKey("AgendaItem", models.SET_NULL, null=True, related_name="+", editable=False)
    question = models.ForeignKey("Question", models.SET_NULL, null=True, related_name="+", editable=False)
    poll = models.ForeignKey("Poll", models.SET_NULL, null=True, related_name="+", editable=False)
    started = models.DateTimeField(_("begyndt"), null=True, editable=False)
    ended = models.DateTimeField(_("slut"), null=True, editable=False)
    minutes = models.TextField(_("referat"), max_length=20_000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("møde")
        verbose_name_plural = _("møder")
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="meeting_code_once"),
            models.CheckConstraint(
                condition=Q(state="planned") ^ Q(started__isnull=False), name="meeting_started_when"
            ),
            models.CheckConstraint(condition=~Q(state="closed") ^ Q(ended__isnull=False), name="meeting_ended_when"),
        ]

    def __str__(self) -> str:
        return self.event.title

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.process.slug, self.word])

    @property
    def report_address(self) -> str:
        return reverse("meeting_report", args=[self.process.slug, self.word])

    @property
    def is_live(self) -> bool:
        return self.state == self.State.LIVE

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @cached_property
    def date(self) -> Occurrence:
        """When it takes place; the events keep exactly one date of a meeting."""
        date: Occurrence = self.event.occurrences.all()[0]
        return date

    @property
    def opens(self) -> datetime:
        """From when the code works."""
        return min(filter(None, (self.date.starts, self.started))) - AROUND

    @property
    def shuts(self) -> datetime:
        """Until when the code works: of a meeting that nobody ended, as if it had gone on as long as planned."""
        lasts = self.date.ends - self.date.starts
        planned = max(self.date.ends, self.started + lasts) if self.started else self.date.ends
        return (self.ended or planned) + AROUND

    @property
    def takes_code(self) -> bool:
        """Whether phones may join by the code now."""
        return self.opens <= timezone.now() < self.shuts

    @property
    def takes_notes(self) -> bool:
        """Whether the hall may say something now (its process is asked beside it)."""
        return self.is_live and self.takes_code

    @property
    def takes_late_notes(self) -> bool:
        """Whether a table's notes that waited for a network are still taken: until two hours after the end."""
        return self.state != self.State.PLANNED and self.takes_code

    @transaction.atomic
    def start(self, actor: User) -> None:
        """From now on people may say something; raises ValidationError where it is called off."""
        self._hold()
        if self.date.is_cancelled:
            raise ValidationError(_("Mødet er aflyst i kalenderen."))
        if self.state == self.State.PLANNED:
            self.item = self.items.first()
            self._turn("started", actor, state=self.State.LIVE, started=timezone.now(), item=self.item)

    @transaction.atomic
    def close(self, actor: User) -> None:
        """The end: polls are closed, and what was said may be read by all."""
        self._hold()
        if self.is_live:
            self.polls.filter(state="open").update(state="closed")
            self._turn("closed", actor, state=self.State.CLOSED, ended=timezone.now())

    @transaction.atomic
    def reopen(self, actor: User) -> None:
        """It was ended by mistake."""
        self._hold()
        if self.is_closed:
            self._turn("reopened", actor, state=self.State.LIVE, ended=None)

    def put_on(self, actor: User, **shown: "models.Model | None") -> None:
        """Puts an agenda point, a question or a poll on the screen, or takes it off (None)."""
        self._turn("on_screen", actor, **shown)

    def write_minutes(self, text: str, actor: User) -> None:
        self.minutes = text
        self.save(update_fields=["minutes"])
        Entry.objects.record("minutes", self, actor=actor)

    def touch(self) -> None:
        """What phones show is another now."""
        Meeting.objects.filter(pk=self.pk).update(version=F("version") + 1)

    def _hold(self) -> None:
        """Two who press at once: the second sees what the first did."""
        held = Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
        self.state, self.started, self.ended = held.state, held.started, held.ended

    def _turn(self, verb: str, actor: User, **changes: object) -> None:
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=list(changes))
        self.touch()
        Entry.objects.record(verb, self, actor=actor)

    def set_tables(self, names: Iterable[tuple[str, int | None]]) -> None:
        """Tables 1, 2, 3 ... with these names and areas (row numbers); those that nobody wrote at go when too many."""
        rows = list(names)
        for number, (name, area) in enumerate(rows, 1):
            self.tables.update_or_create(number=number, defaults={"name": name, "area_id": area})
        self.tables.filter(number__gt=len(rows), notes=None).delete()
