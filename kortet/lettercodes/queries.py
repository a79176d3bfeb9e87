"""Whole-set questions about packages of codes and codes, of ballots as of surveys."""

from typing import Self, TypeVar

from django.db.models import Count, Max, Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


class PackagesQuerySet(QuerySet[Row]):
    def with_used(self) -> Self:
        """With how many of its codes were used (`used`)."""
        return self.annotate(used=Count("codes", filter=Q(codes__used=True)))

    def after_the_last(self) -> int:
        return (self.aggregate(last=Max("number"))["last"] or 0) + 1


class LetterCodesQuerySet(QuerySet[Row]):
    def kept_as(self, digests: list[str]) -> Row | None:
        """The code that is kept as one of these, with its package."""
        return self.filter(digest__in=digests).select_related("package").first()

    def sent(self) -> Self:
        """Those that may be used or were: all but the unused ones of packages that were spoiled."""
        return self.filter(Q(package__revoked=None) | Q(used=True))

    def used(self) -> Self:
        return self.filter(used=True)
