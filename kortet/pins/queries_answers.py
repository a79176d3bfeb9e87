"""Whole-set questions about states, answers, mergings and what people say of what was done."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from kortet.places.queries import METRES
from kortet.places.turned import turned

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.pins.models import (  # noqa: F401  (the names in the base classes are text)
        AnswerTemplate,
        AreaAnswer,
        Pin,
        PlannedAnswer,
        SameAs,
        State,
        Verdict,
    )

ASKED_AFTER = timedelta(days=28)  # from when a pin was done until those who care are asked
ASKED_UNTIL = timedelta(days=90)  # older closings (an import, a worker that stood still) are left in peace


class StateQuerySet(QuerySet["State"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def usual(self, municipality_id: int, group: str) -> "State":
        """The state that a pin gets that comes to a group without a choice."""
        return self.get(municipality=municipality_id, group=group, is_usual=True)


class AnswerTemplateQuerySet(QuerySet["AnswerTemplate"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def fitting(self, pin: "Pin") -> Self:
        """Those that can be chosen for a pin: of its theme or of any."""
        ours = self.of(pin.municipality).filter(active=True)
        return ours.filter(Q(theme=None) | Q(theme=pin.theme_id))


class PlannedAnswerQuerySet(QuerySet["PlannedAnswer"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(pin__municipality=municipality)

    def waiting(self) -> Self:
        return self.filter(given=None, called_off=None, fault="")

    def give_due(self, most: int = 100) -> int:
        """Gives what is due, one transaction each; returns how many were taken up. Two workers never give one twice."""
        taken = 0
        while taken < most and self._give_one():
            taken += 1
        return taken

    @transaction.atomic
    def _give_one(self) -> bool:
        due = self.waiting().filter(due__lte=timezone.now()).order_by("due", "pk")
        found = due.select_for_update(skip_locked=True, of=("self",)).select_related("pin", "state", "actor").first()
        if found is None:
            return False
        found.give()
        return True


class AreaAnswerQuerySet(QuerySet["AreaAnswer"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def unfinished(self) -> Self:
        """Those whose pins are not all answered, or whose letters are not all written; the rows are the jobs."""
        return self.filter(told=None).order_by("pk").defer("boundary")

    def holding(self) -> Self:
        """Those that still hold today."""
        return self.filter(valid_until__gte=timezone.localdate())

    def at(self, place: GEOSGeometry) -> Self:
        """Those whose area has a place (any CRS that it names) in it, newest first."""
        return self.filter(boundary__intersects=turned(place, METRES)).order_by("-made", "-pk")

    def about(self, pin: "Pin") -> Self:
        """What holds where a pin was set and was not said to it: it came later."""
        if pin.precision == pin.Precision.WHOLE:
            return self.none()
        found = self.of(pin.municipality).holding().at(pin.public_point)
        theme = Q(themes=[]) | Q(themes__contains=[pin.theme_id]) if pin.theme_id else Q(themes=[])
        found = found.filter(theme, Q(kinds=[]) | Q(kinds__contains=[pin.kind]))
        return found.exclude(comments__pin=pin.pk).defer("boundary")


class VerdictQuerySet(QuerySet["Verdict"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(pin__municipality=municipality)

    def now_about(self, pin: "Pin") -> Self:
        """What was said of the way it is closed now."""
        return self.filter(pin=pin, closed=pin.status_since)

    def counted(self) -> dict[str, int]:
        """How many said what; those who have not answered are not among them."""
        said: Iterable[tuple[str, int]] = self.exclude(said="").order_by().values_list("said").annotate(Count("pk"))
        return dict(said)

    def to_ask(self, followers: QuerySet[Any]) -> QuerySet[Any]:
        """Of some followers those to ask now: their pin was done four weeks ago, and they were not asked of that."""
        now = timezone.now()
        done = followers.told().filter(  # type: ignore[attr-defined]  # a FollowerQuerySet
            pin__moderation="shown",
            pin__status="done",
            pin__status_since__lte=now - ASKED_AFTER,
            pin__status_since__gt=now - ASKED_UNTIL,
        )
        asked = self.filter(pin=OuterRef("pin"), closed=OuterRef("pin__status_since"), follower=OuterRef("pk"))
        return done.exclude(Exists(asked)).annotate(closed=F("pin__status_since"))


class SameAsQuerySet(QuerySet["SameAs"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(source__municipality=municipality)

    def open(self) -> Self:
        return self.filter(state="open")

    def with_pins(self) -> Self:
        heavy = [f"{pin}__{field}" for pin in ("source", "target") for field in ("shape", "search")]
        return self.select_related("source__municipality", "target__municipality").defer(*heavy)
