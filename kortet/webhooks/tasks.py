"""What the worker does for webhooks."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from kortet.journal.listeners import hears
from kortet.journal.models import Entry
from kortet.webhooks.messages import KINDS
from kortet.webhooks.models import Delivery, Webhook
from kortet.webhooks.sending import NotTakenError, bring

QUEUE = "webhooks"
RETRIES = 8  # after 4, 16, 64 … seconds, the last 18 hours after the one before: a day in all
LATE = -10  # letters go first: an address that answers slowly must not keep them waiting


def note(entry: Entry) -> int:
    """Notes a message for each address that wants to hear of it, and has it sent; returns how many."""
    kind = KINDS[entry.subject, entry.verb]
    hooks = Webhook.objects.filter(municipality=entry.municipality_id).listening(kind)
    new = Delivery.objects.note(hooks, entry, kind)
    for delivery in new:
        deliver.configure(priority=LATE).defer(delivery=delivery.pk)
    return len(new)


for subject, verb in KINDS:
    hears(subject, verb)(note)


@app.task(
    queue=QUEUE,
    retry=RetryStrategy(max_attempts=RETRIES, exponential_wait=4, retry_exceptions=[NotTakenError]),
    pass_context=True,
)
def deliver(context: JobContext, delivery: int) -> bool:
    """Brings a message, or raises so that it is brought again; the last time the address is noted as failing."""
    found = Delivery.objects.select_related("webhook__municipality").filter(pk=delivery, sent=None).first()
    if found is None or found.webhook.paused:
        return False
    try:
        return bring(found)
    except NotTakenError:
        if context.job is not None and context.job.attempts >= RETRIES:
            found.webhook.fail()
        raise


@app.task(queue=QUEUE, queueing_lock="forget_deliveries")
def forget_deliveries(timestamp: int) -> int:
    """Forgets what was sent a month ago."""
    return Delivery.objects.forget_old()
