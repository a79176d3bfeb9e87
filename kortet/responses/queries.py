"""Whole-set questions about responses. `counted()` decides which of them count, everywhere."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from kortet.responses.models import Answer, DrawnPlace, Response  # noqa: F401  (the names in the base classes are text)
    from kortet.surveys.models import Survey


class ResponseQuerySet(QuerySet["Response"]):
    def of(self, survey: "Survey") -> Self:
        return self.filter(survey=survey)

    def abandoned(self, days: int) -> Self:
        """Those that were never finished, of surveys that closed so many days ago."""
        then = timezone.now() - timedelta(days=days)
        over = Q(survey__closed__lt=then) | Q(survey__closes__lt=then) | Q(survey__process__closed__lt=then)
        return self.filter(over, finished=None)

    def counted(self) -> Self:
        """Those that were finished and not set aside; what somebody broke off is nobody's answer."""
        return self.filter(finished__isnull=False, set_aside=None)


class AnswerQuerySet(QuerySet["Answer"]):
    def of(self, survey: "Survey") -> Self:
        """Those of responses that count."""
        return self.filter(response__survey=survey, response__finished__isnull=False, response__set_aside=None)


class DrawnPlaceQuerySet(QuerySet["DrawnPlace"]):
    def of(self, survey: "Survey") -> Self:
        """Those of responses that count."""
        return self.filter(response__survey=survey, response__finished__isnull=False, response__set_aside=None)
