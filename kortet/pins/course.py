"""The public history of a pin: what the municipality did with it, step by step, as the journal's public entries say."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.journal.models import Entry
from kortet.pins.models import Pin
from kortet.pins.notices_steps import state_word

HANDOVERS = {
    "accepted": gettext_lazy("%(name)s har taget den på"),
    "under_way": gettext_lazy("%(name)s er i gang"),
    "done": gettext_lazy("%(name)s er færdig"),
    "given_back": gettext_lazy("%(name)s har givet den tilbage"),
}
WITH_ANOTHER = {
    "merged": gettext_lazy("Samlet med nr. %(number)s"),
    "joined": gettext_lazy("Nr. %(number)s er samlet med den"),
    "parted": gettext_lazy("Ikke længere samlet med nr. %(number)s"),
    "left": gettext_lazy("Nr. %(number)s er ikke længere samlet med den"),
}


@dataclass
class Step:
    """One thing that happened to a pin, in words: why, and by which unit (never a person)."""

    when: datetime
    words: str
    reason: str = ""
    name: str = ""


def course(pin: Pin) -> list[Step]:
    """What the municipality did with a pin, oldest first; empty until it has done something. One query."""
    entries = Entry.objects.about(pin).public()
    steps = [step_of(entry, said) for entry in entries if (said := words_of(entry))]
    return [Step(pin.created, _("Sat på kortet")), *steps] if steps else []


def step_of(entry: Entry, said: str) -> Step:
    """The unit stands in the words of an answer, and the reason at the step that came with it."""
    if entry.verb in ("answered", "handover"):
        return Step(entry.happened, said)
    return Step(entry.happened, said, entry.data.get("reason", ""), entry.data.get("name", ""))


def words_of(entry: Entry) -> str:
    word = state_word(entry) if "status" in entry.data else ""
    if entry.verb == "status":
        return word[:1].upper() + word[1:]
    if entry.verb == "reopened":
        return _("Genåbnet: %(status)s") % {"status": word}
    if entry.verb == "answered":
        return _("Svar fra %(name)s") % {"name": entry.data["name"]}
    if entry.verb == "handover":
        return str(HANDOVERS[entry.data["state"]]) % {"name": entry.data["name"]}
    return str(WITH_ANOTHER.get(entry.verb, "")) % {"number": entry.data.get("number", "")}
