"""Two pins about the same matter: who says so, who agrees, and the one page that they then have."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.pins.models.follower import Follower
from kortet.pins.models.handled import Actor
from kortet.pins.models.merged import NOT_SHOWN
from kortet.pins.models.pin import Pin
from kortet.pins.queries_answers import SameAsQuerySet

UNKNOWN = _("Der er ingen nål med det nummer.")
PATIENCE = timedelta(days=14)  # how long a pin's author is waited for


class SameAs(models.Model):
    """Somebody's word that `source` is the same matter as `target`. Nothing is merged before both sides had a say.

    What staff propose is asked of the source's author, where a letter reaches them; after a fortnight without an answer
    staff may merge. What an author proposes is for staff to decide. Supports are never moved: who gave them is asked.
    """

    class State(models.TextChoices):
        OPEN = "open", _("venter")
        MERGED = "merged", _("samlet")
        DECLINED = "declined", _("afvist")
        PARTED = "parted", _("skilt ad igen")

    source = models.ForeignKey(Pin, models.CASCADE, related_name="proposed_same", verbose_name=_("nål"))
    target = models.ForeignKey(Pin, models.CASCADE, related_name="+", verbose_name=_("samme som"))
    by_author = models.BooleanField(default=False)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("foreslået af"))
    reason = models.CharField(_("begrundelse"), max_length=500, blank=True)
    asked = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    made = models.DateTimeField(db_default=Now())
    decided = models.DateTimeField(null=True)

    objects = SameAsQuerySet.as_manager()

    class Meta:
        verbose_name = _("samme sag")
        verbose_name_plural = _("samme sag")
        ordering = ["-made", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=Q(state="open"), name="same_as_one_open"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="same_as_another"),
            models.CheckConstraint(
                condition=Q(state="open", decided=None) | ~Q(state="open") & Q(decided__isnull=False),
                name="same_as_decided_or_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} = {self.target}"

    @property
    def waits_until(self) -> datetime | None:
        """Until when staff wait for the author's word; None where there is nobody to wait for."""
        return self.asked + PATIENCE if self.asked and not self.by_author else None

    @property
    def may_be_merged(self) -> bool:
        """Whether staff may merge now."""
        return self.waits_until is None or self.waits_until <= timezone.now()

    @transaction.atomic
    def propose(self) -> None:
        """Stores the proposal, and has the author asked; raises ValidationError where it makes no sense."""
        self._look_at_both()
        if SameAs.objects.open().filter(source=self.source).exists():
            raise ValidationError({"target": _("Der er allerede et forslag om nålen. Afgør det først.")}, code="twice")
        if not self.by_author and Follower.objects.told().filter(pin=self.source, is_author=True).exists():
            self.asked = timezone.now()
        self.save()
        Entry.objects.record("same_proposed", self.source, actor=self.actor, same=self.pk, asked=bool(self.asked))

    @transaction.atomic
    def agree(self) -> None:
        """The source's author says yes."""
        self._hold()
        self._merge(None, self.reason)

    @transaction.atomic
    def merge(self, actor: Actor, reason: str) -> None:
        """Staff merge: at once what the author proposed or where no author can be asked, else after a fortnight."""
        self._hold()
        if not self.may_be_merged:
            raise ValidationError(_("Den, der satte nålen, er spurgt og har ikke svaret endnu."), code="early")
        if not reason.strip():
            raise ValidationError({"reason": _("Skriv en begrundelse. Borgerne ser den.")}, code="reason")
        self._merge(actor, reason.strip())

    @transaction.atomic
    def decline(self, actor: Actor = None) -> None:
        """The author or staff say no: the two stay two."""
        self._hold()
        self._decide(self.State.DECLINED)
        Entry.objects.record("same_declined", self.source, actor=actor, same=self.pk)

    def _merge(self, actor: Actor, reason: str) -> None:
        self._look_at_both()
        self.source.merge_into(self.target, actor, reason)
        self._decide(self.State.MERGED)

    def _decide(self, state: "SameAs.State") -> None:
        self.state, self.decided = state, timezone.now()
        self.save(update_fields=["state", "decided"])

    def _hold(self) -> None:
        """Of two who decide at once the second finds it decided."""
        held = SameAs.objects.select_for_update(no_key=True).get(pk=self.pk)
        if held.state != self.State.OPEN:
            raise ValidationError(_("Forslaget er allerede afgjort. Se siden igen."), code="decided")

    def _look_at_both(self) -> None:
        """Holds both, always in the same order; raises ValidationError where they cannot be one."""
        if self.source_id == self.target_id:
            raise ValidationError({"target": _("Det er den samme nål.")}, code="self")
        held: dict[int, Any] = {pin.pk: pin for pin in Pin.objects.both(self.source_id, self.target_id)}
        self.source, self.target = held[self.source_id], held[self.target_id]
        if self.source.municipality_id != self.target.municipality_id:
            raise ValidationError({"target": _("Den nål findes ikke her.")}, code="elsewhere")
        if not self.source.is_public:
            raise ValidationError({"source": NOT_SHOWN}, code="source")
        if not self.target.is_public:
            raise ValidationError({"target": _("Den nål er ikke på kortet.")}, code="target")


@transaction.atomic
def part(source: Pin, actor: Actor, reason: str) -> None:
    """Staff undo a merging: the pin is on the map again, as it was."""
    source.hold()
    source.refresh_from_db(fields=["moderation", "merged_into"])
    if source.merged_into is None:
        raise ValidationError(_("Nålen er ikke samlet med en anden."), code="alone")
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv en begrundelse. Borgerne ser den.")}, code="reason")
    source.come_back(actor, reason.strip())
    merged = SameAs.objects.filter(source=source, state=SameAs.State.MERGED)
    merged.update(state=SameAs.State.PARTED, decided=timezone.now())
    Municipality.objects.filter(pk=source.municipality_id).raise_version()
