"""Who comes to a date, and who waits for a seat."""

from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kortet.events.models.occurrence import Occurrence
from kortet.events.queries_guests import SignUpQuerySet
from kortet.journal.models import Entry
from kortet.letters.addresses import mark_of
from kortet.municipalities.words import secret_word


class SignUp(models.Model):
    """A name, an address and a number of seats at one date; `word` lets its owner see it and leave.

    `mark` is a keyed digest of the address, by which its owner's calendar finds it; `reminded_of` the day of the date
    that the letter of the day before was about.
    """

    class State(models.TextChoices):
        COMING = "coming", _("har plads")
        WAITING = "waiting", _("på venteliste")

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="sign_ups", db_index=False)
    name = models.CharField(_("navn"), max_length=80)
    email = models.CharField(_("e-mail"), max_length=254)
    seats = models.PositiveSmallIntegerField(_("pladser"), default=1)
    state = models.CharField(_("tilstand"), max_length=7, choices=State)
    language = models.CharField(max_length=5, default="da")
    word = models.CharField(max_length=28, default=secret_word, unique=True)
    mark = models.CharField(max_length=64, default="", editable=False)
    reminded_of = models.DateField(null=True, editable=False)
    created = models.DateTimeField(db_default=Now())

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilmelding")
        verbose_name_plural = _("tilmeldinger")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("occurrence", Lower("email"), name="sign_up_once"),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=10), name="sign_up_seats"),
        ]
        indexes = [
            models.Index(fields=["occurrence", "state", "id"], name="sign_up_in_order"),
            models.Index(fields=["mark"], name="sign_up_by_mark"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.mark = mark_of(self.email)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("sign_up", args=[self.word])

    @classmethod
    @transaction.atomic
    def take(cls, occurrence: Occurrence, *, name: str, email: str, seats: int, language: str) -> "SignUp":
        """Signs somebody up, or puts them on the waiting list: the date's row is held, so seats are counted exactly.

        Who is signed up already stays as they are.
        """
        held = Occurrence.objects.hold(occurrence.pk)
        if known := cls.objects.filter(occurrence=held, email__iexact=email).first():
            return known
        waits = cls.objects.filter(occurrence=held, state=cls.State.WAITING).exists()
        fits = held.seats_left is None or (not waits and seats <= held.seats_left)
        state = cls.State.COMING if fits else cls.State.WAITING
        facts = {"name": name, "email": email, "seats": seats, "language": language}
        found = cls.objects.create(occurrence=held, state=state, **facts)
        if fits:
            Occurrence.objects.filter(pk=held.pk).update(seats_taken=F("seats_taken") + seats)
        Entry.objects.record("signed_up", held.event, sign_up=found.pk)
        return found

    @transaction.atomic
    def leave(self) -> None:
        """Gives the seats back; the first who wait and fit get them."""
        held = Occurrence.objects.hold(self.occurrence_id)
        gone = SignUp.objects.filter(pk=self.pk).first()
        if gone is None:
            return
        freed = gone.seats if gone.state == self.State.COMING else 0
        gone.delete()
        Occurrence.objects.filter(pk=held.pk).update(seats_taken=F("seats_taken") - freed)
        SignUp.move_up(held.pk)

    @classmethod
    @transaction.atomic
    def move_up(cls, occurrence_id: int) -> int:
        """Gives free seats to those who wait, in their order, until the next one does not fit; returns to how many."""
        held = Occurrence.objects.hold(occurrence_id)
        left, moved = held.seats_left, []
        for waiting in cls.objects.filter(occurrence=held, state=cls.State.WAITING).order_by("pk"):
            if left is not None and waiting.seats > left:
                break
            left = None if left is None else left - waiting.seats
            moved.append(waiting)
        for one in moved:
            cls.objects.filter(pk=one.pk).update(state=cls.State.COMING)
            Entry.objects.record("moved_up", held.event, sign_up=one.pk)
        seats = sum(one.seats for one in moved)
        Occurrence.objects.filter(pk=held.pk).update(seats_taken=F("seats_taken") + seats)
        return len(moved)
