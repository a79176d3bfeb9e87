"""Whole-set questions about people's roles."""

from typing import TYPE_CHECKING, Self

from django.db import connection
from django.db.models import QuerySet

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.people.models import Role  # noqa: F401  (the names in the base classes are text)


class RoleQuerySet(QuerySet["Role"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)


def hold_address(email: str) -> None:
    """Lets others who show the same address at once wait until the open transaction ends, so it gets one account."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(lower(%s), 0))", [email])
