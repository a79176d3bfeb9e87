"""Whole-set questions about people's roles."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.people.models import Role  # noqa: F401  (the names in the base classes are text)


class RoleQuerySet(QuerySet["Role"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)
