"""What only the desk knows: who has a case, notes, deadlines, views, and what was done so that it can be undone."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kortet.desk.queries import (
    BatchQuerySet,
    CaseQuerySet,
    MorningLetterQuerySet,
    NoteQuerySet,
    SavedViewQuerySet,
)
from kortet.desk.working_days import Calendar
from kortet.municipalities.models import Municipality, Theme
from kortet.municipalities.words import public_word, secret_word
from kortet.people.models import Role, User

Actor = User | AnonymousUser
ANSWER_DAYS, CLOSING_DAYS = 10, 60  # working days, where the municipality has said nothing


class About(models.Model):
    """Something about one row of any subject; `subject` is the model's label, as in the journal."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()

    class Meta:
        abstract = True


class Case(About):
    """Who in the municipality has the matter."""

    assignee = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(auto_now=True)

    objects: ClassVar = CaseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "subject_id"], name="case_once")]
        indexes = [models.Index(fields=["assignee", "subject"], name="case_by_assignee")]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"


class Note(About):
    """What colleagues write to each other about a matter; never shown to anybody else."""

    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=2000)
    created = models.DateTimeField(db_default=Now())

    objects: ClassVar = NoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_id", "id"], name="note_by_subject")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_is_not_empty")]

    def __str__(self) -> str:
        return self.text[:60]


class Deadline(models.Model):
    """Working days until a pin of a theme is first answered, and until it is closed; no theme: all others."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("emne"))
    answer_days = models.PositiveSmallIntegerField(_("dage til første svar"), default=ANSWER_DAYS)
    closing_days = models.PositiveSmallIntegerField(_("dage til afslutning"), default=CLOSING_DAYS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "theme"], nulls_distinct=False, name="deadline_once"),
            models.CheckConstraint(
                condition=Q(answer_days__lte=250, closing_days__lte=750), name="deadline_within_years"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme or '–'}: {self.answer_days}, {self.closing_days}"


class ClosedDay(models.Model):
    """A day on which the municipality does not work, beside weekends and Danish holidays."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    day = models.DateField(_("dag"))
    name = models.CharField(_("navn"), max_length=80)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["municipality", "day"], name="closed_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Reason(models.Model):
    """A reason for hiding or saying no, ready to be chosen; its writer is told it word by word."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    text = models.CharField(_("begrundelse"), max_length=300)

    class Meta:
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "text"], name="reason_once"),
            models.CheckConstraint(condition=~Q(text=""), name="reason_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text


class SavedView(models.Model):
    """A question to the queue, kept under a name: one's own, or shared with the municipality's staff."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    owner = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("navn"), max_length=60)
    is_shared = models.BooleanField(_("deles med kolleger"), default=False)
    question = models.CharField(max_length=2000, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["municipality", "name"], name="desk_view_by_name")]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="desk_view_has_a_name")]

    def __str__(self) -> str:
        return self.name


class MorningLetter(models.Model):
    """When somebody wants the letter that says what waits for them; a pace of "" is what is usual for their roles.

    `told_on` is the last morning that was seen to, with a letter or, where nothing waited, without.
    """

    class Pace(models.TextChoices):
        WEEKDAYS = "weekdays", _("På hverdage")
        DAILY = "daily", _("Alle dage")
        NEVER = "never", _("Aldrig")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    pace = models.CharField(max_length=8, choices=Pace, blank=True)
    language = models.CharField(max_length=5, default="da")
    word = models.CharField(max_length=28, default=secret_word, unique=True)
    told_on = models.DateField(null=True)

    objects: ClassVar = MorningLetterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "municipality"], name="morning_letter_once")]

    def __str__(self) -> str:
        return f"{self.wanted} {self.pk}"

    @property
    def stop_url(self) -> str:
        return reverse("stop_morning_letter", args=[self.word])

    @property
    def wanted(self) -> str:
        """What was said, or else what is usual: working days for moderators, never for others."""
        held = self.user.roles_by_municipality.get(self.municipality_id, {})
        return self.pace or (self.Pace.WEEKDAYS if Role.Kind.MODERATOR in held else self.Pace.NEVER)

    def is_wanted_on(self, day: date, calendar: Calendar) -> bool:
        """By who still works there and has an address. Weekdays are the municipality's working days."""
        if not (self.user.works_for(self.municipality) and self.user.letter_address):
            return False
        return self.wanted == self.Pace.DAILY or (self.wanted == self.Pace.WEEKDAYS and calendar.is_working(day))

    def was_seen_to(self, day: date) -> None:
        self.told_on = day
        self.save(update_fields=["told_on"])

    def stop(self) -> None:
        self.pace = self.Pace.NEVER
        self.save(update_fields=["pace"])


class Batch(models.Model):
    """One thing that somebody did to one row or to thousands, with what each was before: it can be undone at once."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    deed = models.CharField(max_length=10)
    made = models.DateTimeField(db_default=Now())
    undone = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["municipality", "actor", "-id"], name="batch_by_actor")]

    def __str__(self) -> str:
        return f"{self.deed} {self.word}"


class Move(models.Model):
    """What a batch did to one row: what it was (`before`), and the stamp of what it became (`after`)."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="moves")
    code = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    before = models.JSONField(default=dict)
    after = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.code} {self.subject_id}"
