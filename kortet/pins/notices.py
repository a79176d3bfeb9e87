"""The letters about a pin: to who wrote it, and to who follows it. Each in its reader's language."""

from collections.abc import Callable

from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kortet.journal.models import Entry
from kortet.letters.models import Letter
from kortet.letters.paper import Paper
from kortet.pins import notices_steps as steps
from kortet.pins.models import Comment, Follower, Pin


@transaction.atomic
def begin_following(pin: Pin, email: str, *, is_author: bool = False) -> Follower:
    """Notes the address and posts the letter that asks its owner."""
    follower = Follower.objects.ask(pin, email, (get_language() or "da")[:2], is_author=is_author)
    ask_to_confirm(follower, pin)
    return follower


def ask_to_confirm(follower: Follower, pin: Pin) -> None:
    """The first letter to an address: a button has to be pressed before there is a second one."""
    if follower.confirmed and follower.wants_letters:
        return
    with translation.override(follower.language):
        paper = author_paper(follower, pin) if follower.is_author else follower_paper(follower, pin)
        Letter.objects.ask(paper, to=follower.email, about=f"confirm-{follower.pk}")


def author_paper(follower: Follower, pin: Pin) -> Paper:
    lines = [
        _("Tak for din nål nr. %(number)s: %(title)s.") % {"number": pin.number, "title": pin.title},
        _("Bekræft din e-mailadresse, så skriver vi, når der sker noget med den."),
        _("Gem dette brev: Med linket kan du rette nålen, følge den og trække den tilbage."),
    ]
    why = _("Du får dette brev, fordi adressen blev skrevet, da nålen blev sat. Var det ikke dig, så gør ingenting.")
    return paper_of(follower, pin, _("Bekræft din e-mailadresse"), lines, why, _("Til din nål"))


def follower_paper(follower: Follower, pin: Pin) -> Paper:
    lines = [_("Vil du have besked, når der sker noget med nålen “%(title)s”?") % {"title": pin.title}]
    why = _("Du får dette brev, fordi nogen skrev adressen på kortet. Var det ikke dig, så gør ingenting.")
    return paper_of(follower, pin, _("Bekræft, at du vil følge nålen"), lines, why, _("Bekræft"))


def paper_of(follower: Follower, pin: Pin, subject: str, lines: list[str], why: str, button: str) -> Paper:
    town = pin.municipality
    return Paper(
        subject=f"{subject}: {pin.title}",
        lines=lines,
        why=why,
        town=town,
        language=follower.language,
        button=(button, town.address(follower.get_absolute_url())),
        stop=town.address(follower.stop_url) if follower.confirmed else "",
    )


def tell_followers(entry: Entry) -> int:
    """Writes a letter to each follower whom an entry of the journal concerns; twice is the same as once."""
    if told_elsewhere(entry):
        return 0
    pin = Pin.objects.select_related("municipality").get(pk=entry.subject_id)
    told = Follower.objects.told().filter(pin=pin)
    if entry.verb in AUTHOR_ONLY:
        told = told.filter(is_author=True)
    return sum(tell(follower, pin, entry) for follower in told.iterator())


def told_elsewhere(entry: Entry) -> bool:
    """A step is told with the answer that it came with, an area's answer in one letter for all pins, and a proposal
    that nobody was asked about to nobody."""
    told = entry.data
    return "with_answer" in told or "area" in told or (entry.verb == "same_proposed" and not told["asked"])


def tell(follower: Follower, pin: Pin, entry: Entry) -> bool:
    with translation.override(follower.language):
        subject, lines = TOLD[entry.verb](pin, entry)
        why = _("Du får brevet, fordi du følger nålen nr. %(number)s.") % {"number": pin.number}
        paper = paper_of(follower, pin, subject, lines, why, _("Se nålen"))
        if not follower.is_author:
            paper = paper.leading_to(pin.municipality.address(pin.get_absolute_url()))
        return Letter.objects.post(paper, to=follower.email, key=f"pin-{entry.pk}-{follower.pk}")


def shown(pin: Pin, entry: Entry) -> tuple[str, list[str]]:
    return _("Din nål er på kortet"), [_("En moderator har læst din nål. Nu kan alle se den.")]


def hidden(pin: Pin, entry: Entry) -> tuple[str, list[str]]:
    reason = _("Begrundelse: %(reason)s") % {"reason": entry.data.get("reason", "")}
    return _("Din nål vises ikke"), [_("En moderator har taget din nål af kortet."), reason]


def revised(pin: Pin, entry: Entry) -> tuple[str, list[str]]:
    return _("Din rettelse er på kortet"), [_("Nålen vises nu, som du har rettet den.")]


def revision_refused(pin: Pin, entry: Entry) -> tuple[str, list[str]]:
    return _("Din rettelse er ikke taget ind"), [_("En moderator har læst din rettelse. Nålen vises, som den var.")]


def tell_of_comment(entry: Entry) -> int:
    """Writes to the followers of a pin about a comment that is seen; once, however often it is shown."""
    comment = Comment.objects.select_related("pin__municipality").get(pk=entry.subject_id)
    if comment.is_official or not (comment.is_public and comment.pin.is_public):
        return 0
    return sum(tell_comment(follower, comment) for follower in Follower.objects.told().filter(pin=comment.pin))


def tell_comment(follower: Follower, comment: Comment) -> bool:
    pin, town = comment.pin, comment.pin.municipality
    with translation.override(follower.language):
        lines = [_("%(name)s har skrevet om nålen:") % {"name": comment.author_name or _("Nogen")}, comment.text]
        why = _("Du får brevet, fordi du følger nålen nr. %(number)s.") % {"number": pin.number}
        paper = paper_of(follower, pin, _("Ny kommentar"), lines, why, _("Se nålen"))
        paper = paper.leading_to(town.address(pin.get_absolute_url()))
        return Letter.objects.post(paper, to=follower.email, key=f"comment-{comment.pk}-{follower.pk}")


TOLD: dict[str, Callable[[Pin, Entry], tuple[str, list[str]]]] = {
    "shown": shown,
    "hidden": hidden,
    "status": steps.status,
    "reopened": steps.reopened,
    "answered": steps.answered,
    "merged": steps.merged,
    "parted": steps.parted,
    "same_proposed": steps.same_proposed,
    "revised": revised,
    "revision_refused": revision_refused,
}
AUTHOR_ONLY = {"shown", "hidden", "revised", "revision_refused", "same_proposed"}
