"""Whole-set questions about a survey's packages of codes and codes."""

from typing import TYPE_CHECKING, Self

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from kortet.lettercodes.queries import LetterCodesQuerySet, PackagesQuerySet

if TYPE_CHECKING:
    from kortet.responses.models.code import SurveyCode, SurveyPackage  # noqa: F401  (the names in the base classes are text)
    from kortet.surveys.models import Survey


class SurveyPackageQuerySet(PackagesQuerySet["SurveyPackage"]):
    def by_area(self) -> dict[int, tuple[int, int]]:
        """Of each area that letters went to (its row number): how many codes were sent, and how many used.

        Of packages that were spoiled only what was used counts, as sent, too.
        """
        sent, used = Q(codes__used=True) | Q(revoked=None), Q(codes__used=True)
        rows = self.filter(area__isnull=False).values("area").order_by("area")
        counted = rows.annotate(sent=Count("codes", filter=sent), used=Count("codes", filter=used))
        return {row["area"]: (row["sent"], row["used"]) for row in counted}


class SurveyCodeQuerySet(LetterCodesQuerySet["SurveyCode"]):
    def of(self, survey: "Survey") -> Self:
        return self.filter(package__survey=survey)

    def use_up(self, digest: str) -> None:
        """Marks one of the codes of a package as used, by writing all of them anew, in one statement.

        What PostgreSQL keeps beside a row (xmin: the transaction that wrote it; ctid: where it lies) is then the same
        of all of them, and leads from a code to no response that was finished in that transaction.
        """
        is_used = ExpressionWrapper(Q(used=True) | Q(digest=digest), output_field=BooleanField())
        self.update(used=is_used)
