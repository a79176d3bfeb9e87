"""What associations have to do with a pin, and pins with an event, as their pages tell it."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser

from kortet.events.models import Event, Occurrence
from kortet.links.models import Handover, Link
from kortet.links.queries import NEAR_EVENT_METRES
from kortet.links.suggestions import PinSuggestion, Suggestion, pins_for, suggested
from kortet.partners.models import Partner
from kortet.people.models import Role, User
from kortet.pins.models import Pin

WALK_METRES, EVENTS = 1000, 3
PINS = 4


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
        known = {date.event_id for date in self.linked_events}
        most = EVENTS + len(known)
        near = Occurrence.objects.next_near(self.pin.public_point, town, metres=WALK_METRES, most=most)
        return [date for date in near.as_rows() if date.event_id not in known][:EVENTS]

    @cached_property
    def linked_events(self) -> list[Occurrence]:
        """The next date of each event that somebody said belongs to the pin."""
        return list(Link.objects.events_of(self.pin).as_rows()[:EVENTS])

    @cached_property
    def suggested_events(self) -> list[Occurrence]:
        """Of those near, which staff or their own stewards may still say something about."""
        if not self.user.is_authenticated or not self.pin.is_public or not self.events:
            return []
        decided = set(Link.objects.filter(pin=self.pin).exclude(event=None).values_list("event", flat=True))
        open_ones = [date for date in self.events if date.event_id not in decided]
        near = Event.objects.filter(pk__in=[date.event_id for date in open_ones])
        work = near.work_of(self.user, self.pin.municipality, Role.Kind.MODERATOR)
        mine = set(near.run_by(self.user).values_list("pk")) | set(near.filter(work).values_list("pk"))
        return [date for date in open_ones if (date.event_id,) in mine]

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """All of them for staff, for stewards those that are their own."""
        if not self.user.is_authenticated or not self.pin.is_public:
            return []
        found = suggested(self.pin)
        named = Partner.objects.filter(pk__in=[one.partner.pk for one in found])
        work = named.work_of(self.user, self.pin.municipality, Role.Kind.MODERATOR)
        mine = set(named.run_by(self.user).values_list("pk")) | set(named.filter(work).values_list("pk"))
        return [one for one in found if (one.partner.pk,) in mine]

    @property
    def is_taken(self) -> bool:
        """Whether an association takes care of it now."""
        return any(handover.is_open_to_volunteers for handover in self.handovers)

    @property
    def is_personal(self) -> bool:
        return bool(self.suggestions or self.suggested_events)


@dataclass
class EventMeeting:
    """The pins of an event: those that belong to it, those that lie near, and those to decide about."""

    event: Event
    user: User | AnonymousUser

    @cached_property
    def linked(self) -> list[Pin]:
        return list(Link.objects.pins_of(self.event).order_by("-created", "-pk").as_rows()[:PINS])

    @cached_property
    def near(self) -> list[Pin]:
        """What people say within walking distance, without what stands above it."""
        if self.event.precision == Event.Precision.WHOLE:
            return []
        known = {pin.pk for pin in self.linked}
        pins = Pin.objects.of(self.event.municipality).public().not_over()
        pins = pins.near(self.event.public_point, metres=NEAR_EVENT_METRES).as_rows()[: PINS + len(known)]
        return [pin for pin in pins if pin.pk not in known][:PINS]

    @cached_property
    def suggestions(self) -> list[PinSuggestion]:
        """For its stewards and for officers, with reasons."""
        if not self.user.is_authenticated or not self.event.is_public:
            return []
        this = Event.objects.filter(pk=self.event.pk)
        work = this.work_of(self.user, self.event.municipality, Role.Kind.MODERATOR)
        runs = this.filter(work).exists() or this.run_by(self.user).exists()
        return pins_for(self.event) if runs else []
