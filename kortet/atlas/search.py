"""What a visitor searches for in the whole map: places, pins, what was said, associations and events."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db.models import F, Func, Q, TextField, Value
from django.urls import reverse

from kortet.events.models import Event, Occurrence
from kortet.events.queries import OccurrenceQuerySet
from kortet.municipalities.models import Municipality
from kortet.partners.models import Partner
from kortet.partners.queries import PartnerQuerySet
from kortet.pins.models import Comment, KnownWord, Pin
from kortet.pins.queries import PinQuerySet
from kortet.pins.queries_talk import CommentQuerySet
from kortet.places.models import NamedPlace
from kortet.places.place_names import Found

MOST, LONGEST = 8, 100
ALIKE = 0.6  # how much of a headline must sound like what was written (trigrams, 0 to 1)


@dataclass
class Search:
    """The answers to some words, a few of each kind; words that are misspelt are understood where pins use them."""

    town: Municipality
    asked: str

    @property
    def words(self) -> str:
        return self.asked.replace("\0", "").strip()[:LONGEST]

    @cached_property
    def meant(self) -> SearchQuery | None:
        return KnownWord.objects.meant(self.town, self.words)

    @cached_property
    def places(self) -> list[tuple[str, Found]]:
        """Each with where it leads: an area to its page, the others to the map there."""
        return [(way_to(place), place) for place in NamedPlace.objects.matching(self.town, self.words)]

    @cached_property
    def pins(self) -> PinQuerySet:
        found = Pin.objects.of(self.town).public().meaning_or_numbered(self.meant, self.words)
        return found.order_by("-created", "-pk").as_rows()[:MOST]

    @cached_property
    def said(self) -> CommentQuerySet:
        return Comment.objects.of(self.town).public().meaning(self.meant)[:MOST]

    @cached_property
    def partners(self) -> PartnerQuerySet:
        return Partner.objects.of(self.town).public().matching(self.words).as_rows()[:MOST]

    @cached_property
    def dates(self) -> OccurrenceQuerySet:
        """The next date of each event whose headline has the words or sounds like them."""
        folded: Any = Func(Value(self.words), function="kortet_fold", output_field=TextField())
        title: Any = Func(F("title"), function="kortet_fold", output_field=TextField())
        events = Event.objects.of(self.town).public().annotate(sound=title)
        events = events.annotate(alike=TrigramWordSimilarity(folded, "sound"))
        named = events.filter(Q(sound__contains=folded) | Q(alike__gte=ALIKE)).values("pk")
        return (
            Occurrence.objects.of(self.town).public().coming().filter(event__in=named).first_of_each().as_rows()[:MOST]
        )

    @property
    def is_empty(self) -> bool:
        return not any((self.places, self.pins, self.said, self.partners, self.dates))


def way_to(place: Found) -> str:
    """An area's page; of anything else the map there, and without JavaScript the pins nearest to it."""
    if place.kind == "area":
        return reverse("area", args=[place.layer, place.code])
    lng, lat = f"{place.lon:.5f}", f"{place.lat:.5f}"
    return f"{reverse('home')}?at={lng},{lat}&sort=near#17/{lat}/{lng}"
