"""Casting a vote: with a code or in a browser, exactly once, and without a trace from who came to what they chose."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kortet.ballots.models import Ballot, Code, Urn, Voter
from kortet.ballots.models.count import By
from kortet.ballots.sums import Mark
from kortet.lettercodes.codes import digests

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOT_OPEN = _("Afstemningen er ikke åben. Din stemme er ikke talt med.")
UNKNOWN = _("Koden findes ikke i denne afstemning. Se på brevet igen.")
USED = _("Koden er brugt. Den kan kun bruges én gang.")
REVOKED = _("Koden er spærret af kommunen. Spørg kommunen, hvad du gør.")
VOTED = _("Der er stemt uden kode fra denne browser. Det kan man én gang.")


class RefusedError(Exception):
    """Why a vote was not taken; `code_is_wrong` where it was a guess that met no code."""

    def __init__(self, why: "StrOrPromise") -> None:
        super().__init__(why)
        self.why = why

    @property
    def code_is_wrong(self) -> bool:
        return self.why is UNKNOWN


class Comer(Protocol):
    """Somebody who may vote once."""

    by: By

    def look(self) -> None:
        """Raises RefusedError where they may not, or no more."""

    def take(self, once: str) -> bool:
        """Uses up what they came with; False where this very form did so before, else raises RefusedError."""


class ByCode:
    """Whoever has a letter. The slow digest is made here, before anything is locked."""

    by = By.CODES

    def __init__(self, ballot: Ballot, code: str) -> None:
        self.ballot, self.tries = ballot, digests(bytes(ballot.salt), code)

    def look(self) -> None:
        """Used and spoiled are told only to who has the whole code; all three answers cost the same question."""
        found = Code.objects.known(self.ballot, self.tries)
        if found is None:
            raise RefusedError(UNKNOWN)
        if found.used:
            raise RefusedError(USED)
        if found.package.revoked:
            raise RefusedError(REVOKED)

    def take(self, once: str) -> bool:
        codes = Code.objects.of(self.ballot).filter(digest__in=self.tries)
        if codes.filter(used=False, package__revoked=None).update(used=True, once=once):
            return True
        if codes.filter(used=True, once=once).exists():
            return False
        self.look()
        raise RefusedError(USED)


class ByBrowser:
    """Whoever comes without a code, where the ballot lets them: a digest that no other ballot has."""

    by = By.BROWSERS

    def __init__(self, ballot: Ballot, person: str) -> None:
        self.ballot = ballot
        self.person = salted_hmac("ballots.voter", f"{ballot.pk} {person}", algorithm="sha256").hexdigest()

    def look(self) -> None:
        if not self.ballot.takes_browsers:
            raise RefusedError(NOT_OPEN)
        if Voter.objects.filter(person=self.person).exists():
            raise RefusedError(VOTED)

    def take(self, once: str) -> bool:
        if Voter.objects.filter(person=self.person, once=once).exists():
            return False
        self.look()
        Voter.objects.create(person=self.person, ballot=self.ballot, once=once)
        return True


@transaction.atomic
def cast(ballot: Ballot, comer: Comer, vote: Mapping[int, Mark], once: str) -> None:
    """Takes the vote into the urn; raises RefusedError where it may not be. `once` is the form's own digest: the same
    form sent twice is one vote. The urn is locked first, so votes, changes and the count stand in one line.
    """
    urn = Urn.objects.select_for_update().filter(ballot=ballot).first()
    now = Ballot.objects.with_process().get(pk=ballot.pk)
    if urn is None or not now.is_open:
        raise RefusedError(NOT_OPEN)
    if comer.take(once):
        sums = urn.sums
        sums.add(comer.by, vote)
        urn.seal(sums)
