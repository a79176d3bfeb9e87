"""What was decided about an idea, by whom, on which day and why."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.ideas.models.idea import Idea
from kortet.people.models import User


class Decision(models.Model):
    """One a idea. Decided anew, the last counts; the journal keeps that it was another one before."""

    class Outcome(models.TextChoices):
        CHOSEN = "chosen", _("valgt")
        PARTLY = "partly", _("delvist valgt")
        NOT_CHOSEN = "not_chosen", _("ikke valgt")
        PASSED_ON = "passed_on", _("givet videre")

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="decision")
    outcome = models.CharField(_("hvad blev besluttet?"), max_length=10, choices=Outcome)
    reason = models.TextField(_("begrundelse"), max_length=2000)
    decided_by = models.CharField(_("hvem besluttede det?"), max_length=120)
    decided_on = models.DateField(_("hvilken dag?"))
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("beslutning")
        verbose_name_plural = _("beslutninger")
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(decided_by=""), name="decision_says_why_and_who"),
        ]

    def __str__(self) -> str:
        return f"{self.idea}: {self.get_outcome_display()}"

    @transaction.atomic
    def decide(self) -> None:
        """Stores it; authors and those who follow the pins are told."""
        if self.decided_on > timezone.localdate():
            raise ValidationError({"decided_on": _("Dagen er ikke kommet endnu.")}, code="future")
        self.idea.hold()
        before = Decision.objects.filter(idea=self.idea).first()
        self.pk = before.pk if before else None
        self.made = timezone.now()
        self.save()
        self.idea.record("decided", self.actor, is_public=True, outcome=self.outcome)
