"""Setting responses aside: they stay, and count no more, until it is taken back. Both are in the journal."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.people.models import User
from kortet.responses.models import Response, SetAside


@transaction.atomic
def set_aside(aside: SetAside, actor: User) -> int:
    """Stores it, and sets aside what was handed in then by its way; raises ValidationError where that is nothing."""
    aside.actor = actor
    aside.save()
    meant = Response.objects.of(aside.survey).counted().filter(finished__gte=aside.begins, finished__lt=aside.ends)
    number = (meant.filter(way=aside.way) if aside.way else meant).update(set_aside=aside)
    if not number:
        raise ValidationError(_("Der er ingen svar fra den tid, der tæller med."))
    begins, ends = aside.begins.isoformat(), aside.ends.isoformat()
    facts: dict[str, Any] = {"reason": aside.reason, "begins": begins, "ends": ends, "way": aside.way}
    Entry.objects.record("set_aside", aside, actor=actor, responses=number, **facts)
    return number


@transaction.atomic
def take_back(aside: SetAside, actor: User) -> None:
    """What was set aside by it counts again."""
    Entry.objects.record("taken_back", aside, actor=actor, responses=aside.responses.count())
    aside.delete()
