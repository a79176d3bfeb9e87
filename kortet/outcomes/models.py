"""What staff write about what came of a process: in short, per aim, per target group, and decisions with their pins."""

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.tongues import here
from kortet.outcomes.queries import DecisionQuerySet, OutcomeQuerySet
from kortet.people.models import User
from kortet.pins.models import Pin
from kortet.processes.models import Process, TargetGroup


class Outcome(models.Model):
    """One process's result in words. `published`: since when all may see it, though the process still runs."""

    process = models.OneToOneField(Process, models.CASCADE, related_name="outcome", verbose_name=_("forløb"))
    summary = models.TextField(_("kort fortalt: hvad kom der ud af det?"), max_length=2000, blank=True)
    summary_en = models.TextField(_("det samme på engelsk"), max_length=2000, blank=True)
    used = models.TextField(_("hvad blev resultatet brugt til?"), max_length=2000, blank=True)
    used_en = models.TextField(_("det samme på engelsk"), max_length=2000, blank=True)
    decided_on = models.DateField(_("hvornår blev det besluttet?"), null=True, blank=True)
    published = models.DateTimeField(_("foreløbige resultater vises siden"), null=True, editable=False)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("resultat")
        verbose_name_plural = _("resultater")

    def __str__(self) -> str:
        return f"{self.process_id}"

    @property
    def municipality_id(self) -> int:
        return self.process.municipality_id

    @property
    def summary_here(self) -> str:
        return here(self.summary, self.summary_en)

    @property
    def used_here(self) -> str:
        return here(self.used, self.used_en)

    @property
    def is_public(self) -> bool:
        """Whether anybody sees it: the process is closed, or what is known so far is shown."""
        state = self.process.state
        return state == Process.State.CLOSED or (state == Process.State.PUBLISHED and self.published is not None)

    @transaction.atomic
    def show(self, actor: User) -> None:
        """Shows what is known so far to all."""
        self.published = self.published or timezone.now()
        self.save()
        Entry.objects.record("shown", self, actor=actor)

    @transaction.atomic
    def take_down(self, actor: User) -> None:
        """Until the process is closed it is again for those who write it."""
        self.published = None
        self.save()
        Entry.objects.record("taken_down", self, actor=actor)


class AimLine(models.Model):
    """What came of one of the aims of a process."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="aim_lines", verbose_name=_("forløb"))
    aim = models.CharField(_("formål"), max_length=13, choices=Process.Aim)
    text = models.TextField(_("hvordan gik det?"), max_length=1000)
    text_en = models.TextField(_("det samme på engelsk"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("formål og udfald")
        verbose_name_plural = _("formål og udfald")
        constraints = [models.UniqueConstraint(fields=["process", "aim"], name="aim_told_once")]

    def __str__(self) -> str:
        return self.get_aim_display()

    @property
    def text_here(self) -> str:
        return here(self.text, self.text_en)


class GroupLine(models.Model):
    """How many of a target group were reached, as far as anybody knows, and what there is to say about it."""

    group = models.OneToOneField(TargetGroup, models.CASCADE, related_name="line", verbose_name=_("målgruppe"))
    reached = models.PositiveIntegerField(_("hvor mange blev nået?"), null=True, blank=True)
    text = models.CharField(_("bemærkning"), max_length=500, blank=True)
    text_en = models.CharField(_("det samme på engelsk"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("målgruppe og udfald")
        verbose_name_plural = _("målgrupper og udfald")

    def __str__(self) -> str:
        return f"{self.group_id}"

    @property
    def text_here(self) -> str:
        return here(self.text, self.text_en)


class Decision(models.Model):
    """What was decided about something that people said; its pins are where they said it."""

    class Result(models.TextChoices):
        YES = "yes", _("ja")
        PARTLY = "partly", _("delvist")
        NO = "no", _("nej")

    process = models.ForeignKey(Process, models.CASCADE, related_name="decisions", verbose_name=_("forløb"))
    said = models.CharField(_("I sagde"), max_length=200)
    said_en = models.CharField(_("I sagde, på engelsk"), max_length=200, blank=True)
    text = models.TextField(_("vi gjorde"), max_length=2000)
    text_en = models.TextField(_("vi gjorde, på engelsk"), max_length=2000, blank=True)
    result = models.CharField(_("blev det til noget?"), max_length=6, choices=Result)
    decided_on = models.DateField(_("besluttet den"), null=True, blank=True)
    pins = models.ManyToManyField(Pin, blank=True, related_name="decisions", verbose_name=_("nåle"))
    made = models.DateTimeField(db_default=Now(), editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("beslutning")
        verbose_name_plural = _("beslutninger")
        ordering = ["decided_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(said="") & ~Q(text=""), name="decision_says_what_came_of_what")
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def municipality_id(self) -> int:
        return self.process.municipality_id

    @transaction.atomic
    def remove(self, actor: User) -> None:
        """Takes it away; what people said stays where they said it."""
        Entry.objects.record("removed", self, actor=actor, said=self.said)
        self.delete()

    @property
    def said_here(self) -> str:
        return here(self.said, self.said_en)

    @property
    def text_here(self) -> str:
        return here(self.text, self.text_en)
