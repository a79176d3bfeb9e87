"""Whole-set questions about those who signed up."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from kortet.events.queries import others

if TYPE_CHECKING:
    from kortet.events.models import GuestCalendar, SignUp
    from kortet.municipalities.models import Municipality

# A reminder is due from 30 hours before a date on. Where the worker was down it may come later, up to 4 hours before.
REMINDED_BEFORE, TOO_LATE = timedelta(hours=30), timedelta(hours=4)
# Nobody is reminded of what they signed up for three hours ago, nor later of what was so fresh the day before.
FRESH, SIGNED_BEFORE = timedelta(hours=3), timedelta(hours=27)
NOON = timedelta(hours=12)  # what lasts all day counts as beginning then, so that the day before is the day before
CALENDAR_DAYS = 400


class SignUpQuerySet(QuerySet["SignUp"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(occurrence__event__municipality=municipality)

    def forget_old(self, days: int) -> int:
        """Deletes names and addresses of dates that are so long over; returns how many."""
        return self.filter(occurrence__ends__lt=timezone.now() - timedelta(days=days)).delete()[0]

    def waiting(self) -> Self:
        return self.filter(state="waiting").order_by("pk")

    def public(self) -> Self:
        """To dates of events that are seen."""
        occurrences: Any = self.model._meta.get_field("occurrence").related_model
        events: Any = occurrences._meta.get_field("event").related_model
        return self.filter(Exists(events.objects.public().filter(pk=OuterRef("occurrence__event"))))

    def held_by(self, calendar: "GuestCalendar") -> Self:
        """What stands in a guest's calendar, with what it tells of each."""
        mine = self.of(calendar.municipality).public().filter(mark=calendar.mark).order_by("occurrence__starts", "pk")
        rows = mine.select_related("occurrence__event__municipality", "occurrence__event__organiser").defer(
            "occurrence__event__organiser__service_area", "occurrence__event__municipality__outline"
        )
        return rows.prefetch_related(others("occurrence__event__co_organisers"))

    def to_remind(self, now: datetime) -> Self:
        """Who has a seat at a date of tomorrow that will be, and was not yet reminded of that day."""
        live = self.public().filter(state="coming", created__lte=now - FRESH)
        live = live.exclude(occurrence__status="cancelled").exclude(occurrence__event__status="cancelled")
        return live.filter(soon(now) | soon(now, all_day=True)).exclude(reminded_of=F("occurrence__starts__date"))

    def take_to_remind(self, pk: int, now: datetime) -> "SignUp | None":
        """The one, if it is still to be reminded; no other worker gets it before this transaction ends."""
        held = self.to_remind(now).select_for_update(of=("self",), skip_locked=True)
        found = held.select_related("occurrence__event__municipality", "occurrence__event__neighbourhood")
        return found.defer("occurrence__event__neighbourhood__boundary").filter(pk=pk).first()


def soon(now: datetime, *, all_day: bool = False) -> Q:
    """Dates for which it is time; and who signed up early enough for them."""
    shift = NOON if all_day else timedelta(0)
    window = {"starts__gt": now + TOO_LATE - shift, "starts__lte": now + REMINDED_BEFORE - shift}
    early = F("occurrence__starts") + (shift - SIGNED_BEFORE)
    dates = {f"occurrence__{name}": value for name, value in window.items()}
    return Q(occurrence__event__begins__isnull=all_day, created__lte=early, **dates)


class GuestCalendarQuerySet(QuerySet["GuestCalendar"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def forget_old(self, sign_ups: SignUpQuerySet) -> int:
        """Deletes those that hold nothing any more and are more than a year old; returns how many."""
        holds = sign_ups.filter(mark=OuterRef("mark"), occurrence__event__municipality=OuterRef("municipality"))
        old = timezone.now() - timedelta(days=CALENDAR_DAYS)
        return self.filter(~Exists(holds), made__lt=old).delete()[0]
