"""Letters about more than one step of one pin: an answer to an area, and the question whether it was solved."""

from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortet.letters.addresses import mark_of
from kortet.letters.models import Letter
from kortet.letters.paper import Paper, Row
from kortet.pins.models import AreaAnswer, Follower, Pin, Verdict
from kortet.pins.notices import paper_of

MOST_ROWS, MOST_ASKED = 20, 500


def tell_of_area(answer: AreaAnswer) -> int:
    """One letter to each address that follows pins which an answer was given to, however many; returns how many."""
    pins = answer.comments.filter(pin__moderation=Pin.Moderation.SHOWN).values("pin")
    following = Follower.objects.told().filter(pin__in=pins).select_related("pin__municipality")
    ordered = following.annotate(address=Lower("email")).order_by("address", "-is_author", "pin_id")
    heavy = ordered.defer("pin__shape", "pin__search", "pin__municipality__outline")
    rows = groupby(heavy.iterator(), lambda one: one.address)  # type: ignore[attr-defined]  # annotated above
    return sum(tell_one_of_area(answer, list(theirs)) for _address, theirs in rows)


def tell_one_of_area(answer: AreaAnswer, theirs: list[Follower]) -> bool:
    """`theirs` are one address's; the letter's link to stop is that of the first pin."""
    first, town = theirs[0], answer.municipality
    with translation.override(first.language):
        n = len(theirs)
        lines = [
            ngettext("%(name)s har svaret på en nål, du følger:", "%(name)s har svaret på %(n)s nåle, du følger:", n)
            % {"name": answer.said_by, "n": n},
            answer.words[0],
        ]
        why = _("Du får brevet, fordi du følger nålen nr. %(number)s.") % {"number": first.pin.number}
        paper = Paper(
            subject=_("Kommunen har svaret: %(title)s") % {"title": answer.title},
            lines=lines,
            why=why,
            town=town,
            language=first.language,
            button=(_("Se svaret"), town.address(answer.get_absolute_url())),
            rows=[row_of(one.pin) for one in theirs[:MOST_ROWS]],
            stop=town.address(first.stop_url),
        )
        return Letter.objects.post(paper, to=first.email, key=f"area-{answer.pk}-{mark_of(first.email.lower())}"[:120])


def row_of(pin: Pin) -> Row:
    return Row(pin.title, pin.place_text, pin.municipality.address(pin.get_absolute_url()))


def ask_whether_solved() -> int:
    """Asks those who care for pins that were done four weeks ago; returns how many. Asked twice is asked once."""
    due: QuerySet[Follower] = Verdict.objects.to_ask(Follower.objects.all())
    found = due.select_related("pin__municipality").defer("pin__shape", "pin__search").order_by("pk")[:MOST_ASKED]
    return sum(ask_one(follower) for follower in found)


@transaction.atomic
def ask_one(follower: Follower) -> bool:
    pin = follower.pin
    verdict, made = Verdict.objects.get_or_create(pin=pin, follower=follower, closed=pin.status_since)
    with translation.override(follower.language):
        lines = [_("For fire uger siden skrev kommunen, at nålen er udført. Blev det løst?")]
        why = _("Du får brevet, fordi du følger nålen nr. %(number)s.") % {"number": pin.number}
        paper = paper_of(follower, pin, _("Blev det løst?"), lines, why, _("Svar med ét tryk"))
        paper = paper.leading_to(pin.municipality.address(verdict.get_absolute_url()))
        return made and Letter.objects.post(paper, to=follower.email, key=f"solved-{verdict.pk}")
