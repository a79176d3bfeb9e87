"""A proposal that a process works on: what it says now, where, what it may cost, and whether it is seen."""

from typing import Any

from django.contrib.gis.db import models
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.ideas.queries import IdeaQuerySet
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.municipalities.words import public_word
from kortet.people.models import User
from kortet.places.models import Placed
from kortet.processes.models import Process

MOST_KRONER = 1_000_000_000_000


class Idea(Placed):
    """Title, text and place are those of its newest version that is shown (`number`); the versions say how it came.

    A process that has ideas is not deleted: what citizens wrote in it would go with it. `cost_from` to `cost_to` is a
    rough estimate in whole kroner, and `cost_by` whose it is.
    """

    class Moderation(models.TextChoices):
        SHOWN = "shown", _("vist")
        HIDDEN = "hidden", _("skjult")

    process = models.ForeignKey(Process, models.PROTECT, related_name="ideas", db_index=False, verbose_name=_("forløb"))
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    number = models.PositiveIntegerField(_("udgave"), default=1, editable=False)
    title = models.CharField(_("overskrift"), max_length=120)
    text = models.TextField(_("tekst"), max_length=5000)
    moderation = models.CharField(_("visning"), max_length=6, choices=Moderation, default=Moderation.SHOWN)
    hidden_reason = models.CharField(_("begrundelse"), max_length=300, blank=True)
    cost_from = models.PositiveBigIntegerField(_("fra (kr.)"), null=True, blank=True)
    cost_to = models.PositiveBigIntegerField(_("til (kr.)"), null=True, blank=True)
    cost_by = models.CharField(_("hvem skønner?"), max_length=80, blank=True)
    cost_on = models.DateField(_("skønnet"), null=True, blank=True, editable=False)
    created = models.DateTimeField(_("samlet"), default=timezone.now, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("forslag i et forløb")
        verbose_name_plural = _("forslag i forløb")
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["process", "-created", "-id"], name="idea_of_process")]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="idea_says_something"),
            models.CheckConstraint(
                condition=~Q(moderation="hidden") | ~Q(hidden_reason=""), name="idea_hidden_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(cost_from=None, cost_to=None, cost_by="", cost_on=None)
                | Q(cost_from__isnull=False, cost_to__gte=F("cost_from"), cost_on__isnull=False) & ~Q(cost_by=""),
                name="idea_cost_from_to",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.way("idea")

    def way(self, name: str, *more: Any) -> str:
        """The address of one of its pages."""
        return reverse(name, args=[self.process.slug, self.word, *more])

    @property
    def is_public(self) -> bool:
        return self.moderation == self.Moderation.SHOWN and self.process.state != Process.State.DRAFT

    def hold(self) -> None:
        """Holds the row until the transaction ends: its versions, authors and answers change one at a time."""
        held = Idea.objects.select_for_update(no_key=True).values_list("number", "moderation")
        self.number, self.moderation = held.get(pk=self.pk)

    @property
    def newest(self) -> int:
        """The number of its newest version, also of one that waits; 0 before the first."""
        return self.versions.aggregate(newest=models.Max("number"))["newest"] or 0

    @transaction.atomic
    def hide(self, reason: str, actor: Any = None) -> None:
        """Nobody but staff sees it; never without a reason."""
        if not reason.strip():
            raise ValidationError({"reason": _("Skriv hvorfor forslaget skjules.")}, code="reason")
        self._moderate(self.Moderation.HIDDEN, reason.strip(), actor)

    @transaction.atomic
    def show(self, actor: Any = None) -> None:
        """Seen by all again; not where nothing of it may be seen."""
        if not self.versions.shown().exists():
            raise ValidationError(_("Ingen udgave af forslaget må vises."), code="empty")
        self._moderate(self.Moderation.SHOWN, "", actor)

    def _moderate(self, moderation: "Idea.Moderation", reason: str, actor: Any) -> None:
        self.moderation, self.hidden_reason = moderation, reason
        self.save(update_fields=["moderation", "hidden_reason"])
        self.record(str(moderation), actor)

    @transaction.atomic
    def say(self, version: Any) -> None:
        """Says what a version says, where it says it."""
        self.number, self.title, self.text = version.number, version.title, version.text
        self.point, self.shape, self.precision = version.point, version.shape, version.precision
        self.settle()
        self.save()
        self.tell_readers()

    @transaction.atomic
    def fall_back(self, reason: str, actor: Any = None) -> None:
        """A version is gone from sight: the newest that is shown counts; where there is none, the idea is hidden."""
        left = self.versions.shown().order_by("-number").first()
        if left is None:
            self.hide(reason, actor)
        else:
            self.say(left)

    @transaction.atomic
    def estimate(self, low: int, high: int, by: str, actor: User) -> None:
        """What it may cost, in whole kroner, and whose estimate that is."""
        self.cost_from, self.cost_to, self.cost_by, self.cost_on = low, high, by, timezone.localdate()
        self.save(update_fields=["cost_from", "cost_to", "cost_by", "cost_on"])
        self.record("estimated", actor, low=low, high=high)

    def record(self, verb: str, actor: Any = None, *, is_public: bool = False, **data: Any) -> None:
        """Writes it down, and has pages that are kept made anew: the pins' pages tell of it."""
        Entry.objects.record(verb, self, actor=actor, is_public=is_public, **data)
        self.tell_readers()

    def tell_readers(self) -> None:
        Municipality.objects.filter(pk=self.municipality_id).raise_version()
