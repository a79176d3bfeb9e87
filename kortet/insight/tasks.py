"""What the worker does for planners."""

import logging

from django.db import transaction
from django.utils import translation
from procrastinate.contrib.django import app

from kortet.insight.models import KEPT_DAYS, ReportOrder
from kortet.insight.notices import tell_failed, tell_made
from kortet.insight.papers import PAPERS, choice_of, file_name

log = logging.getLogger(__name__)


@app.task(queue="reports")
def make_report(order: int) -> str:
    """Makes what was ordered, once; whoever asked is told if it went wrong. Returns its state."""
    found = ReportOrder.objects.select_related("municipality", "person").filter(pk=order, state="waiting").first()
    if found is None:
        return "gone"
    try:
        write(found)
    except Exception:
        log.exception("A report could not be made: order %s", order)
        with transaction.atomic():
            found.fail()
            tell_failed(found)
    return found.state


def write(order: ReportOrder) -> None:
    kind = PAPERS[order.what]
    with translation.override(order.language):
        choice = choice_of(order.municipality, order.question, order.person)
        content = kind.make(choice)
        with transaction.atomic():
            order.deliver(file_name(kind, choice), content)
            tell_made(order)


@app.task(queue="reports", queueing_lock="forget_reports")
def forget_reports(timestamp: int) -> int:
    """Deletes reports that were made a week ago; returns how many."""
    old = list(ReportOrder.objects.older_than(KEPT_DAYS))
    for order in old:
        order.drop()
    return len(old)
