"""Whole-set questions about who was asked to be a co-organiser."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from kortet.partners.models import Partner

if TYPE_CHECKING:
    from kortet.events.models import CoInvitation  # noqa: F401  (the name in the base class is text)


class CoInvitationQuerySet(QuerySet["CoInvitation"]):
    def open(self) -> Self:
        """Not answered; of an event that is not called off or hidden, whose organiser is seen."""
        live = self.filter(declined=None, event__moderation="shown", event__organiser__state="approved")
        return live.exclude(event__status="cancelled")

    def to(self, partner: Partner) -> Self:
        return self.filter(partner=partner)

    def as_rows(self) -> Self:
        wide = ("event__shape", "event__text", "event__organiser__service_area", "event__organiser__text")
        return self.select_related("event__organiser", "partner").defer(*wide, "partner__service_area")
