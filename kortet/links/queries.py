"""Whole-set questions about links, offers, thanks and volunteers, and the suggestions themselves."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.measure import D
from django.db import connection
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from kortet.events.models import Event, Occurrence
from kortet.events.queries import OccurrenceQuerySet
from kortet.links import moves
from kortet.partners.models import Partner
from kortet.people.queries import Limit, WorkQuerySet
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet, metres_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.links.models import Handover, Link, Thanks, Volunteer  # noqa: F401  (names in the base classes are text)
    from kortet.municipalities.models import Municipality
    from kortet.people.models import User
    from kortet.places.models import Area

UNCONFIRMED_DAYS, OVER_DAYS = 7, 90
NEAR_EVENT_METRES = 800


class LinkQuerySet(QuerySet["Link"]):
    def confirmed(self) -> Self:
        return self.filter(state="confirmed")

    def decide(self, pin: Pin, other: Partner | Event, state: str, actor: "User") -> None:
        """What somebody says about a pin and a partner or an event; the last word counts."""
        facts = {"state": state, "decided_by": actor, "decided": timezone.now()}
        named: Any = {"partner" if isinstance(other, Partner) else "event": other}
        self.update_or_create(pin=pin, **named, defaults=facts)
        type(pin.municipality).objects.filter(pk=pin.municipality_id).raise_version()

    def pins_of(self, event: Event) -> PinQuerySet:
        """The public pins that are linked to an event."""
        return Pin.objects.public().filter(pk__in=self.confirmed().filter(event=event).values("pin"))

    def events_of(self, pin: Pin) -> OccurrenceQuerySet:
        """The next date of each public event that is linked to a pin."""
        linked = self.confirmed().filter(pin=pin).exclude(event=None).values("event")
        return Occurrence.objects.public().coming().filter(event__in=linked).first_of_each()

    def pins_suggested(self, event: Event, *, most: int) -> PinQuerySet:
        """Open pins within walking distance of an event about which nobody decided, likeliest first.

        `fits`: the event has the pin's theme; `metres`: how far its public point is from the event's.
        """
        near = Pin.objects.of(event.municipality).public().not_over()
        near = near.filter(public_point__dwithin=(event.public_point, D(m=NEAR_EVENT_METRES)))
        near = near.filter(~Exists(self.filter(event=event, pin=OuterRef("pk"))))
        theme: Any = Case(When(theme__in=event.themes, then=Value(True)), default=Value(False))
        told = near.annotate(fits=theme, metres=metres_to(event.public_point)).order_by("-fits", "metres", "pk")
        return told.select_related("theme").defer("shape", "text", "search")[:most]

    def partners_of(self, pin: Pin) -> QuerySet[Partner]:
        """The public partners that are linked to a pin."""
        linked = self.confirmed().filter(pin=pin).values("partner")
        return Partner.objects.public().filter(pk__in=linked).order_by("name", "pk").as_rows()

    def suggested(self, pin: Pin, *, most: int) -> QuerySet[Partner]:
        """Public partners for a pin, likeliest first: who works where it is and with its theme, the nearest first.

        A partner that works in the whole municipality is named only where the theme fits. `fits`: the theme does;
        `distance`: metres from the public premises. What somebody decided about is left out.
        """
        # Two questions one after the other, each with its index: an OR of both reads every partner.
        here = Partner.objects.of(pin.municipality).public().order_by().defer("service_area", "text")
        decided = self.filter(pin=pin).exclude(partner=None).values("partner")
        here = here.exclude(pk__in=decided)
        fits = Q(themes__contains=[pin.theme_id]) if pin.theme_id else Q(pk__in=[])
        theme: Any = Case(When(fits, then=Value(True)), default=Value(False), output_field=BooleanField())
        metres = Distance("public_point", pin.public_point)
        local = here.exclude(reach="whole").working_at(pin.public_point)
        found = [
            rows.annotate(fits=theme, distance=metres, local=Value(is_local))
            for rows, is_local in ((local, True), (here.filter(fits, reach="whole"), False))
        ]
        return found[0].union(found[1], all=True).order_by("-fits", "-local", "distance", "pk")[:most]


class HandoverQuerySet(WorkQuerySet["Handover"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(pin__municipality=municipality)

    def limited_to(self, limit: Limit) -> Q:
        """What a role has to do with by the pin, or by the partner where it is for certain partners."""
        if limit.partners:
            return Q(partner__in=Partner.objects.filter(Partner.objects.all().limited_to(limit)).values("pk"))
        return Q(pin__in=Pin.objects.filter(Pin.objects.all().limited_to(limit)).values("pk"))

    def public(self) -> Self:
        """What was agreed, of pins and partners that are seen."""
        return self.filter(state__in=moves.PUBLIC, pin__moderation="shown", partner__state="approved")

    def visible_to(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """The public ones of a municipality; staff see those that their roles are for, stewards their own."""
        here = self.of(municipality)
        seen = Q(pk__in=here.public().values("pk"))
        if not user.is_authenticated:
            return here.filter(seen)
        if user.is_unlimited_in(municipality):
            return here
        mine = Partner.objects.of(municipality).run_by(user).values("pk")
        return here.filter(seen | Q(partner__in=mine) | self.work_of(user, municipality))

    def on(self, pin: Pin) -> Self:
        return self.filter(pin=pin)

    def in_area(self, area: "Area") -> Self:
        """Of pins in an area, as `PinQuerySet.in_area` has them."""
        if area.layer.is_neighbourhoods:
            return self.filter(pin__neighbourhood=area)
        return self.filter(pin__in=Pin.objects.in_area(area).values("pk"))

    def being_done(self) -> Self:
        return self.filter(state__in=moves.TAKEN)

    def done(self) -> Self:
        return self.filter(state=moves.DONE)

    def as_rows(self) -> Self:
        """With what a row shows of pin and partner, without shapes and long texts."""
        wide = ("pin__shape", "pin__text", "pin__search", "partner__service_area", "partner__text")
        return self.select_related("pin__municipality", "pin__neighbourhood", "partner").defer(
            *wide, "pin__neighbourhood__boundary", "pin__municipality__outline"
        )

    def waiting_first(self) -> Self:
        waiting: Any = Case(When(state=moves.OFFERED, then=Value(0)), default=Value(1))
        return self.annotate(queue=waiting).order_by("queue", F("since").desc(), "-pk")


class ThanksQuerySet(QuerySet["Thanks"]):
    def add(self, handover_id: int, person: str) -> bool:
        """Stores a person's thanks; False where they were there. Two at once: the second finds the first."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO links_thanks (handover_id, person) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                [handover_id, person],
            )
            return cursor.rowcount == 1


class VolunteerQuerySet(QuerySet["Volunteer"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(handover__pin__municipality=municipality)

    def confirmed(self) -> Self:
        return self.exclude(confirmed=None)

    def forget_old(self) -> int:
        """Deletes addresses that nobody confirmed, and those of what was over three months ago; returns how many."""
        now = timezone.now()
        unconfirmed = Q(confirmed=None, created__lt=now - timedelta(days=UNCONFIRMED_DAYS))
        over = Q(handover__since__lt=now - timedelta(days=OVER_DAYS)) & ~Q(handover__state__in=moves.TAKEN)
        return self.filter(unconfirmed | over).delete()[0]
