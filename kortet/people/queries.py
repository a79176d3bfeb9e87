"""Whole-set questions about people's roles, and what staff may decide about: `worked_on_by`, everywhere."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.db.models import Case, Model, Q, QuerySet, When

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.municipalities.models import Municipality
    from kortet.people.models import Role, User  # noqa: F401  (the names in the base classes are text)

Row = TypeVar("Row", bound=Model)


class Limit(NamedTuple):
    """What one role is for, by row numbers: these areas, these themes, these partners. Nothing named is everything."""

    areas: tuple[int, ...] = ()
    themes: tuple[int, ...] = ()
    partners: tuple[int, ...] = ()


EVERYTHING = Limit()


class PeopleQuerySet(QuerySet["User"]):
    def come_by_code(self) -> Self:
        """Who may sign in by a code to their address: all but staff with a password, or whom a provider vouches for."""
        return self.exclude(self.has_own_door())

    def with_doors(self) -> Self:
        """With `has_own_door`: staff who come in by a password or a provider, and by no code."""
        return self.annotate(has_own_door=Case(When(self.has_own_door(), then=True), default=False))

    def has_own_door(self) -> Q:
        return Q(is_staff=True) & (~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX) | Q(socialaccount__isnull=False))


class RoleQuerySet(QuerySet["Role"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def as_rows(self) -> Self:
        """By person, with who it is."""
        return self.select_related("user").order_by("user__first_name", "user__username", "kind")


class WorkQuerySet(QuerySet[Row]):
    """Rows that staff decide about. Each subject says in `limited_to` what a limited role has to do with it."""

    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def limited_to(self, limit: Limit) -> Q:
        """The rows that a role with this limit is for."""
        raise NotImplementedError

    def work_of(self, user: "User | AnonymousUser", municipality: "Municipality", *kinds: str) -> Q:
        """The rows that a person's roles of these kinds are for; of any kind where none is named."""
        limits = user.limits_in(municipality, *kinds) if user.is_authenticated else []
        if EVERYTHING in limits:
            return Q()
        return reduce(or_, (self.limited_to(limit) for limit in limits), Q(pk__in=[]))

    def worked_on_by(self, user: "User | AnonymousUser", municipality: "Municipality", *kinds: str) -> Self:
        """What a person may decide about in a role of these kinds; nothing for who has none. Administrators: all."""
        return self.of(municipality).filter(self.work_of(user, municipality, *kinds))


def hold_address(email: str) -> None:
    """Lets others who show the same address at once wait until the open transaction ends, so it gets one account."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(lower(%s), 0))", [email])
