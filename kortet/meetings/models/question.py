"""What the hall asks the panel; others say that they want to know it too."""

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kortet.meetings.models.meeting import Meeting
from kortet.meetings.models.note import Note
from kortet.meetings.queries import AskedQuerySet


class Question(models.Model):
    """`picked`: on the moderator's shortlist. A question is seen by other phones when it may be (as notes)."""

    Moderation = Note.Moderation

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="questions", db_index=False)
    text = models.CharField(_("spørgsmål"), max_length=300)
    person = models.CharField(max_length=64)
    once = models.CharField(max_length=64)
    moderation = models.CharField(_("visning"), max_length=7, choices=Moderation, default=Moderation.WAITING)
    picked = models.BooleanField(_("udvalgt"), default=False)
    answered = models.BooleanField(_("besvaret"), default=False)
    upvotes = models.PositiveIntegerField(_("vil også vide det"), default=0)
    created = models.DateTimeField(db_default=Now())

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("spørgsmål")
        verbose_name_plural = _("spørgsmål")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "once"], name="question_once"),
            models.CheckConstraint(condition=~Q(text=""), name="question_asks_something"),
        ]

    def __str__(self) -> str:
        return self.text

    @transaction.atomic
    def upvote(self, person: str) -> None:
        """Once a person, however often it is pressed."""
        _upvote, is_first = Upvote.objects.get_or_create(question=self, person=person)
        if is_first:
            Question.objects.filter(pk=self.pk).update(upvotes=F("upvotes") + 1)


class Upvote(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="+", db_index=False)
    person = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="upvote_once")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.person[:8]}"
