"""What a letter says of each thing that the municipality did with a pin: its subject and its lines."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kortet.journal.models import Entry
from kortet.pins.models import Comment, Pin
from kortet.pins.models.state import Status

Said = tuple[str, list[str]]


def state_word(entry: Entry) -> str:
    """A state's name as it was when the entry was written; older entries have the group only."""
    named: dict[str, str] = entry.data.get("word", {})
    return named.get((get_language() or "da")[:2]) or named.get("da") or str(Status(entry.data["status"]).label)


def reason_of(entry: Entry) -> list[str]:
    reason = entry.data.get("reason", "")
    return [_("Begrundelse: %(reason)s") % {"reason": reason}] if reason else []


def status(pin: Pin, entry: Entry) -> Said:
    told = _("Nålen har fået en ny status: %(status)s.") % {"status": state_word(entry)}
    return _("Ny status"), [told, *reason_of(entry)]


def reopened(pin: Pin, entry: Entry) -> Said:
    told = _("Nålen er genåbnet. Dens status er nu: %(status)s.") % {"status": state_word(entry)}
    return _("Genåbnet"), [told, *reason_of(entry)]


def answered(pin: Pin, entry: Entry) -> Said:
    answer = Comment.objects.get(word=entry.data["comment"])
    lines = [_("%(name)s har svaret på nålen:") % {"name": answer.author_name}, answer.told[0]]
    return _("Kommunen har svaret"), lines + (status(pin, entry)[1] if "word" in entry.data else [])


def merged(pin: Pin, entry: Entry) -> Said:
    lines = [
        _("Nålen er samlet med nål nr. %(number)s, som er om det samme.") % {"number": entry.data["number"]},
        *reason_of(entry),
        _("Har du støttet den, er din støtte ikke flyttet. Vil du støtte den samlede nål, så gør det på dens side."),
    ]
    return _("Samlet med en anden nål"), lines


def parted(pin: Pin, entry: Entry) -> Said:
    told = _("Nålen er ikke længere samlet med nål nr. %(number)s.") % {"number": entry.data["number"]}
    return _("Skilt ad igen"), [told, *reason_of(entry)]


def same_proposed(pin: Pin, entry: Entry) -> Said:
    """Its author is asked behind the button; the pin is on no other page meanwhile."""
    lines = [
        _("Kommunen mener, at din nål er om det samme som en anden, og vil gerne samle de to."),
        _("Er du med på det? Sig ja eller nej bag knappen. Din nål bliver ved med at kunne læses."),
    ]
    return _("Skal din nål samles med en anden?"), lines
