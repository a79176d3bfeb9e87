"""Letter codes: made in packages, printed once, and kept as digests that say used or not, and nothing else."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.ballots.codes import digests, new_code
from kortet.ballots.models.ballot import Ballot
from kortet.ballots.queries import CodeQuerySet, PackageQuerySet
from kortet.journal.models import Entry
from kortet.people.models import User

MOST_AT_ONCE = 2000


class Package(models.Model):
    """Codes that were made together, to be printed and sent together, or spoiled together (`revoked`)."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="packages", verbose_name=_("afstemning"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    note = models.CharField(_("til hvem"), max_length=80, blank=True)
    made = models.DateField(_("lavet"), default=timezone.localdate)
    size = models.PositiveSmallIntegerField(_("antal koder"))
    revoked = models.DateField(_("spærret"), null=True)

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("pakke koder")
        verbose_name_plural = _("pakker koder")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "number"], name="package_number_once"),
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=MOST_AT_ONCE), name="package_size"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.note}".strip()

    @property
    def municipality_id(self) -> int:
        """Whose it is, for the journal."""
        return self.ballot.municipality_id

    def fill(self, actor: User) -> list[str]:
        """Makes its codes and returns them: the only time that anybody sees them. Within a transaction.

        They are stored by their digests, so the order of the rows says nothing of the order on the sheet.
        """
        codes: set[str] = set()
        while len(codes) < self.size:
            codes.add(new_code())
        rows = sorted(digests(bytes(self.ballot.salt), code)[0] for code in codes)
        Code.objects.bulk_create(Code(digest=row, package=self) for row in rows)
        Entry.objects.record("codes_made", self, actor=actor, codes=self.size)
        return list(codes)


class Code(models.Model):
    """One code. `once` is a digest of the form that it was used by, so that a double click is one vote and no error."""

    digest = models.CharField(max_length=64, primary_key=True)
    package = models.ForeignKey(Package, models.CASCADE, related_name="codes", verbose_name=_("pakke"))
    used = models.BooleanField(_("brugt"), default=False)
    once = models.CharField(max_length=64, blank=True)

    objects = CodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("kode")
        verbose_name_plural = _("koder")

    def __str__(self) -> str:
        return self.digest[:8]
