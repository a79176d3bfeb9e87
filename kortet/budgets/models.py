"""How often something may be done: budgets that are spent in PostgreSQL, so that no restart and no process forgets."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.crypto import salted_hmac

from kortet.budgets.queries import SpentQuerySet

SALT = "budgets.spent"


@dataclass(frozen=True)
class Budget:
    """`most` times in so many seconds, counted from the first of them: `Budget("letters.asked", most=5, seconds=3600)`.

    What a budget belongs to (an address, a network, a person) is said when it is spent and kept as a keyed digest only.
    """

    name: str
    most: int
    seconds: int

    def spend(self, *whose: object) -> bool:
        """Spends one of it, in one statement; False where it is used up, which costs nothing more.

        The row is held until the open transaction ends and given back if that is rolled back: spend before you begin.
        """
        return not spend_each({self: whose})

    def is_spent(self, *whose: object) -> bool:
        """Whether the next `spend` would say no."""
        return Spent.objects.is_spent(self.key(*whose), self.most)

    def forget(self, *whose: object) -> None:
        """Begins anew, as after a right password."""
        Spent.objects.filter(key=self.key(*whose)).delete()

    def key(self, *whose: object) -> str:
        said = "\0".join([self.name, *(str(one).casefold() for one in whose)])
        return salted_hmac(SALT, said, algorithm="sha256").hexdigest()


def spend_each(shares: Mapping[Budget, tuple[object, ...]]) -> set[Budget]:
    """Spends one of each budget (and whose it is), all in one statement; returns those that were used up before."""
    limits = {budget.key(*whose): (budget.most, budget.seconds) for budget, whose in shares.items()}
    spent = Spent.objects.spend(limits)
    return {budget for budget, key in zip(shares, limits, strict=True) if key not in spent}


class Spent(models.Model):
    """What was spent of a budget until the instant when it begins anew."""

    key = models.CharField(max_length=64, primary_key=True)
    times = models.PositiveIntegerField()
    ends = models.DateTimeField(db_index=True)

    objects = SpentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.times}"
