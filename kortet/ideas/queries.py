"""Whole-set questions about ideas. `public()` and `visible_to()` decide what is seen, everywhere."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from kortet.pins.models import Follower, Pin, Support
from kortet.pins.queries import READ
from kortet.places.queries import PlacedQuerySet, feature_collection, in_degrees
from kortet.processes.models import Process
from kortet.processes.queries import SEEN_BY

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.ideas.models import Author, Gathered, Idea, IdeaVersion, Milestone, OfficeQuestion  # noqa: F401  (the base classes name them)
    from kortet.municipalities.models import Municipality
    from kortet.people.models import User
    from kortet.pins.queries import PinQuerySet
    from kortet.pins.queries_followers import FollowerQuerySet

UNCONFIRMED_DAYS = 7
HELD = ("own", "asked", "merged", "linked")  # what keeps a pin in an idea; who said no is in another


class IdeaQuerySet(PlacedQuerySet["Idea"]):
    def public(self) -> Self:
        """What anybody sees: shown, and of a process that is no draft."""
        return self.filter(moderation="shown").exclude(process__state="draft")

    def visible_to(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """What is public, and for those who run the process also what is hidden."""
        run = Process.objects.worked_on_by(user, municipality, *SEEN_BY).values("pk")
        seen = Q(moderation="shown") & ~Q(process__state="draft")
        return self.of(municipality).filter(seen | Q(process__in=run))

    def with_process(self) -> Self:
        """With what `way` and `allows` ask of it."""
        wide = ("process__area", "municipality__outline", "shape")
        return self.select_related("process", "municipality").defer(*wide).prefetch_related("process__phases")

    def as_rows(self) -> Self:
        """With what a row of a list shows: `supporters`, `is_built`, the decision; without the shape."""
        rows = self.select_related("process", "neighbourhood", "decision")
        return rows.with_figures().defer("shape", "neighbourhood__boundary", "process__area")

    def with_figures(self) -> Self:
        """Adds `supporters`: how many persons support one of its pins, each once; and `is_built`."""
        given = Support.objects.filter(
            pin__gathered__idea=OuterRef("pk"), pin__gathered__state__in=HELD, pin__moderation__in=READ
        )
        counted = given.order_by().values("pin__gathered__idea").annotate(n=Count("person", distinct=True)).values("n")
        n = Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
        return self.annotate(supporters=n, is_built=self.built())

    def built(self) -> Exists:
        """That the last milestone was reached."""
        milestones: Any = self.model.milestones.rel.related_model  # type: ignore[attr-defined]  # a relation
        return Exists(milestones.objects.filter(idea=OuterRef("pk"), is_last=True, done__isnull=False))

    def standing(self, state: str) -> Self:
        """Those of one state: "open" is not decided yet, "built" is done, else the outcome of the decision."""
        if state == "open":
            return self.filter(decision=None)
        if state == "built":
            return self.filter(self.built())
        return self.filter(decision__outcome=state) if state else self

    def in_order(self, order: str) -> Self:
        if order == "supported":
            return self.order_by("-supporters", "-created", "-pk")
        return self.order_by("-created", "-pk")

    def on_pin(self, pin: Pin) -> Self:
        """The public idea that a pin is in."""
        held = self.public().filter(gathered__pin=pin, gathered__state__in=HELD)
        return held.select_related("process", "decision").defer("shape", "process__area")

    def drawing(self) -> str | None:
        """The shape of the one idea as GeoJSON (EPSG:4326); None where it is a point."""
        return self.values_list(in_degrees("shape"), flat=True).first()

    def as_geojson(self) -> str:
        """A FeatureCollection (EPSG:4326): each idea, and its milestones that have a place of their own."""
        ideas = self.select_related("decision").with_figures().annotate(drawn=in_degrees("public_point"))
        told = ideas.order_by("pk").values("word", "title", "decision__outcome", "is_built", "drawn")
        return feature_collection(chain(map(feature, told), self._milestones()))

    def _milestones(self) -> "Iterable[dict[str, Any]]":
        milestones: Any = self.model.milestones.rel.related_model  # type: ignore[attr-defined]  # a relation
        placed = milestones.objects.filter(idea__in=self.values("pk"), point__isnull=False).order_by("pk")
        rows = placed.annotate(drawn=in_degrees("point"), word=F("idea__word"))
        for row in rows.values("word", "title", "done", "drawn"):
            state = "built" if row.pop("done") else "open"
            yield {
                "word": row["word"],
                "name": row["title"],
                "kind": "milestone",
                "state": state,
                "drawn": row["drawn"],
            }


def feature(row: dict[str, Any]) -> dict[str, Any]:
    state = "built" if row["is_built"] else row["decision__outcome"] or "open"
    return {"word": row["word"], "name": row["title"], "kind": "idea", "state": state, "drawn": row["drawn"]}


class GatheredQuerySet(QuerySet["Gathered"]):
    def held(self) -> Self:
        """What keeps a pin in an idea."""
        return self.filter(state__in=HELD)

    def seen(self) -> Self:
        """Of pins that everybody may read, oldest first, with what a row shows."""
        rows = self.held().filter(pin__moderation__in=READ).order_by("pin__created", "pk")
        return rows.select_related("pin").defer("pin__shape", "pin__search")

    def alone_with(self, pin: int) -> Self:
        """Where a pin (its row number) is the idea, and nobody but its author has written on it since."""
        return self._only(pin).filter(idea__moderation="shown")

    def gone_with(self, pin: int, reason: str) -> Self:
        """Where such an idea was hidden for this reason, and for no other since."""
        return self._only(pin).filter(idea__moderation="hidden", idea__hidden_reason=reason)

    def _only(self, pin: int) -> Self:
        versions: Any = self.model.idea.field.related_model.versions.rel.related_model  # type: ignore[attr-defined,union-attr]  # relations
        others = versions.objects.shown().filter(idea=OuterRef("idea"), number__gt=1).exclude(author__pin=pin)
        return self.filter(~Exists(others), pin=pin, state="own")

    def asked_of(self, follower: Follower) -> Self:
        """What a pin's author was asked, the last question first."""
        rows = self.filter(pin=follower.pin_id, asked__isnull=False).order_by("-pk")
        return rows.select_related("idea__process", "idea__municipality", "pin").prefetch_related(
            "idea__process__phases"
        )

    def unanswered_for(self, days: int) -> Self:
        return self.filter(state="asked", asked__lt=timezone.now() - timedelta(days=days))


