"""Whole-set questions about processes and their phases. `public()` and `visible_to()` decide what is seen."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.utils import timezone

from kortet.municipalities.words import address_stem, free_among
from kortet.partners.models import Partner
from kortet.people.queries import Limit, WorkQuerySet
from kortet.places.models import Area

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.municipalities.models import Municipality
    from kortet.people.models import User
    from kortet.processes.models import Phase, Process  # noqa: F401  (the names in the base classes are text)

DESIGNERS = ("process_owner",)
SEEN_BY = ("process_owner", "moderator")


class ProcessQuerySet(WorkQuerySet["Process"]):
    def limited_to(self, limit: Limit) -> Q:
        """A role for some areas is for the processes that touch one of them; themes and partners limit nothing here."""
        touched = Area.objects.filter(pk__in=limit.areas, boundary__intersects=OuterRef("area"))
        return Q(Exists(touched)) if limit.areas else Q(pk__isnull=False)  # an empty Q would be lost behind an "or"

    def public(self) -> Self:
        """Those that are published, and those that are closed: their results stay."""
        return self.exclude(state="draft")

    def visible_to(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """What is public, and for those who run processes there also the drafts."""
        run = self.worked_on_by(user, municipality, *SEEN_BY).values("pk")
        return self.of(municipality).filter(~Q(state="draft") | Q(pk__in=run))

    def designed_by(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """Those that a person may change: process owners and administrators."""
        return self.worked_on_by(user, municipality, *DESIGNERS)

    def run_with(self, user: "User | AnonymousUser") -> Self:
        """Those that an association which a person writes for is invited to."""
        return self.filter(invited__partner__in=Partner.objects.run_by(user).values("pk"))

    def open_for(self, kind: str) -> Self:
        """Those that are published and have a phase of this kind open now."""
        now = timezone.now()
        return self.filter(state="published", phases__kind=kind, phases__begins__lte=now, phases__ends__gt=now)

    def owing(self, today: date, days: int) -> Self:
        """Those that promised an answer within so many days, or before today, and have not given it."""
        return self.filter(state="published", answered_on=None, answer_on__lte=today + timedelta(days=days))

    def take(self, pk: int) -> "Process | None":
        """One of them, held until the transaction ends; None where it is no longer among them."""
        rows = self.filter(pk=pk).select_related("municipality", "owner")
        return rows.defer("area", "municipality__outline").select_for_update(of=("self",), no_key=True).first()

    def free_slug(self, town: "Municipality", title: str) -> str:
        """A word for addresses that no other process of the town has; "nyt" is the page where one begins."""
        stem = address_stem(title, longest=50) or "forloeb"
        return free_among({"nyt", *self.of(town).filter(slug__startswith=stem).values_list("slug", flat=True)}, stem)

    def in_area(self, area: Area) -> Self:
        """Those that are about a place in the area, or about the whole town."""
        here = Area.objects.filter(pk=area.pk, boundary__intersects=OuterRef("area"))
        return self.filter(Q(area=None) | Exists(here))

    def open_now(self) -> Self:
        """Those that are published and have a phase open, sorted by `open_until`: when the first open phase ends."""
        phases = self.model._meta.get_field("phases").related_model
        now = timezone.now()
        ends = phases.objects.filter(process=OuterRef("pk")).open_at(now).order_by("ends").values("ends")[:1]  # type: ignore[union-attr]  # a relation of Phase
        last = ExpressionWrapper(Subquery(ends) - Value(timedelta(microseconds=1)), DateTimeField())
        found = self.filter(state="published").annotate(open_until=last).exclude(open_until=None)
        return found.order_by("open_until", "pk")

    def as_lines(self) -> Self:
        """For the few lines on other pages: title and address alone."""
        return self.only("municipality", "slug", "title", "title_en", "form")

    def as_rows(self) -> Self:
        """For a list: without what only its own page shows."""
        light = self.select_related("municipality").defer("area", "municipality__outline")
        return light.with_phases()

    def for_page(self) -> Self:
        """With all that its page shows, in four more queries."""
        found = self.select_related("municipality").with_phases()
        return found.prefetch_related("target_groups", "invited__partner", "documents")

    def past_keeping(self) -> Self:
        """Those that were closed so long ago that what leads to persons is to go (`forget_months`)."""
        kept = ExpressionWrapper(F("forget_months") * Value(timedelta(days=30)), output_field=DurationField())
        return self.filter(state="closed").annotate(kept=kept).filter(closed__lte=Value(timezone.now()) - F("kept"))

    def with_phases(self) -> Self:
        """With their phases in one more query, for `allows`."""
        return self.prefetch_related("phases")


class PhaseQuerySet(QuerySet["Phase"]):
    def open_at(self, moment: datetime) -> Self:
        return self.filter(begins__lte=moment, ends__gt=moment)

    def open(self) -> Self:
        return self.open_at(timezone.now())
