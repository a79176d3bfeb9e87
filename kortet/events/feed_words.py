"""What happened to a feed, in words that somebody who runs a choir understands."""

from typing import TYPE_CHECKING, Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from kortet.events.models import Feed

WORDS = {
    "ADDRESS": gettext_lazy(
        "Adressen kan ikke bruges. Den skal begynde med https:// og må ikke have en adgangskode i sig."
    ),
    "UNKNOWN": gettext_lazy("Der er ingen hjemmeside med det navn. Se efter, om adressen er skrevet rigtigt."),
    "PRIVATE": gettext_lazy("Adressen fører ind på et lukket net, og der henter vi ikke. Brug en, som alle kan se."),
    "DOWN": gettext_lazy("Vi kunne ikke få forbindelse. Det kan gå over af sig selv; vi prøver igen."),
    "SLOW": gettext_lazy("Svaret kom ikke inden for 20 sekunder. Vi prøver igen."),
    "LARGE": gettext_lazy("Kalenderen er for stor: højst 5 MB."),
    "FAULT": gettext_lazy("Noget gik galt hos os. Vi prøver igen."),
    "PACKED": gettext_lazy("Svaret er pakket sammen, selvom vi ikke har bedt om det, og så læser vi det ikke."),
}
STATUSES = {
    401: gettext_lazy("Kalenderen er ikke offentlig. Gør den offentlig dér, hvor I fører den."),
    403: gettext_lazy("Kalenderen er ikke offentlig. Gør den offentlig dér, hvor I fører den."),
    404: gettext_lazy("Der ligger ikke noget på den adresse. Kopiér den igen."),
    410: gettext_lazy("Der ligger ikke noget på den adresse. Kopiér den igen."),
}


def in_words(problem: dict[str, Any]) -> str:
    """Why the last fetch failed, in the reader's language; empty where it did not."""
    kind, status = problem.get("kind", ""), problem.get("status", 0)
    if kind == "UNREADABLE":
        return str(problem.get("why", ""))
    if kind == "MOVED" and problem.get("leads_to"):
        return _("Adressen sender videre. Skriv i stedet: %(address)s") % {"address": problem["leads_to"]}
    if kind == "MOVED":
        return _("Adressen sender videre til en anden. Skriv den rigtige adresse.")
    if kind == "STATUS":
        words = STATUSES.get(status)
        return str(words) if words else _("Hjemmesiden svarede med en fejl (%(status)s).") % {"status": status}
    return str(WORDS.get(kind, ""))


def state_of(feed: "Feed") -> str:
    """How it goes with a feed, in one or two sentences."""
    if feed.rests:
        told = _("Vi er holdt op med at prøve efter ti fejl i træk. Ret det, og tryk så på »Hent nu«.")
        return f"{told} {in_words(feed.problem)}".strip()
    if not feed.active:
        return _("Den hentes ikke af sig selv, før den bliver slået til igen.")
    if feed.succeeded is not None and feed.next_try <= timezone.now():
        return _("Den bliver hentet om et øjeblik. Se siden igen om lidt.")
    if feed.problem:
        when = formats.date_format(timezone.localtime(feed.next_try), "DATETIME_FORMAT")
        return f"{in_words(feed.problem)} " + _("Næste forsøg: %(when)s.") % {"when": when}
    if feed.succeeded is None:
        return _("Den er ikke hentet endnu. Det sker inden for få minutter.")
    return _("%(new)s nye, %(changed)s ændrede, %(same)s som før, %(refused)s afvist.") % counts_of(feed.outcome)


def counts_of(outcome: dict[str, Any]) -> dict[str, int]:
    return {name: outcome.get(name, 0) for name in ("new", "changed", "same", "refused")}
