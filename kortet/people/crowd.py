"""Floods: how much may be said from one network, under one address, in the same words, in a whole town.

What is used up does not shut people out, it makes saying dearer: a browser proves that it has worked (proof.py), or a
moderator looks first. Many people share one network in a library or at a meeting, and a petition has one text. Only
what no crowd of people does is refused.
"""

import re
from hashlib import sha256

from django.utils.translation import gettext_lazy

from kortet.budgets.models import Budget, spend_each
from kortet.budgets.networks import network_of
from kortet.municipalities.requests import TownRequest
from kortet.people.proof import is_proof, new_challenge
from kortet.people.robots import RobotTrap
from kortet.saying.personal import as_read

HOUR, DAY = 60 * 60, 24 * 60 * 60
TOO_MUCH = gettext_lazy(
    "Der er sendt usædvanligt meget fra jeres netværk. Det, du skrev, står her stadig; prøv igen om en time."
)
AT_WORK = gettext_lazy(
    "Der sendes usædvanligt meget lige nu. Din browser skal arbejde et øjeblik, før det kan sendes. "
    "Det, du skrev, står her stadig."
)
TOWN = Budget("said.town", most=150, seconds=10 * 60)
NETWORK = Budget("said.network", most=30, seconds=HOUR)
NETWORK_AT_ALL = Budget("said.network.at-all", most=400, seconds=HOUR)
ADDRESS = Budget("said.address", most=10, seconds=DAY)
WORDS = Budget("said.words", most=3, seconds=DAY)
MOST_LINKS, FEWEST_WORDS = 2, 4
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{3,}")


def admit(request: TownRequest, form: RobotTrap, *, words: str, email: str = "") -> bool:
    """Whether a sound form may be stored now; else the form says why, with a `challenge` where that would do.

    Sets `doubtful` on what a moderator should see first. To be called once for each form that is sent, before anything
    is written; people with an account are not counted by network.
    """
    town, mark, network = request.municipality.pk, fingerprint(words), network_of(request)
    counted: dict[Budget, tuple[object, ...]] = {WORDS: (town, mark)} if mark else {}
    if not request.user.is_authenticated:
        counted[NETWORK_AT_ALL] = (town, network)
    used_up = spend_each(counted)
    form.doubtful = WORDS in used_up or len(LINK.findall(words)) > MOST_LINKS
    if request.user.is_authenticated:
        return True
    if NETWORK_AT_ALL in used_up:
        form.add_error(None, TOO_MUCH)
        return False
    few = {TOWN: (town,), NETWORK: (town, network)} | ({ADDRESS: (town, email)} if email else {})
    return not (spend_each(few) or WORDS in used_up) or proven(form)


def fingerprint(words: str) -> str:
    """The same for texts with the same words: no numbers, addresses, case or order. A few words are nobody's: empty."""
    said = sorted(set(WORD.findall(as_read(LINK.sub(" ", words)).casefold())))
    return sha256(" ".join(said).encode()).hexdigest() if len(said) >= FEWEST_WORDS else ""


def proven(form: RobotTrap) -> bool:
    if is_proof(str(form.cleaned_data.get("proof") or "")):
        return True
    form.challenge = new_challenge()
    form.add_error(None, AT_WORK)
    return False


def prepare(request: TownRequest, form: RobotTrap) -> None:
    """For a form that is shown: in a flood its challenge is there from the start, and is answered while one writes."""
    town = request.municipality.pk
    if not request.user.is_authenticated and (TOWN.is_spent(town) or NETWORK.is_spent(town, network_of(request))):
        form.challenge = new_challenge()
