"""A survey's letter codes: each good for one response, and from then on of no response in particular."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.lettercodes.models import LetterCode, PackageOfCodes, sized
from kortet.people.models import User
from kortet.places.models import Area
from kortet.responses.queries_codes import SurveyCodeQuerySet, SurveyPackageQuerySet
from kortet.surveys.models import Survey


class SurveyPackage(PackageOfCodes):
    """Codes of a survey that were made together. `area`: where the letters go, to see later where it is silent."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="packages", verbose_name=_("undersøgelse"))
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("bydel")
    )

    objects = SurveyPackageQuerySet.as_manager()

    class Meta(PackageOfCodes.Meta):
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="survey_package_number_once"),
            sized("survey_package_size"),
        ]

    @property
    def municipality_id(self) -> int:
        """Whose it is, for the journal."""
        return self.survey.municipality_id

    @property
    def salt(self) -> bytes:
        return salt_of(self.survey)

    def use(self, digest: str) -> bool:
        """Marks one of its codes as used, once; False where it was used before, or the package is spoiled.

        To be called within the transaction that hands the response in: others who use or spoil it wait.
        """
        held = SurveyPackage.objects.select_for_update(no_key=True).only("revoked").get(pk=self.pk)
        if held.revoked or not self.codes.filter(digest=digest, used=False).exists():
            return False
        self.codes.all().use_up(digest)
        return True

    @transaction.atomic
    def spoil(self, actor: User) -> None:
        """Its unused codes count no more; what was answered with the others stays."""
        if SurveyPackage.objects.select_for_update(no_key=True).only("revoked").get(pk=self.pk).revoked is None:
            self.revoked = timezone.localdate()
            self.save(update_fields=["revoked"])
            Entry.objects.record("codes_spoiled", self, actor=actor)


class SurveyCode(LetterCode):
    """One code. When it was used is kept nowhere; using one writes its whole package anew (docs/decisions/0046)."""

    package = models.ForeignKey(SurveyPackage, models.CASCADE, related_name="codes", verbose_name=_("pakke"))

    objects = SurveyCodeQuerySet.as_manager()


def salt_of(survey: Survey) -> bytes:
    """Another one for each survey; it need not be secret, for digests are made under SECRET_KEY."""
    return survey.word.encode()
