"""A pin and a partner, or a pin and an event, that belong together, or do not: what somebody decided."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kortet.events.models import Event
from kortet.links.queries import LinkQuerySet
from kortet.partners.models import Partner
from kortet.people.models import User
from kortet.pins.models import Pin


class Link(models.Model):
    """Suggestions are reckoned each time; only what staff or stewards said about one is kept."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("bekræftet")
        DISMISSED = "dismissed", _("afvist")

    pin = models.ForeignKey(Pin, models.CASCADE, related_name="links", db_index=False)
    partner = models.ForeignKey(Partner, models.CASCADE, null=True, related_name="links")
    event = models.ForeignKey(Event, models.CASCADE, null=True, related_name="links")
    state = models.CharField(max_length=9, choices=State)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", db_index=False)
    decided = models.DateTimeField(db_default=Now())

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("forbindelse")
        verbose_name_plural = _("forbindelser")
        constraints = [
            models.UniqueConstraint(fields=["pin", "partner"], name="link_once"),
            models.UniqueConstraint(fields=["pin", "event"], name="link_to_event_once"),
            models.CheckConstraint(
                condition=Q(partner=None, event__isnull=False) | Q(partner__isnull=False, event=None),
                name="link_is_to_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pin_id} · {self.partner_id or ''} · {self.event_id or ''}"
