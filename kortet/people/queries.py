"""Whole-set questions about people's roles, and what staff may decide about: `worked_on_by`, everywhere."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from django.db.models import Model, Q, QuerySet

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
