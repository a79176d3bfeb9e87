"""Which way an offer may go, and who may take it there: one table, and nothing else decides it."""

from typing import Final

PARTNER: Final = "partner"
MUNICIPALITY: Final = "municipality"
AUTHOR: Final = "author"

OFFERED, ACCEPTED, UNDER_WAY, DONE = "offered", "accepted", "under_way", "done"
DECLINED, WITHDRAWN, GIVEN_BACK = "declined", "withdrawn", "given_back"

# From a state → to a state → who may.
MOVES: Final[dict[str, dict[str, frozenset[str]]]] = {
    OFFERED: {
        ACCEPTED: frozenset({MUNICIPALITY, AUTHOR}),
        DECLINED: frozenset({MUNICIPALITY, AUTHOR}),
        WITHDRAWN: frozenset({PARTNER}),
    },
    ACCEPTED: {
        UNDER_WAY: frozenset({PARTNER}),
        GIVEN_BACK: frozenset({PARTNER, MUNICIPALITY}),
    },
    UNDER_WAY: {
        DONE: frozenset({PARTNER}),
        GIVEN_BACK: frozenset({PARTNER, MUNICIPALITY}),
    },
    DONE: {},
    DECLINED: {},
    WITHDRAWN: {},
    GIVEN_BACK: {},
}
WITH_WORDS: Final = frozenset({DONE, DECLINED, GIVEN_BACK})  # a reason, or what came of it
TAKEN: Final = (ACCEPTED, UNDER_WAY)  # at most one such offer a pin
PUBLIC: Final = (ACCEPTED, UNDER_WAY, DONE, GIVEN_BACK)


def may(state: str, to: str, role: str) -> bool:
    """Whether somebody in a role may take an offer from one state to another."""
    return role in MOVES.get(state, {}).get(to, frozenset())


def ways(state: str, role: str) -> list[str]:
    """Where somebody in a role may take an offer from a state."""
    return [to for to, roles in MOVES.get(state, {}).items() if role in roles]
