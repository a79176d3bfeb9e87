"""Whole-set questions about reports that were ordered."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from kortet.insight.models import ReportOrder  # noqa: F401  (the name in the base class is text)
    from kortet.municipalities.models import Municipality
    from kortet.people.models import User


class ReportOrderQuerySet(QuerySet["ReportOrder"]):
    def asked_by(self, user: "User", municipality: "Municipality") -> Self:
        """A person's own in a municipality, newest first."""
        return self.filter(person=user, municipality=municipality).order_by("-asked", "-pk")

    def older_than(self, days: int) -> Self:
        return self.filter(asked__lt=timezone.now() - timedelta(days=days))
