"""What the worker does for associations."""

from procrastinate.contrib.django import app

from kortet.journal.listeners import hears
from kortet.journal.models import Entry
from kortet.partners.models import Invitation, Partner
from kortet.partners.notices import tell_approved, tell_declined


@hears("partners.partner", "approved", "declined")
def tell(entry: Entry) -> int:
    """Whoever asked to join hears what the municipality decided; returns how many letters were new."""
    partner = Partner.objects.select_related("municipality").get(pk=entry.subject_id)
    if entry.verb == "approved" and partner.is_public:
        return tell_approved(partner)
    return tell_declined(partner) if partner.state == Partner.State.DECLINED else 0


@app.task(queue="letters", queueing_lock="forget_invitations")
def forget_invitations(timestamp: int) -> int:
    """Forgets addresses that were invited and never answered."""
    return Invitation.objects.forget_old()