def free_pins(process: Process) -> "PinQuerySet":
    """The process's shown pins that are in no idea, newest first."""
    return Pin.objects.public().filter(process=process).exclude(gathered__state__in=HELD).order_by("-created", "-pk")


def followers_of(idea: "Idea") -> "FollowerQuerySet":
    """Who is told of what happens to the pins of an idea, as far as those are on the map."""
    pins = Pin.objects.public().filter(gathered__idea=idea, gathered__state__in=HELD)
    return Follower.objects.told().filter(pin__in=pins.values("pk")).order_by("pk")


class IdeaVersionQuerySet(QuerySet["IdeaVersion"]):
    def shown(self) -> Self:
        return self.filter(moderation="shown")

    def waiting_in(self, process: Process) -> Self:
        """What a moderator has to read in a process, oldest first."""
        return self.filter(moderation="waiting", idea__process=process).order_by("pk").select_related("idea__process")

    def begin(self, idea: "Idea", **facts: Any) -> "IdeaVersion":
        """The first version: what the idea was made of."""
        return self.create(
            idea=idea, number=1, title=idea.title, text=idea.text, point=idea.point, shape=idea.shape,
            precision=idea.precision, **facts,
        )  # fmt: skip


class AuthorQuerySet(QuerySet["Author"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(idea__municipality=municipality)

    def forget_of_processes(self) -> int:
        """Deletes those of processes that said that addresses would be gone by now; names stay in the versions."""
        return self.filter(idea__process__in=Process.objects.past_keeping().values("pk")).delete()[0]

    def accepted(self) -> Self:
        return self.filter(state="accepted")

    def waiting(self) -> Self:
        return self.filter(state="waiting")

    def told(self) -> Self:
        """Who gets letters."""
        return self.accepted().filter(wants_letters=True)

    def forget_unanswered(self) -> int:
        """Deletes addresses that nobody confirmed, and those that were told no; returns how many."""
        old = timezone.now() - timedelta(days=UNCONFIRMED_DAYS)
        return self.filter(state__in=("asked", "declined"), created__lt=old).delete()[0]


class OfficeQuestionQuerySet(QuerySet["OfficeQuestion"]):
    def waiting_in(self, process: Process) -> Self:
        """Answers that a moderator has to read in a process."""
        return self.filter(moderation="waiting", idea__process=process).select_related("idea__process")

    def open(self) -> Self:
        return self.filter(answered=None)


class MilestoneQuerySet(QuerySet["Milestone"]):
    def late(self) -> Self:
        """Past their planned day, not done, and not told of yet."""
        past = self.filter(done=None, planned__lt=timezone.localdate(), idea__moderation="shown")
        return past.exclude(told_late=F("planned")).select_related("idea__process__owner", "idea__municipality")

    def with_picture(self, word: str) -> Self:
        return self.filter(picture__word=word, picture__dropped=None)
