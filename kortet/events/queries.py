"""Whole-set questions about events, their dates, and who signed up."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from kortet.events import recurrence
from kortet.municipalities.models import METRES
from kortet.partners.models import Partner
from kortet.people.queries import Limit, WorkQuerySet
from kortet.pictures.models import Picture
from kortet.places.queries import among, feature_collection, in_degrees, in_named_areas, nearest_to
from kortet.places.turned import turned

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.events.models import Event, Feed, Occurrence  # noqa: F401  (the names in the base classes are text)
    from kortet.municipalities.models import Municipality
    from kortet.people.models import User
    from kortet.places.models import Area

CHANGED_SERIES = "Serien er lavet om."
DEGREES, NEAREST = 4326, 40
MOST_FAILURES = 10  # of a feed in a row, before it rests
SEEN = Q(moderation="shown") & ~Q(status="draft") & (Q(organiser=None) | Q(organiser__state="approved"))


def others(relation: str) -> Prefetch:
    """Co-organisers by name, without shapes and long texts."""
    return Prefetch(relation, Partner.objects.public().order_by("name", "pk").defer("service_area", "text"))


class EventQuerySet(WorkQuerySet["Event"]):
    def limited_to(self, limit: Limit) -> Q:
        """In the areas, with one of the themes, put up by one of the partners."""
        by = Q(organiser__in=limit.partners) if limit.partners else Q()
        about = Q(themes__overlap=list(limit.themes)) if limit.themes else Q()
        return by & about & in_named_areas(self.model, limit.areas)

    def work_of(self, user: "User | AnonymousUser", municipality: "Municipality", *kinds: str) -> Q:
        """As of all that staff decide about, without drafts."""
        return super().work_of(user, municipality, *kinds) & ~Q(status="draft")

    def public(self) -> Self:
        """Shown, no draft, and not of an association that is on pause."""
        return self.filter(SEEN)

    def run_by(self, user: "User | AnonymousUser") -> Self:
        """Those of associations that a person writes for."""
        return self.filter(organiser__in=Partner.objects.run_by(user).values("pk"))

    def shared_with(self, user: "User | AnonymousUser") -> Self:
        """Those that associations which a person writes for stand for too, or were asked to and have not answered."""
        mine = Partner.objects.run_by(user).values("pk")
        asked = Q(co_invitations__in=self._open_invitations().filter(partner__in=mine).values("pk"))
        return self.filter(Q(co_organisers__in=mine) | asked)

    def _open_invitations(self) -> QuerySet[Any]:
        invitations: Any = self.model._meta.get_field("co_invitations").related_model
        found: QuerySet[Any] = invitations.objects.open()
        return found

    def visible_to(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """The public ones of a municipality; stewards also their own, staff also what their roles are for.

        A draft is its stewards' alone.
        """
        here = self.of(municipality)
        if not user.is_authenticated:
            return here.public()
        own = Q(pk__in=here.run_by(user).values("pk")) | Q(pk__in=here.shared_with(user).values("pk"))
        return here.filter(SEEN | self.work_of(user, municipality) | own)

    def drafts(self) -> Self:
        return self.filter(status="draft").order_by("-changed", "-pk")

    def by(self, partner: Partner) -> Self:
        """That a partner organises, alone or with others."""
        return self.filter(Q(organiser=partner) | Q(co_organisers=partner)).distinct()

    def waiting_first(self) -> Self:
        """For the moderator: what waits, oldest first, then the newest."""
        waiting: Any = Case(When(moderation="waiting", then=Value(0)), default=Value(1))
        return self.annotate(queue=waiting).order_by("queue", "-created", "-pk")

    def renewable(self) -> Self:
        """Series whose dates have to be made further ahead."""
        return self.exclude(rule="").exclude(status="cancelled")

    def with_all(self) -> Self:
        """With what its page and calendars tell of it."""
        rows = self.select_related("municipality", "neighbourhood", "organiser", "picture__municipality").defer(
            "neighbourhood__boundary", "organiser__service_area", "municipality__outline"
        )
        return rows.prefetch_related(others("co_organisers"))


class OccurrenceQuerySet(QuerySet["Occurrence"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(event__municipality=municipality)

    def public(self) -> Self:
        events: Any = self.model._meta.get_field("event").related_model
        return self.filter(Exists(events.objects.public().filter(pk=OuterRef("event"))))

    def between(self, first: datetime, last: datetime) -> Self:
        """Those that go on at some time from a moment to another."""
        return self.filter(starts__lt=last, ends__gt=first)

    def on_days(self, first: date, last: date) -> Self:
        """Those of days of the local calendar, both included."""
        begin = timezone.make_aware(datetime.combine(first, time.min))
        end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
        return self.between(begin, end)

    def coming(self) -> Self:
        """Those that are not over and not called off, the next one first."""
        live = self.exclude(status="cancelled").exclude(event__status="cancelled")
        return live.filter(ends__gt=timezone.now()).order_by("starts", "pk")

    def coming_or_cancelled(self) -> Self:
        """Those that are not over, whatever became of them."""
        return self.filter(ends__gt=timezone.now())

    def next_near(self, place: Point, municipality: "Municipality", *, metres: float, most: int) -> Self:
        """The next date of each of the forty nearest public events within metres: the soonest ones, in their order."""
        here: Any = turned(place, METRES)
        events: Any = self.model._meta.get_field("event").related_model
        close = events.objects.of(municipality).public().exclude(precision="whole").exclude(status="cancelled")
        close = close.filter(public_point__dwithin=(here, D(m=metres)))
        close = close.order_by(nearest_to(place))
        dates = self.filter(event=OuterRef("pk"), ends__gt=timezone.now()).exclude(status="cancelled")
        following = close.annotate(following=Subquery(dates.order_by("starts").values("pk")[:1]))[:NEAREST]
        # Only the soonest get their event, organiser and neighbourhood: what the caller adds is joined to few rows.
        soonest = self.filter(among(following.values("following"))).order_by("starts", "pk")[:most]
        every: Any = self.model.objects
        found: Self = every.filter(among(soonest.values("pk"))).order_by("starts", "pk")
        return found

    def held(self) -> Self:
        """Those that took place."""
        return self.exclude(status="cancelled").exclude(event__status="cancelled").filter(ends__lte=timezone.now())

    def in_area(self, area: "Area") -> Self:
        """Of events in an area: by the stored neighbourhood, for other layers by where the public point lies."""
        if area.layer.is_neighbourhoods:
            return self.filter(event__neighbourhood=area)
        boundary = type(area).objects.filter(pk=area.pk).values("boundary")
        return self.exclude(event__precision="whole").filter(event__public_point__within=Subquery(boundary))

    def by(self, partner: Partner) -> Self:
        events: Any = self.model._meta.get_field("event").related_model
        return self.filter(event__in=events.objects.by(partner).values("pk"))

    def saying(self, words: str) -> Self:
        """Of events whose headline has the words as they are written, whatever their case."""
        return self.filter(event__title__icontains=words.strip()[:100])

    def with_theme(self, theme: int) -> Self:
        return self.filter(event__themes__contains=[theme])

    def first_of_each(self) -> Self:
        """One date of each event, its next."""
        ids = self.order_by("event", "starts").distinct("event").values("pk")
        every: Any = self.model.objects
        found: Self = every.filter(pk__in=ids).order_by("starts", "pk")
        return found

    def as_rows(self) -> Self:
        """With what a row shows of the event and its organiser, without shapes and long texts.

        Pictures come by a question of their own, where there are any: two tables less to plan for each page.
        """
        wide = ("event__shape", "event__text", "event__organiser__service_area", "event__organiser__text")
        rows = self.select_related("event__neighbourhood", "event__organiser")
        rows = rows.defer(*wide, "event__neighbourhood__boundary")
        pictures = Picture.objects.select_related("municipality").defer("municipality__outline")
        return rows.prefetch_related(Prefetch("event__picture", pictures))

    def hold(self, pk: int) -> "Occurrence":
        """One date with its event; the row is held until the transaction ends."""
        return self.model.objects.select_for_update(of=("self",)).select_related("event").get(pk=pk)

    def follow(self, event: "Event", walls: Iterable[datetime]) -> list[int]:
        """Brings the dates of an event in line with the wall times of its rule; returns those whose time changed.

        A date whose time changes is found again by its day, and where a day has several, by its order among those that
        changed. What was moved or called off stays so. A date that the rule no longer gives is deleted, unless it is
        over or somebody signed up: then it is called off.
        """
        stored = {one.wall: one for one in self.filter(event=event)}
        wanted = {wall.isoformat(): wall for wall in walls}
        kept = [(one, wanted[wall]) for wall, one in stored.items() if wall in wanted]
        rest = by_day([one for wall, one in stored.items() if wall not in wanted], lambda one: one.wall[:10])
        fresh = by_day([wall for text, wall in wanted.items() if text not in stored], lambda wall: f"{wall:%Y-%m-%d}")
        kept += [(rest[key], fresh[key]) for key in fresh if key in rest]
        changed = [one.pk for one, wall in kept if self._retime(one, event, wall)]
        self._drop([one for key, one in rest.items() if key not in fresh])
        added = [wall for key, wall in fresh.items() if key not in rest]
        self.bulk_create((self._date(event, wall) for wall in added), batch_size=500)
        return changed

    def _date(self, event: "Event", wall: datetime) -> "Occurrence":
        starts, ends = self._times(event, wall)
        return self.model(event=event, wall=wall.isoformat(), starts=starts, ends=ends)

    def _times(self, event: "Event", wall: datetime) -> tuple[datetime, datetime]:
        return recurrence.moment(wall, event.zone), recurrence.ends(wall, event.length, event.zone)

    def _retime(self, one: "Occurrence", event: "Event", wall: datetime) -> bool:
        """Whether a date got other times; one that was moved or called off only gets its name in calendars anew."""
        starts, ends = self._times(event, wall)
        if (one.wall, one.starts, one.ends) == (wall.isoformat(), starts, ends):
            return False
        planned = one.status == "planned"
        times = {"starts": starts, "ends": ends} if planned else {}
        self.filter(pk=one.pk).update(wall=wall.isoformat(), **times)
        return planned

    def _drop(self, gone: "list[Occurrence]") -> None:
        """Dates that the rule no longer gives, from now on."""
        future = [one.pk for one in gone if one.starts > timezone.now() and one.status != "cancelled"]
        asked = set(self.filter(pk__in=future, sign_ups__isnull=False).values_list("pk", flat=True))
        self.filter(pk__in=set(future) - asked).delete()
        self.filter(pk__in=asked).update(status="cancelled", reason=CHANGED_SERIES)

    def as_geojson(self) -> str:
        """A FeatureCollection (EPSG:4326) of dates at places: word and name; for the map's layer."""
        placed: Any = self.exclude(event__precision="whole")
        rows = placed.annotate(drawn=in_degrees("event__public_point"))
        return feature_collection(rows.values("drawn", word=F("event__word"), name=F("event__title")))


def by_day(found: list[Any], day: Callable[[Any], str]) -> dict[tuple[str, int], Any]:
    """Each under its day and its number on that day, in the order of the clock."""
    days: dict[str, list[Any]] = defaultdict(list)
    for one in sorted(found, key=lambda one: getattr(one, "wall", one)):
        days[day(one)].append(one)
    return {(name, number): one for name, ones in days.items() for number, one in enumerate(ones)}


class FeedQuerySet(QuerySet["Feed"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def running(self) -> Self:
        """Those that are fetched by themselves: not turned off, not resting, not of an association on pause."""
        return self.wanted().filter(failures__lt=MOST_FAILURES)

    def wanted(self) -> Self:
        """Those that are turned on, and not of an association on pause."""
        return self.filter(Q(organiser=None) | Q(organiser__state="approved"), active=True)

    def due(self) -> Self:
        return self.running().filter(next_try__lte=timezone.now()).order_by("next_try", "pk")

    def as_rows(self) -> Self:
        """With what a list and a fetch need of the organiser and the municipality."""
        wide = ("organiser__service_area", "organiser__text", "organiser__shape")
        return self.select_related("organiser", "municipality").defer(*wide)
