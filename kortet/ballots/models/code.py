"""A ballot's letter codes: made in packages, printed once, and kept as digests that say used or not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kortet.ballots.models.ballot import Ballot
from kortet.ballots.queries import CodeQuerySet, PackageQuerySet
from kortet.lettercodes.models import LetterCode, PackageOfCodes, sized


class Package(PackageOfCodes):
    """Codes of a ballot that were made together."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="packages", verbose_name=_("afstemning"))

    objects = PackageQuerySet.as_manager()

    class Meta(PackageOfCodes.Meta):
        constraints = [
            models.UniqueConstraint(fields=["ballot", "number"], name="package_number_once"),
            sized("package_size"),
        ]

    @property
    def municipality_id(self) -> int:
        """Whose it is, for the journal."""
        return self.ballot.municipality_id

    @property
    def salt(self) -> bytes:
        return bytes(self.ballot.salt)


class Code(LetterCode):
    """One code. `once` is a digest of the form that it was used by, so that a double click is one vote and no error."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="codes", verbose_name=_("pakke"))
    once = models.CharField(max_length=64, blank=True)

    objects = CodeQuerySet.as_manager()
