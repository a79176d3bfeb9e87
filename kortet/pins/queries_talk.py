"""Whole-set questions about comments and complaints. `public()` and `visible_to()` decide what is seen, everywhere."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.gis.db.models.functions import Transform
from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from kortet.people.queries import Limit, WorkQuerySet
from kortet.pins.queries import READ

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.municipalities.models import Municipality
    from kortet.people.models import User
    from kortet.pins.models import Comment, Complaint  # noqa: F401  (the names in the base classes are text)

A_PERSON_HOURLY, A_TOWN_MINUTELY = 10, 60
UNHIDDEN = Q(reply_to=None) | Q(reply_to__moderation="shown")
READABLE = UNHIDDEN & Q(moderation="shown", pin__moderation__in=READ)


class OnPinQuerySet(WorkQuerySet):
    """Rows that hang on a pin: whoever decides about the pin decides about them."""

    def of(self, municipality: "Municipality") -> Self:
        return self.filter(pin__municipality=municipality)

    def limited_to(self, limit: Limit) -> Q:
        pins: Any = self.model._meta.get_field("pin").related_model.objects.all()
        return Q(pin__in=pins.filter(pins.limited_to(limit)).values("pk"))


class FloodQuerySet(OnPinQuerySet):
    """Rows that people send without an account: `person` (`Visitor.person`), `created`, and a pin."""

    def flooded(self, municipality: "Municipality", person: str) -> bool:
        """Whether this person has sent ten within an hour, or the whole town sixty within a minute."""
        now = timezone.now()
        by_person = self.filter(person=person, created__gt=now - timedelta(hours=1))[:A_PERSON_HOURLY].count()
        by_all = self.of(municipality).filter(created__gt=now - timedelta(minutes=1))[:A_TOWN_MINUTELY].count()
        return by_person >= A_PERSON_HOURLY or by_all >= A_TOWN_MINUTELY


class CommentQuerySet(FloodQuerySet):
    def said(self) -> Self:
        """What a moderator has let through; a reply goes with the comment that it answers."""
        return self.filter(UNHIDDEN, moderation="shown")

    def public(self) -> Self:
        """What anybody sees: nothing on a pin that is not seen."""
        return self.said().filter(pin__moderation="shown")

    def visible_to(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """What was said to pins that anybody may read (a merged one keeps its talk), one's own, and for the
        municipality's staff all on pins that their roles are for."""
        ours = self.of(municipality)
        if not user.is_authenticated:
            return ours.filter(READABLE)
        if user.is_unlimited_in(municipality):
            return ours
        own = Q(author_id=user.pk, is_official=False) | self.work_of(user, municipality)
        return ours.filter(READABLE | own)

    def meaning(self, meant: SearchQuery | None) -> Self:
        """Comments that have what was meant (`KnownWordQuerySet.meant`), newest first, with where each stands, and with
        `excerpt`: what was found stands between two marks."""
        if meant is None:
            return self.none()
        excerpt = SearchHeadline("text", meant, config="danish", start_sel="\x02", stop_sel="\x03", max_words=30)
        found = self.filter(search=meant).annotate(excerpt=excerpt).select_related("pin")
        return found.with_threads_before().order_by("-created", "-pk")

    def with_threads_before(self) -> Self:
        """With `threads_before`: how many of its pin's threads, as all see them, stand before its own."""
        own = {name: Coalesce(f"reply_to__{name}", name) for name in ("is_official", "created", "pk")}
        official, created, pk = (OuterRef(f"own_{name}") for name in own)
        earlier = Q(is_official=official) & (Q(created__lt=created) | Q(created=created, pk__lt=pk))
        first = Q(is_official__gt=official)
        threads = self.model.objects.said().filter(first | earlier, pin=OuterRef("pin"), reply_to=None)
        count = threads.order_by().values("pin").annotate(n=Count("pk")).values("n")
        return self.annotate(**{f"own_{name}": own[name] for name in own}).annotate(
            threads_before=Coalesce(Subquery(count), 0)
        )

    def threads(self) -> Self:
        """Those that answer no other: the municipality's answers first, then oldest first."""
        return self.filter(reply_to=None).order_by("-is_official", "created", "pk")

    def with_spot(self) -> Self:
        """With its own place in degrees (EPSG:4326) as `spot`, or None."""
        return self.annotate(spot=Transform("point", 4326)).defer("point")

    def waiting(self) -> Self:
        """What a moderator has to look at, oldest first."""
        return self.filter(moderation="waiting").order_by("pk")

    def counted(self) -> dict[str, object]:
        """How many have been let through, and when the municipality first answered."""
        official = Min("created", filter=Q(is_official=True))
        return self.said().aggregate(comment_count=Count("pk"), answered=official)


class ComplaintQuerySet(FloodQuerySet):
    def open(self) -> Self:
        """Those that nobody has looked at yet, oldest first."""
        return self.filter(closed=None).order_by("pk")

    def decided_before(self, days: int) -> Self:
        """Those that a moderator decided so long ago."""
        return self.filter(closed__lt=timezone.now() - timedelta(days=days))
