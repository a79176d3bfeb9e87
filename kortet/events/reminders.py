"""The letter of the day before: when and where it is, and the way to leave."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortet.events.models import SignUp
from kortet.events.notices import paper_of
from kortet.letters.models import Letter


def remind(now: datetime) -> int:
    """Writes to everybody whose date is near; returns how many letters were new. May run twice at once."""
    due = list(SignUp.objects.to_remind(now).order_by("pk").values_list("pk", flat=True))
    return sum(remind_one(pk, now) for pk in due)


@transaction.atomic
def remind_one(pk: int, now: datetime) -> bool:
    """That somebody was reminded is written in the transaction of the letter; the row is held meanwhile."""
    found = SignUp.objects.take_to_remind(pk, now)
    if found is None:
        return False
    found.reminded_of = found.occurrence.starts_in_town.date()
    found.save(update_fields=["reminded_of"])
    key = f"reminder-{found.pk}-{found.reminded_of}"
    with translation.override(found.language):
        return Letter.objects.post(paper_of(found, _("Husk"), lines_of(found)), to=found.email, key=key)


def lines_of(found: SignUp) -> list[str]:
    seats = ngettext("Der er %(n)s plads til dig.", "Der er %(n)s pladser til jer.", found.seats) % {"n": found.seats}
    online = found.occurrence.event.online_url
    leave = _("Kan du ikke komme, så meld fra med knappen.")
    return [_("Det er snart."), seats, *([_("Vær med online: %(url)s") % {"url": online}] if online else []), leave]
