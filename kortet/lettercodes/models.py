"""What every package of codes and every code is, of a ballot or of a survey: made together, printed once, used once."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.lettercodes.codes import digests, new_codes
from kortet.people.models import User

MOST_AT_ONCE = 2000


class PackageOfCodes(models.Model):
    """Codes that were made together, to be printed and sent together, or spoiled together (`revoked`).

    Each kind of package says its `salt`, and has its `codes`: rows of a model that refers to it as `package`.
    """

    codes: Any

    number = models.PositiveSmallIntegerField(_("nummer"))
    note = models.CharField(_("til hvem"), max_length=80, blank=True)
    made = models.DateField(_("lavet"), default=timezone.localdate)
    size = models.PositiveSmallIntegerField(_("antal koder"))
    revoked = models.DateField(_("spærret"), null=True)

    class Meta:
        abstract = True
        verbose_name = _("pakke koder")
        verbose_name_plural = _("pakker koder")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.note}".strip()

    @property
    def salt(self) -> bytes:
        """What the digests of its codes are salted with: the same for all packages that a code is looked up in."""
        raise NotImplementedError("a ballot's or a survey's package says it")

    def fill(self, actor: User) -> list[str]:
        """Makes its codes and returns them: the only time that anybody sees them. Within a transaction.

        They are stored by their digests, so the order of the rows says nothing of the order on the sheet.
        """
        codes = new_codes(self.size)
        kept = sorted(digests(self.salt, code)[0] for code in codes)
        self.codes.bulk_create(self.codes.model(digest=digest, package=self) for digest in kept)
        Entry.objects.record("codes_made", self, actor=actor, codes=self.size)
        return codes


class LetterCode(models.Model):
    """One code, as its digest, which says used or not, and nothing else."""

    digest = models.CharField(max_length=64, primary_key=True)
    used = models.BooleanField(_("brugt"), default=False)

    class Meta:
        abstract = True
        verbose_name = _("kode")
        verbose_name_plural = _("koder")

    def __str__(self) -> str:
        return self.digest[:8]


def sized(name: str) -> models.CheckConstraint:
    """That a package has as many codes as one may have."""
    return models.CheckConstraint(condition=Q(size__gte=1, size__lte=MOST_AT_ONCE), name=name)
