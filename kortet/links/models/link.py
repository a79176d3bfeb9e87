"""A pin and a partner that belong together, or do not: what somebody decided about a suggestion."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

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
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="links")
    state = models.CharField(max_length=9, choices=State)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", db_index=False)
    decided = models.DateTimeField(db_default=Now())

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("forbindelse")
        verbose_name_plural = _("forbindelser")
        constraints = [models.UniqueConstraint(fields=["pin", "partner"], name="link_once")]

    def __str__(self) -> str:
        return f"{self.pin_id} · {self.partner_id}"
