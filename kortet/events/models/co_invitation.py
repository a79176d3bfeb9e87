"""Associations that were asked to stand for an event together with its organiser."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.events.models.event import Actor, Event
from kortet.events.queries_co import CoInvitationQuerySet
from kortet.journal.models import Entry
from kortet.partners.models import Partner


class CoInvitation(models.Model):
    """Asked, and not yet answered or answered with no. With a yes the row goes and the partner is a co-organiser.

    So `Event.co_organisers` holds nobody who did not agree, and whoever said no is not asked again.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="co_invitations", db_index=False)
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="co_invitations")
    invited = models.DateTimeField(db_default=Now())
    declined = models.DateTimeField(null=True)

    objects = CoInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("spørgsmål til medarrangør")
        verbose_name_plural = gettext_lazy("spørgsmål til medarrangører")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "partner"], name="co_invited_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.partner_id}"

    @classmethod
    @transaction.atomic
    def ask(cls, event: Event, partner: Partner, actor: Actor) -> None:
        """Asks once; ValidationError for the organiser itself and for who is with it already."""
        if partner.pk == event.organiser_id or event.co_organisers.filter(pk=partner.pk).exists():
            raise ValidationError(_("%(name)s er allerede med.") % {"name": partner.name})
        _invitation, new = cls.objects.get_or_create(event=event, partner=partner)
        if new:
            Entry.objects.record("co_invited", event, actor=actor, partner=partner.pk)

    @transaction.atomic
    def accept(self, actor: Actor) -> None:
        """From now on it shows, and calendars are told."""
        self.event.co_organisers.add(self.partner)
        self.delete()
        self.event.touch()
        Entry.objects.record("co_accepted", self.event, actor=actor, partner=self.partner_id)

    @transaction.atomic
    def decline(self, actor: Actor) -> None:
        self.declined = timezone.now()
        self.save(update_fields=["declined"])
        Entry.objects.record("co_declined", self.event, actor=actor, partner=self.partner_id)
