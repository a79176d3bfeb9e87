"""What people find unfit: seen by the municipality's moderators, never by the public."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.people.models import User
from kortet.pins.models.comment import Comment
from kortet.pins.models.pin import Pin
from kortet.pins.queries_talk import ComplaintQuerySet


class Complaint(models.Model):
    """One person's word that a pin or a comment is unfit. It hides nothing by itself: a moderator decides."""

    class Reason(models.TextChoices):
        RUDE = "rude", _("Det er groft eller truende")
        PERSONAL = "personal", _("Det udstiller nogen eller fortæller noget privat")
        UNTRUE = "untrue", _("Det passer ikke")
        ADVERT = "advert", _("Det er reklame eller spam")
        OTHER = "other", _("Noget andet")

    class Outcome(models.TextChoices):
        OPEN = "", _("ikke set på endnu")
        KEPT = "kept", _("bliver stående")
        HIDDEN = "hidden", _("er skjult")

    pin = models.ForeignKey(Pin, models.CASCADE, related_name="complaints", db_index=False, verbose_name=_("nål"))
    comment = models.ForeignKey(
        Comment, models.CASCADE, null=True, blank=True, related_name="complaints", verbose_name=_("kommentar")
    )
    reason = models.CharField(_("grund"), max_length=8, choices=Reason)
    text = models.TextField(_("tekst"), max_length=1000, blank=True)
    person = models.CharField(max_length=64, editable=False)
    created = models.DateTimeField(_("anmeldt"), default=timezone.now)
    outcome = models.CharField(_("afgørelse"), max_length=6, choices=Outcome, blank=True, default=Outcome.OPEN)
    closed = models.DateTimeField(_("afgjort"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name=_("afgjort af")
    )

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("anmeldelse")
        verbose_name_plural = _("anmeldelser")
        indexes = [
            models.Index(fields=["person", "created"], name="complaint_by_person"),
            models.Index(fields=["created"], name="complaint_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pin", "comment", "person"], nulls_distinct=False, name="complaint_once_per_person"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed=None) | ~Q(outcome="") & ~Q(closed=None),
                name="complaint_closed_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.item}"

    @property
    def item(self) -> Pin | Comment:
        """What is complained of."""
        return self.comment or self.pin

    @property
    def municipality_id(self) -> int:
        return self.pin.municipality_id

    def keep(self, actor: User) -> None:
        """It is fit: it stays as it is."""
        self._close(self.Outcome.KEPT, actor)

    @transaction.atomic
    def reopen(self, actor: User) -> None:
        """Undoes what was decided: somebody has to look at it again."""
        self.outcome, self.closed, self.closed_by = self.Outcome.OPEN, None, None
        self.save(update_fields=["outcome", "closed", "closed_by"])
        Entry.objects.record("reopened", self, actor=actor, pin=self.pin_id)

    @transaction.atomic
    def agree(self, reason: str, actor: User) -> None:
        """It is unfit: it is hidden with a reason, and whoever else complained of it has been heard too."""
        self.item.hide(reason, actor)
        for complaint in Complaint.objects.open().filter(pin=self.pin_id, comment=self.comment_id):
            complaint._close(self.Outcome.HIDDEN, actor)
        self.refresh_from_db()

    @transaction.atomic
    def _close(self, outcome: "Complaint.Outcome", actor: User) -> None:
        self.outcome, self.closed, self.closed_by = outcome, timezone.now(), actor
        self.save(update_fields=["outcome", "closed", "closed_by"])
        Entry.objects.record("closed", self, actor=actor, outcome=str(outcome), pin=self.pin_id)
