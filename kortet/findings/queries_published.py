"""Which published tables and maps are seen by whom."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from kortet.surveys.models import Survey


class PublishedQuerySet(QuerySet[Any]):
    """Of what is kept of a survey when its results are published."""

    def of(self, survey: Survey) -> Self:
        return self.filter(survey=survey)

    def public(self) -> Self:
        """Those of surveys whose results are public, in a process that is."""
        return self.filter(survey__in=Survey.objects.with_public_results())

    def with_earlier(self, word: str) -> Self:
        """That of a survey, by its word, and that of the survey which it is compared with."""
        return self.filter(Q(survey__word=word) | Q(survey__later__word=word))

    def named(self) -> Self:
        """With the names and addresses of survey and process, and not the tables themselves, which are long."""
        survey, process = ("word", "title", "earlier_id"), ("slug", "title", "title_en", "municipality_id")
        columns = [*(f"survey__{name}" for name in survey), *(f"survey__process__{name}" for name in process)]
        return self.select_related("survey__process").only("made", "survey_id", "survey__process_id", *columns)

    def without_outlines(self) -> Self:
        """With survey and process, but not the ground that the process is about: it is large."""
        return self.select_related("survey__process").defer("survey__process__area")
