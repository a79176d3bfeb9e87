"""Which published maps are seen by whom."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from kortet.surveys.models import Survey

if TYPE_CHECKING:
    from kortet.findings.models import PublishedMap  # noqa: F401  (the name in the base class is text)


class PublishedMapQuerySet(QuerySet["PublishedMap"]):
    def of(self, survey: Survey) -> Self:
        return self.filter(survey=survey)

    def public(self) -> Self:
        """Those of surveys whose results are public, in a process that is."""
        return self.filter(survey__in=Survey.objects.with_public_results())
