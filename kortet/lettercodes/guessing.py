"""Guessing codes: how often somebody may be wrong. Slips of the pen are told before (codes.py) and cost nothing.

Who comes from a network that was wrong too often waits a minute, then an hour, then a day. Where a ballot or a survey
is guessed at from many networks, each may be wrong once an hour, so who has a letter still gets in; beyond all that
people could get wrong together, codes are not taken for the rest of the hour.
"""

from django.utils.translation import gettext_lazy as _

from kortet.budgets.models import Budget

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
TOO_OFTEN = _("Der er skrevet mange forkerte koder. Vent lidt, og prøv igen: et minut første gang, siden længere.")


class Guesses:
    """The wrong codes of one room (`ballots`, `responses`); `at` is the row number of what is guessed at."""

    def __init__(self, room: str) -> None:
        self.network = (
            Budget(f"{room}.wrong.minute", most=5, seconds=MINUTE),
            Budget(f"{room}.wrong.hour", most=15, seconds=HOUR),
            Budget(f"{room}.wrong.day", most=45, seconds=DAY),
        )
        self.once = Budget(f"{room}.wrong.once", most=1, seconds=HOUR)
        self.siege = Budget(f"{room}.wrong.siege", most=300, seconds=HOUR)
        self.wall = Budget(f"{room}.wrong.wall", most=5_000, seconds=HOUR)

    def may_go_on(self, at: int, network: str) -> bool:
        """Whether a code from this network is looked up now. What is asked at the same moment may pass together."""
        if self.wall.is_spent(at) or any(budget.is_spent(network) for budget in self.network):
            return False
        return not (self.siege.is_spent(at) and self.once.is_spent(at, network))

    def was_wrong(self, at: int, network: str) -> None:
        """Counts a guess that met no code; to be called outside of a transaction, so that it is never taken back."""
        for budget in self.network:
            budget.spend(network)
        for budget in (self.siege, self.wall):
            budget.spend(at)
        self.once.spend(at, network)
