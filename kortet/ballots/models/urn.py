"""Where votes lie while a ballot is open: one sealed row of sums, which is rewritten by each vote."""

import json
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kortet.ballots.models.ballot import Ballot
from kortet.ballots.sums import Sums
from kortet.enciphered import ciphers

PURPOSE, NO_TIME = "ballots.urn", 0


class Urn(models.Model):
    """The sums of a ballot, enciphered with a key that is not in the database, always equally long and without a time.

    There is no row for a vote: who reads the tables finds which codes were used, and one row of sums that only the
    application can read. Who locks the urn (`select_for_update`) holds the ballot still.
    """

    ballot = models.OneToOneField(Ballot, models.CASCADE, primary_key=True, verbose_name=_("afstemning"))
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("urne")
        verbose_name_plural = _("urner")

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def empty(cls, ballot: Ballot) -> Self:
        """A new urn with nothing in it but the options at zero."""
        urn = cls(ballot=ballot)
        urn.seal(Sums.of(option.pk for option in ballot.choices))
        return urn

    @property
    def sums(self) -> Sums:
        """What lies in it; raises cryptography.fernet.InvalidToken where SECRET_KEY is another, or it was touched."""
        told: dict[str, Any] = json.loads(ciphers(PURPOSE).decrypt(bytes(self.sealed)))
        return Sums.read(told, self.pk)

    def seal(self, sums: Sums) -> None:
        """Fernet writes the time into what it makes, so it is told that there is none."""
        said = json.dumps(sums.written(self.ballot_id)).encode()
        self.sealed = ciphers(PURPOSE).encrypt_at_time(said, NO_TIME)
        self.save()


class Voter(models.Model):
    """A browser that has voted without a code, as a digest that is another one at each ballot; gone when it closes."""

    person = models.CharField(max_length=64, primary_key=True)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="browsers", verbose_name=_("afstemning"))
    once = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("browser, der har stemt")
        verbose_name_plural = _("browsere, der har stemt")

    def __str__(self) -> str:
        return self.person[:8]
