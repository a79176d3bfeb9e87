"""A quick poll: one choice, several, or dots to share out."""

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortet.meetings.models.meeting import Meeting
from kortet.meetings.queries import PollQuerySet


class Poll(models.Model):
    """`options` stay as they are once it was opened, because votes are counted by their place in it."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("ét svar")
        MULTIPLE = "multiple", _("flere svar")
        DOTS = "dots", _("prikker at fordele")

    class State(models.TextChoices):
        READY = "ready", _("klar")
        OPEN = "open", _("åben")
        CLOSED = "closed", _("lukket")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="polls")
    question = models.CharField(_("spørgsmål"), max_length=200)
    kind = models.CharField(_("slags"), max_length=8, choices=Kind, default=Kind.SINGLE)
    dots = models.PositiveSmallIntegerField(_("prikker"), default=1)
    options = ArrayField(models.CharField(max_length=120), verbose_name=_("svar"))
    state = models.CharField(_("tilstand"), max_length=6, choices=State, default=State.READY, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("afstemning")
        verbose_name_plural = _("afstemninger")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(dots__gte=1, dots__lte=20), name="poll_has_dots"),
            models.CheckConstraint(condition=Q(kind="dots") | Q(dots=1), name="poll_dots_are_for_dot_polls"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def choices(self) -> list[tuple[int, str]]:
        return list(enumerate(self.options))

    @transaction.atomic
    def take(self, person: str, dots: Sequence[int]) -> bool:
        """A person's vote, one number an option; a later one takes its place. False where the poll is closed by now."""
        held = Poll.objects.filter(pk=self.pk, state=self.State.OPEN).select_for_update(no_key=True, of=("self",))
        if not held.exists():
            return False
        Vote.objects.update_or_create(poll=self, person=person, defaults={"dots": list(dots)})
        return True


class Vote(models.Model):
    """What one person said: so many dots for each option."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="votes", db_index=False)
    person = models.CharField(max_length=64)
    dots = ArrayField(models.PositiveSmallIntegerField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="vote_once")]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.person[:8]}"
