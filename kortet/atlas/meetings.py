"""What associations have to do with a pin, as its page tells it."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser

from kortet.events.models import Occurrence
from kortet.links.models import Handover, Link
from kortet.links.suggestions import Suggestion, suggested
from kortet.partners.models import Partner
from kortet.people.models import User
from kortet.pins.models import Pin

WALK_METRES, EVENTS = 1000, 3


@dataclass
class Meeting:
    """A question for each thing; staff and stewards are also told who could do something about the pin."""

    pin: Pin
    user: User | AnonymousUser

    @cached_property
    def handovers(self) -> list[Handover]:
        return list(Handover.objects.public().on(self.pin).as_rows())

    @cached_property
    def linked(self) -> list[Partner]:
        """Those that are linked and have not taken it on anyhow."""
        taken = {handover.partner_id for handover in self.handovers}
        return [partner for partner in Link.objects.partners_of(self.pin) if partner.pk not in taken]

    @cached_property
    def events(self) -> list[Occurrence]:
        """What takes place within walking distance in the coming weeks, the next date of each."""
        town = self.pin.municipality
        near = Occurrence.objects.next_near(self.pin.public_point, town, metres=WALK_METRES)
        return list(near.as_rows()[:EVENTS])

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """All of them for staff, for stewards those that are their own."""
        if not self.user.is_authenticated or not self.pin.is_public:
            return []
        found = suggested(self.pin)
        if self.user.is_in_role(self.pin.municipality, "moderator"):
            return found
        mine = set(Partner.objects.run_by(self.user).values_list("pk", flat=True))
        return [one for one in found if one.partner.pk in mine]

    @property
    def is_taken(self) -> bool:
        """Whether an association takes care of it now."""
        return any(handover.is_open_to_volunteers for handover in self.handovers)

    @property
    def is_personal(self) -> bool:
        return bool(self.suggestions)
