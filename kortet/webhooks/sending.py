"""Bringing one message to one address."""

import time

from kortet.journal.models import Entry
from kortet.safe_fetch import NotFetchedError, SafeFetch
from kortet.webhooks.messages import body_of
from kortet.webhooks.models import Delivery


class NotTakenError(Exception):
    """The other system is away or did not take the message: it is brought again later."""


class HookPost(SafeFetch):
    """How long a system may think, in seconds; where it lies is looked at as for all that is fetched."""

    seconds = 10


def bring(delivery: Delivery) -> bool:
    """Sends it, once; raises NotTakenError. False where there is nothing to be told any more.

    The body is made now and not when it happened: what was hidden meanwhile is not sent.
    """
    hook = delivery.webhook
    entry = Entry.objects.get(pk=delivery.entry)
    body = body_of(delivery.kind, entry, hook.municipality)
    if body is None or (delivery.kind.endswith(".withheld") and not was_told(delivery)):
        return False
    status = post(delivery, body)
    done = 200 <= status < 300
    Delivery.objects.tried(delivery, status, done=done)
    if not done:
        raise NotTakenError(f"{hook.host} answered {status}")
    hook.succeed()
    return True


def was_told(delivery: Delivery) -> bool:
    """Whether this address ever heard of the row: of one that was never public nothing is told."""
    subject = delivery.kind.partition(".")[0]
    return delivery.webhook.deliveries.told_of(subject, delivery.subject_id).exists()  # type: ignore[attr-defined]  # our queryset


def post(delivery: Delivery, body: bytes) -> int:
    hook, now = delivery.webhook, int(time.time())
    headers = {"Content-Type": "application/json", "webhook-id": delivery.message, "webhook-timestamp": str(now)}
    headers["webhook-signature"] = hook.signature(delivery.message, now, body)
    try:
        return HookPost(hook.host).post(hook.address, body, headers)
    except NotFetchedError as error:
        Delivery.objects.tried(delivery, error.status, done=False)
        raise NotTakenError(str(error)) from error
