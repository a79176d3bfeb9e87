"""Who may do what in which phase: one table, asked by every room (docs/decisions/0036-processes.md).

What is not in it is not allowed. A phase opens what people do; what staff do to keep a process in order (`ALWAYS`)
needs no phase. A draft is for those who design it, and when a process is closed only its results are still written.
"""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PhaseKind(TextChoices):
    COLLECT = "collect", _("saml ind")
    DISCUSS = "discuss", _("drøft")
    DEVELOP = "develop", _("udvikl")
    PRIORITISE = "prioritise", _("prioritér")
    DECIDE = "decide", _("beslut")
    FOLLOW_UP = "follow_up", _("følg op")


class Doing(TextChoices):
    READ = "read", _("læse")
    PIN = "pin", _("sætte en nål")
    SUPPORT = "support", _("støtte")
    COMMENT = "comment", _("kommentere")
    REACT = "react", _("sige sin mening om det tegnede")
    MEET = "meet", _("bidrage på et møde")
    RESPOND = "respond", _("svare på en undersøgelse")
    JOIN = "join", _("melde sig som medforfatter")
    DEVELOP = "develop", _("skrive en ny udgave af et forslag")
    ANSWER = "answer", _("svare på forvaltningens spørgsmål")
    ASK = "ask", _("spørge og skønne prisen")
    CLUSTER = "cluster", _("samle og slå sammen")
    VOTE = "vote", _("prioritere")
    DECIDE = "decide", _("beslutte")
    REPORT = "report", _("fortælle, hvad der sker")
    MODERATE = "moderate", _("moderere")
    DESIGN = "design", _("ændre forløbet")


class Part(TextChoices):
    """What somebody is in a process. One person may have several parts; each is asked for by itself."""

    CITIZEN = "citizen", _("borger")
    AUTHOR = "author", _("forfatter eller medforfatter til forslaget")
    PARTNER = "partner", _("inviteret partner")
    MODERATOR = "moderator", _("moderator")
    OWNER = "owner", _("procesejer")


EVERYBODY = frozenset(Part)
STAFF = frozenset({Part.MODERATOR, Part.OWNER})
WRITERS = frozenset({Part.AUTHOR, Part.PARTNER})
OWNER = frozenset({Part.OWNER})
NOBODY: frozenset[Part] = frozenset()

IN_PHASE: dict[PhaseKind, dict[Doing, frozenset[Part]]] = {
    PhaseKind.COLLECT: {
        Doing.PIN: EVERYBODY,
        Doing.SUPPORT: EVERYBODY,
        Doing.COMMENT: EVERYBODY,
        Doing.REACT: EVERYBODY,
        Doing.MEET: EVERYBODY,
        Doing.RESPOND: EVERYBODY,
        Doing.CLUSTER: STAFF,
    },
    PhaseKind.DISCUSS: {
        Doing.SUPPORT: EVERYBODY,
        Doing.COMMENT: EVERYBODY,
        Doing.REACT: EVERYBODY,
        Doing.MEET: EVERYBODY,
        Doing.CLUSTER: STAFF,
    },
    PhaseKind.DEVELOP: {
        Doing.COMMENT: EVERYBODY,
        Doing.JOIN: EVERYBODY,
        Doing.DEVELOP: WRITERS,
        Doing.ANSWER: WRITERS,
        Doing.ASK: OWNER,
        Doing.CLUSTER: STAFF,
    },
    PhaseKind.PRIORITISE: {Doing.VOTE: EVERYBODY, Doing.COMMENT: EVERYBODY},
    PhaseKind.DECIDE: {Doing.DECIDE: OWNER},
    PhaseKind.FOLLOW_UP: {Doing.REPORT: OWNER | {Part.PARTNER}, Doing.COMMENT: EVERYBODY},
}
ALWAYS: dict[Doing, frozenset[Part]] = {Doing.READ: EVERYBODY, Doing.MODERATE: STAFF, Doing.DESIGN: OWNER}
OF_STATE: dict[str, dict[Doing, frozenset[Part]]] = {
    "draft": {Doing.READ: STAFF, Doing.DESIGN: OWNER},
    "published": ALWAYS,
    "closed": {Doing.READ: EVERYBODY, Doing.MODERATE: STAFF, Doing.REPORT: OWNER},
}


def allows(state: str, open_phases: Iterable[str], doing: Doing, part: Part) -> bool:
    """Whether `part` may do that in a process of this state while phases of these kinds are open."""
    if part in OF_STATE[state].get(doing, NOBODY):
        return True
    return state == "published" and any(part in IN_PHASE[PhaseKind(kind)].get(doing, NOBODY) for kind in open_phases)
