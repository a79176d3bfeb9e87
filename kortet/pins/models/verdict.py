"""Was it solved? What those who care for a pin say four weeks after it was done."""

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.words import secret_word
from kortet.pins.models.follower import Follower
from kortet.pins.models.pin import Pin
from kortet.pins.queries_answers import VerdictQuerySet


class Verdict(models.Model):
    """One address that was asked about one closing of a pin (`closed`: its `status_since`); `word` is in the letter.

    Who it was is forgotten with the follower; what was said stays, as a number. The words are for staff only.
    """

    class Said(models.TextChoices):
        YES = "yes", _("ja, det er løst")
        PARTLY = "partly", _("delvist")
        NO = "no", _("nej, det er ikke løst")

    pin = models.ForeignKey(Pin, models.CASCADE, related_name="verdicts", db_index=False)
    follower = models.ForeignKey(Follower, models.SET_NULL, null=True, related_name="+")
    closed = models.DateTimeField()
    word = models.CharField(max_length=28, default=secret_word, unique=True)
    asked = models.DateTimeField(db_default=Now())
    said = models.CharField(max_length=6, choices=Said, blank=True)
    words = models.TextField(max_length=2000, blank=True)
    answered = models.DateTimeField(null=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pin", "closed", "follower"], name="verdict_once_per_closing"),
            models.CheckConstraint(
                condition=Q(said="", answered=None) | ~Q(said="") & Q(answered__isnull=False),
                name="verdict_answered_with_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pin_id} {self.said or '–'}"

    def get_absolute_url(self) -> str:
        return reverse("verdict", args=[self.word])

    @property
    def is_open(self) -> bool:
        """Whether it can still be said: while the pin is as it was when the letter was written."""
        return self.pin.is_public and self.pin.status == Pin.Status.DONE and self.pin.status_since == self.closed

    @transaction.atomic
    def say(self, said: str, words: str) -> None:
        """Keeps what was pressed; pressed again, the last counts."""
        self.pin.hold()
        Verdict.objects.filter(pk=self.pk).update(said=said, words=words, answered=Now())
        self.refresh_from_db(fields=["said", "words", "answered"])
        Entry.objects.record("verdict", self.pin, said=said)
