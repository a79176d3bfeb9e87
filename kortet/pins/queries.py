"""Whole-set questions about pins. `public()` and `visible_to()` decide what is seen, everywhere."""

import re
from collections.abc import Iterable
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.contrib.gis.db.models import PointField
from django.contrib.gis.geos import Point
from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db import connection
from django.db.models import (
    Aggregate,
    Case,
    Count,
    F,
    FloatField,
    Func,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.lookups import LessThan
from django.utils import timezone

from kortet.journal.models import Entry
from kortet.people.queries import Limit, WorkQuerySet
from kortet.pins.queries_words import all_of, any_of
from kortet.places.queries import METRES, PlacedQuerySet, among, in_degrees, in_named_areas, nearest_to
from kortet.places.turned import turned

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.municipalities.models import Municipality, Theme
    from kortet.people.models import User
    from kortet.pictures.models import Picture
    from kortet.pins.models import Pin, PinPicture, Support  # noqa: F401  (the base classes name them)
    from kortet.places.models import Area, AreaLayer

COMPARED = 40  # of the nearest pins at a place, by their words
OVER = ("done", "declined")  # the statuses of what the municipality has finished with
READ = ("shown", "merged")  # what has a page that everybody may read; a merged pin is counted nowhere
AFTER = 5  # a pin's pictures from this place on show what was done
NUMBER = re.compile(r"\d{4}-\d{5,}")


class MedianDays(Aggregate):
    """The middle one of some times, in days; rows that have none do not count."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM %(expressions)s) / 86400)"
    output_field = FloatField()


class AnswerFigures(NamedTuple):
    """How many pins there are, how many the municipality answered, and in how many days half of those were answered."""

    pins: int
    answered: int
    days: int


class PinQuerySet(WorkQuerySet["Pin"], PlacedQuerySet["Pin"]):  # type: ignore[override]  # both have as_manager
    def public(self) -> Self:
        """What anybody sees."""
        return self.filter(moderation="shown")

    def visible_to(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """The municipality's public pins, one's own, and for its staff all that their roles are for."""
        ours = self.of(municipality)
        if not user.is_authenticated:
            return ours.public()
        if user.is_unlimited_in(municipality):
            return ours
        return ours.filter(Q(moderation="shown") | Q(author_id=user.pk) | self.work_of(user, municipality))

    def limited_to(self, limit: Limit) -> Q:
        """In the areas and about the themes; a role for certain partners has nothing to do with pins."""
        about = Q(theme__in=limit.themes) if limit.themes else Q()
        return about & in_named_areas(self.model, limit.areas) & (Q(pk__in=[]) if limit.partners else Q())

    def of_form(self, mark: str) -> Self:
        """The one that a form was stored as (`once`); none of a form without a key."""
        return self.filter(once=mark) if mark else self.none()

    def read(self) -> Self:
        """What has a page that anybody may read: what is public, and what was merged into it."""
        return self.filter(moderation__in=READ)

    def readable_by(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """What has a page for somebody: what is visible to them, and what was merged into a pin that all see."""
        return self.visible_to(user, municipality) | self.of(municipality).filter(moderation="merged")

    def both(self, one: int, other: int) -> Self:
        """Two rows, held until the transaction ends, always in the same order."""
        rows = self.filter(pk__in=(one, other)).select_related("municipality").defer("municipality__outline")
        return rows.order_by("pk").select_for_update(of=("self",), no_key=True)

    def waiting(self) -> Self:
        """What a moderator has to look at, oldest first."""
        return self.filter(moderation="waiting").order_by("pk")

    def decide(self, moderation: str, reason: str, actor: "User") -> None:
        """Shows, hides or lets wait many at once, each with its own entry in the journal; the caller holds the rows.

        Withdrawn ones stay as their author wants them. What was merged stands alone from now on.
        """
        became = "shown" if moderation == "merged" else moderation
        rows = list(self.filter(withdrawn=None).only("pk", "municipality").order_by("pk"))
        numbers = [pin.pk for pin in rows]
        if became != "shown":
            for source in self.model.objects.filter(merged_into__in=numbers).order_by("pk"):
                source.come_back(actor, "")
        changes = {"moderation": became, "hidden_reason": reason, "merged_into": None}
        self.model.objects.filter(pk__in=numbers).update(**changes)
        Entry.objects.record_each(became, rows, actor=actor, reason=reason)

    def put_under(self, theme: "Theme | None", actor: "User") -> None:
        """Gives them a theme, each with its own entry in the journal."""
        rows = list(self.only("pk", "municipality").order_by("pk"))
        self.model.objects.filter(pk__in=[pin.pk for pin in rows]).update(theme=theme)
        Entry.objects.record_each("theme", rows, actor=actor, theme=theme.code if theme else "")

    def in_area(self, area: "Area") -> Self:
        """Pins of an area: by the stored neighbourhood, for other layers by where the public point lies."""
        if area.layer.is_neighbourhoods:
            return self.filter(neighbourhood=area)
        return self.filter(public_point__within=Subquery(area_boundary(area)))

    def lying_in(self, shapes: QuerySet[Any]) -> Self:
        """Pins whose public point lies in the one shape that a question for one column gives (EPSG:25832)."""
        return self.filter(public_point__within=Subquery(shapes[:1]))

    def about(self, themes: Iterable[int]) -> Self:
        """Pins of one of the themes (row numbers); all pins where none is named."""
        chosen = list(themes)
        return self.filter(theme__in=chosen) if chosen else self

    def for_page(self) -> Self:
        """With what a page about one pin says of it: theme, state, neighbourhood, process, what it is merged into."""
        pins = self.select_related("theme", "state", "merged_into", "neighbourhood__layer", "process")
        pins = pins.defer("neighbourhood__boundary", "search", "merged_into__shape", "merged_into__search")
        return pins.defer("process__area").prefetch_related("process__phases")

    def as_rows(self) -> Self:
        """With what a row of a list shows (`covers`: its first picture), and without what it does not."""
        rows = self.select_related("neighbourhood").defer("shape", "text", "search", "neighbourhood__boundary")
        return rows.prefetch_related(Prefetch("pictures", self._pictures().first_of_each_pin(), to_attr="covers"))

    def with_after(self) -> Self:
        """Adds `afters`: one picture of what was done, where there is one."""
        done = self._pictures().filter(position__gte=AFTER).first_of_each_pin()
        return self.prefetch_related(Prefetch("pictures", done, to_attr="afters"))

    def _pictures(self) -> "PinPictureQuerySet":
        pictures: PinPictureQuerySet = self.model.pictures.rel.related_model.objects.all()  # type: ignore[attr-defined,union-attr]  # a relation
        return pictures

    def with_drawing(self) -> Self:
        """Adds `drawing`: the shape as GeoJSON in EPSG:4326, written by PostGIS; None of what is shown roughly."""
        drawn = in_degrees("shape")
        return self.annotate(drawing=Case(When(is_rough=False, then=drawn))).defer("shape")

    def by_neighbourhood(self) -> dict[int, dict[str, int]]:
        """Neighbourhood id → kind → number."""
        return in_areas(
            self.exclude(neighbourhood=None).values_list("neighbourhood_id", "kind").annotate(n=Count("pk"))
        )

    def by_areas_of(self, layer: "AreaLayer") -> dict[int, dict[str, int]]:
        """Area id → kind → number, by a spatial join of the public points with a layer's current areas."""
        areas = layer.areas.current().filter(boundary__covers=OuterRef("public_point")).order_by("code", "pk")
        found = self.annotate(in_area=Subquery(areas.values("pk")[:1])).exclude(in_area=None)
        return in_areas(found.values_list("in_area", "kind").annotate(n=Count("pk")))

    def like(self, place: Point, words: str, *, metres: float) -> Self:
        """Pins within a distance of a point that may be the same matter, likeliest first, with `likeness`.

        Likeness is, each from 0 to 1: how close it is, how alike the words are by trigrams (misspelt words count), and
        by Danish full text (inflected words count). Without words it is the closeness alone.
        """
        # Words are compared with the nearest only: in a dense town centre thousands lie within 250 metres.
        # They are found without the other conditions: with them PostgreSQL may sort all that is near.
        nearest = self.model.objects.public().order_by(nearest_to(place)).values("pk")[:COMPARED]
        pins: Any = self.filter(among(nearest)).annotate(distance_metres=metres_to(place))
        # The distance of those few is reckoned: by `near` the index is asked for all that is near once more.
        pins = pins.filter(distance_metres__lte=metres).with_distance(place)
        closeness = 1 - F("distance_metres") / metres
        if not words.strip():
            return pins.annotate(likeness=closeness)
        return pins.annotate(likeness=closeness + 2 * alike(words)).order_by("-likeness", "pk")

    def saying(self, words: str) -> Self:
        """Pins whose headline or text has the words, by Danish full-text search; every word counts as a beginning."""
        query = all_of(words)
        if query is None:
            return self.none() if words.strip() else self
        return self.filter(search=query)

    def meaning_or_numbered(self, meant: SearchQuery | None, words: str) -> Self:
        """Pins that have what was meant (`KnownWordQuerySet.meant`), or the one whose number it is ("2026-00417")."""
        number = words.strip()
        if NUMBER.fullmatch(number):
            return self.filter(number=number)
        return self.filter(search=meant) if meant else self.none()

    def not_over(self) -> Self:
        """What the municipality has neither done nor declined."""
        return self.exclude(status__in=OVER)

    def lately(self, status: str) -> Self:
        """Pins of a status, those first that came to it last; of imported ones it is only known when they were made."""
        return self.filter(status=status).order_by(Coalesce("status_since", "created").desc(), "-pk")

    def answer_figures(self, *, days: int) -> AnswerFigures:
        """Of the pins of so many last days; a median before the pins were made (an import) counts as one day."""
        found = self.filter(created__gte=timezone.now() - timedelta(days=days)).aggregate(
            pins=Count("pk"),
            with_answer=Count("answered"),
            days=MedianDays(F("answered") - F("created")),
        )
        return AnswerFigures(found["pins"], found["with_answer"], max(1, ceil(found["days"] or 0)))


def alike(words: str) -> Any:
    """How alike a pin's words are to some, from 0 to 1: the most that full text and the trigrams of both texts say.

    Trigrams cost many times what full text does, so they are reckoned only where they could say more than it: the
    headline's say 1 at most, the text's 0.7.
    """
    said = any_of(words)
    rank: Any = SearchRank(F("search"), SearchQuery(said, config="danish", search_type="raw")) if said else Value(0.0)
    meant = Least(rank * 4.0, 1.0)
    title = Case(When(LessThan(meant, 1.0), then=TrigramWordSimilarity(words, "title")))
    text = Case(When(LessThan(meant, 0.7), then=TrigramWordSimilarity(words, "text") * 0.7))
    return Greatest(meant, title, text)


def metres_to(place: Point) -> Func:
    """The distance from a row's public point as a plain number, which can be reckoned with."""
    here = Value(turned(place, METRES), output_field=PointField(srid=METRES))
    return Func(F("public_point"), here, function="ST_Distance", output_field=FloatField())


class SupportQuerySet(QuerySet["Support"]):
    def add(self, pin_id: int, person: str) -> bool:
        """Stores a person's support; False where it was there. Two at once: the second waits, and finds it there."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO pins_support (pin_id, person) VALUES (%s, %s) ON CONFLICT (pin_id, person) DO NOTHING",
                [pin_id, person],
            )
            return cursor.rowcount == 1


class PinPictureQuerySet(QuerySet["PinPicture"]):
    def on(self, pins: PinQuerySet) -> Self:
        """The pictures on some pins, for whoever sees those, with what a page shows of them."""
        return self.filter(pin__in=pins, picture__dropped=None).select_related("picture__municipality")

    def first_of_each_pin(self) -> Self:
        """For rows of lists: one picture a pin."""
        return self.order_by("pin", "position").distinct("pin").select_related("picture")

    def hang(self, pin: "Pin", pictures: "Iterable[Picture]", *, first: int = 0) -> None:
        """Puts those that still wait on a pin, in their order from a place on, in the open transaction."""
        kept = self.model.picture.field.related_model.objects.keep(pictures)  # type: ignore[attr-defined,union-attr]  # a relation
        self.bulk_create(
            [self.model(pin=pin, picture=picture, position=place) for place, picture in enumerate(kept, first)]
        )


def area_boundary(area: "Area") -> QuerySet[Any]:
    """The boundary as a question inside the database, so that no polygon travels."""
    return type(area).objects.filter(pk=area.pk).values("boundary")


def in_areas(rows: Iterable[tuple[int, str, int]]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for area_id, kind, n in rows:
        found.setdefault(area_id, {})[kind] = n
    return found


def next_number(municipality_id: int, year: int) -> int:
    """The next running number of a municipality's year; the row is held until the transaction ends, so none is lost."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pins_series (municipality_id, year, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (municipality_id, year) DO UPDATE SET last = pins_series.last + 1 RETURNING last",
            [municipality_id, year],
        )
        return int(cursor.fetchone()[0])
