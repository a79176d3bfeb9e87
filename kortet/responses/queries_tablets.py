"""Whole-set questions about tablets."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

if TYPE_CHECKING:
    from kortet.responses.models.tablet import Tablet  # noqa: F401  (the name in the base class is text)


class TabletQuerySet(QuerySet["Tablet"]):
    def running(self) -> Self:
        return self.filter(stopped=None)
