"""Coming in by the code of a letter: it is shown once, gone on with from any device, and used up at the end."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kortet.lettercodes.codes import digests
from kortet.lettercodes.guessing import Guesses
from kortet.lettercodes.labels import Sheet
from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.places.models import Area
from kortet.responses.models import SurveyCode, SurveyPackage
from kortet.responses.models.code import salt_of
from kortet.surveys.models import Survey

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GUESSES = Guesses("responses")
UNKNOWN = _("Koden findes ikke i denne undersøgelse. Se på brevet igen.")
USED = _("Koden er brugt. Der er svaret med den.")
REVOKED = _("Koden er spærret af kommunen. Spørg kommunen, hvad du gør.")


class CodeRefusedError(Exception):
    """Why a code lets nobody in; `is_guess` where it met no code."""

    def __init__(self, why: "StrOrPromise") -> None:
        super().__init__(why)
        self.why, self.is_guess = why, why is UNKNOWN


def secret_of(survey: Survey, code: str) -> str:
    """The secret with which one goes on, the same on each device: the code's digest. Raises CodeRefusedError.

    Used and spoiled are told only to who has the whole code; all three answers cost the same question.
    """
    found = SurveyCode.objects.of(survey).kept_as(digests(salt_of(survey), code))
    if found is None:
        raise CodeRefusedError(UNKNOWN)
    if found.used:
        raise CodeRefusedError(USED)
    if found.package.revoked:
        raise CodeRefusedError(REVOKED)
    return found.digest


def use_up(survey: Survey, secret: str) -> bool:
    """Uses the code that the secret of a response is, in the transaction that hands it in; False where it may not."""
    found = SurveyCode.objects.of(survey).kept_as([secret])
    return found is not None and found.package.use(found.digest)


@transaction.atomic
def make_package(
    survey: Survey, size: int, *, note: str, area: Area | None, actor: User
) -> tuple[SurveyPackage, list[str]]:
    """New codes, which are shown now and never again."""
    survey.hold()
    number = survey.packages.after_the_last()
    package = SurveyPackage.objects.create(survey=survey, number=number, size=size, note=note, area=area)
    return package, package.fill(actor)


def sheet_of(package: SurveyPackage, town: Municipality) -> Sheet:
    """What stands on the labels of a package."""
    return Sheet(
        title=str(package.survey),
        what=_("Undersøgelse"),
        address=town.address(f"/u/{package.survey.word}/kode/"),
        number=package.number,
        town=town,
        danish="Svar én gang: skan, eller skriv koden.",
        english="Answer once: scan, or type the code.",
    )
