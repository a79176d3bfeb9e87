"""Whole-set questions about pins. `public()` and `visible_to()` decide what is seen, everywhere."""

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q

from kortet.places.queries import PlacedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.municipalities.models import Municipality
    from kortet.people.models import User


class PinQuerySet(PlacedQuerySet["Pin"]):
    def public(self) -> Self:
        """What anybody sees."""
        return self.filter(moderation="shown")

    def visible_to(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """The municipality's public pins, one's own, and for its staff all of them."""
        ours = self.of(municipality)
        if user.is_authenticated and user.works_for(municipality):
            return ours
        own = Q(author_id=user.pk) if user.is_authenticated else Q()
        return ours.filter(Q(moderation="shown") | own) if own else ours.public()

    def waiting(self) -> Self:
        """What a moderator has to look at, oldest first."""
        return self.filter(moderation="waiting").order_by("pk")

    def saying(self, words: str) -> Self:
        """Pins whose headline or text has the words, by Danish full-text search; every word counts as a beginning."""
        terms = [term for term in ("".join(c if c.isalnum() else " " for c in words)).split() if term][:12]
        if not terms:
            return self.none() if words.strip() else self
        query = SearchQuery(" & ".join(f"{term}:*" for term in terms), config="danish", search_type="raw")
        return self.filter(search=query)


def next_number(municipality_id: int, year: int) -> int:
    """The next running number of a municipality's year; the row is held until the transaction ends, so none is lost."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pins_series (municipality_id, year, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (municipality_id, year) DO UPDATE SET last = pins_series.last + 1 RETURNING last",
            [municipality_id, year],
        )
        return int(cursor.fetchone()[0])
