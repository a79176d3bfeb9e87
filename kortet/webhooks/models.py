"""Addresses of other systems, and each message that was or is to be sent to them (standardwebhooks.com)."""

import base64
import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kortet.events.feed_address import checked_address
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.webhooks.queries import DeliveryQuerySet, WebhookQuerySet

SALT = "kortet.webhooks"
MOST_FAILED = 20  # messages that failed one after the other, each tried for a day: nobody is there any more


class Kind(models.TextChoices):
    """What is told. The names are part of the interface: they are never changed."""

    PIN_PUBLISHED = "pin.published", _("en nål er kommet på kortet")
    PIN_CHANGED = "pin.changed", _("en nåls ord er ændret")
    PIN_STATUS = "pin.status", _("en nål har fået ny status")
    PIN_ANSWERED = "pin.answered", _("kommunen har svaret på en nål")
    PIN_WITHHELD = "pin.withheld", _("en nål er taget af kortet")
    EVENT_PUBLISHED = "event.published", _("et arrangement er kommet på kortet")
    EVENT_CHANGED = "event.changed", _("et arrangement er ændret eller flyttet")
    EVENT_CANCELLED = "event.cancelled", _("et arrangement er aflyst")
    EVENT_WITHHELD = "event.withheld", _("et arrangement er taget af kortet")


class Webhook(models.Model):
    """One address, looked at again each time that something is sent.

    `failed_in_row` counts messages that could not be brought since the last that was.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("kommune"))
    name = models.CharField(_("hvilket system"), max_length=80)
    address = models.CharField(_("adresse"), max_length=300, validators=[checked_address])
    kinds = ArrayField(models.CharField(max_length=20, choices=Kind), verbose_name=_("hvad der fortælles"))
    nonce = models.CharField(max_length=64, default=secrets.token_urlsafe, editable=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    created = models.DateTimeField(_("lavet"), db_default=Now(), editable=False)
    paused = models.DateTimeField(_("på pause siden"), null=True, editable=False)
    failed_in_row = models.PositiveIntegerField(default=0, editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def secret(self) -> str:
        """What signs the messages; made of the installation's secret key, so that the database alone gives none."""
        made = salted_hmac(SALT, f"{self.municipality_id} {self.nonce}", algorithm="sha256").digest()
        return f"whsec_{base64.b64encode(made).decode()}"

    def signature(self, message: str, timestamp: int, body: bytes) -> str:
        """Of a message's id, time (seconds since 1970) and body: HMAC-SHA256, as Standard Webhooks has it."""
        signed = f"{message}.{timestamp}.".encode() + body
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()

    def succeed(self) -> None:
        Webhook.objects.filter(pk=self.pk).exclude(failed_in_row=0).update(failed_in_row=0)

    @transaction.atomic
    def fail(self) -> None:
        """One more message could not be brought; after twenty of them it rests until an admin wakes it."""
        Webhook.objects.filter(pk=self.pk).update(failed_in_row=F("failed_in_row") + 1)
        tired = Webhook.objects.filter(pk=self.pk, paused=None, failed_in_row__gte=MOST_FAILED)
        if tired.update(paused=timezone.now()):
            Entry.objects.record("rested", self)


class Delivery(models.Model):
    """One message to one address about one entry of the journal."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    entry = models.BigIntegerField()
    kind = models.CharField(_("hvad"), max_length=20, choices=Kind)
    subject_id = models.BigIntegerField()
    created = models.DateTimeField(_("hvornår"), db_default=Now())
    attempts = models.PositiveSmallIntegerField(_("forsøg"), default=0)
    status = models.PositiveSmallIntegerField(_("svar"), default=0)
    sent = models.DateTimeField(_("bragt"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("besked")
        verbose_name_plural = _("beskeder")
        constraints = [models.UniqueConstraint(fields=["webhook", "entry"], name="delivery_once")]
        indexes = [models.Index(fields=["kind", "subject_id"], name="delivery_by_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"

    @property
    def message(self) -> str:
        """The same in every attempt: who gets it twice knows it by that."""
        return f"msg_{self.webhook_id}_{self.entry}"
