"""Whole-set questions about webhooks and what was sent to them."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import F, QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from kortet.journal.models import Entry
    from kortet.municipalities.models import Municipality
    from kortet.webhooks.models import Delivery, Webhook  # noqa: F401  (names in the base classes are text)

DAYS = 30


class WebhookQuerySet(QuerySet["Webhook"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def listening(self, kind: str) -> Self:
        return self.filter(paused=None, kinds__contains=[kind])


class DeliveryQuerySet(QuerySet["Delivery"]):
    def note(self, hooks: WebhookQuerySet, entry: "Entry", kind: str) -> list["Delivery"]:
        """One for each webhook; of an entry that was heard before none. Returns those that are new."""
        rows = [self.model(webhook=hook, entry=entry.pk, kind=kind, subject_id=entry.subject_id) for hook in hooks]
        known = set(self.filter(webhook__in=hooks, entry=entry.pk).values_list("webhook", flat=True))
        self.bulk_create(rows, ignore_conflicts=True)
        new = self.filter(entry=entry.pk, webhook__in=[row.webhook for row in rows])
        return list(new.exclude(webhook__in=known))

    def told_of(self, subject: str, subject_id: int) -> Self:
        """What was really sent of one row: "pin" or "event" and its number."""
        return self.filter(kind__startswith=f"{subject}.", subject_id=subject_id).exclude(sent=None)

    def forget_old(self) -> int:
        return self.filter(created__lt=timezone.now() - timedelta(days=DAYS)).delete()[0]

    def tried(self, delivery: "Delivery", status: int, *, done: bool) -> None:
        sent = timezone.now() if done else None
        self.filter(pk=delivery.pk).update(attempts=F("attempts") + 1, status=status, sent=sent)
