"""Guessing codes: how often somebody may be wrong. Slips of the pen are told before (codes.py) and cost nothing.

Who comes from a network that was wrong too often waits a minute, then an hour, then a day. Where a ballot is guessed at
from many networks, each may be wrong once an hour, so who has a letter still gets in; beyond all that people could get
wrong together, codes are not taken for the rest of the hour.
"""

from kortet.ballots.models import Ballot
from kortet.budgets.models import Budget

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
NETWORK = (
    Budget("ballots.wrong.minute", most=5, seconds=MINUTE),
    Budget("ballots.wrong.hour", most=15, seconds=HOUR),
    Budget("ballots.wrong.day", most=45, seconds=DAY),
)
ONCE = Budget("ballots.wrong.once", most=1, seconds=HOUR)
SIEGE = Budget("ballots.wrong.siege", most=300, seconds=HOUR)
WALL = Budget("ballots.wrong.wall", most=5_000, seconds=HOUR)


def may_try(ballot: Ballot, network: str) -> bool:
    """Whether a code from this network is looked up now. What is asked at the same moment may pass together."""
    if WALL.is_spent(ballot.pk) or any(budget.is_spent(network) for budget in NETWORK):
        return False
    return not (SIEGE.is_spent(ballot.pk) and ONCE.is_spent(ballot.pk, network))


def was_wrong(ballot: Ballot, network: str) -> None:
    """Counts a guess that met no code; to be called outside of a transaction, so that it is never taken back."""
    for budget in NETWORK:
        budget.spend(network)
    for budget in (SIEGE, WALL):
        budget.spend(ballot.pk)
    ONCE.spend(ballot.pk, network)
