"""The letters to those who watch a place, each in its reader's language."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kortet.letters.addresses import mark_of
from kortet.letters.models import Letter
from kortet.letters.paper import Paper, Row
from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from kortet.watches.map_of import map_of
from kortet.watches.models import Watch

MOST_ROWS = 20


def ask_to_confirm(watch: Watch) -> bool:
    """The first letter to an address: a button has to be pressed before there is a second one."""
    with translation.override(watch.language):
        line = _("Vil du have besked om nye nåle her: %(place)s?") % {"place": watch.place_text}
        why = _("Du får dette brev, fordi nogen skrev adressen på kortet. Var det ikke dig, så gør ingenting.")
        paper = Paper(
            subject=_("Bekræft, at du vil holde øje: %(place)s") % {"place": watch.place_text},
            lines=[line],
            why=why,
            town=watch.municipality,
            language=watch.language,
            button=(_("Bekræft"), watch.municipality.address(watch.get_absolute_url())),
        )
        return Letter.objects.ask(paper, to=watch.email, about=f"watch-confirm-{watch.pk}")


def tell_full(town: Municipality, email: str) -> bool:
    """Says in a letter that the address watches as many places as it may, and links to them; the page says nothing."""
    watches = list(Watch.objects.of_address(town, email).order_by("pk"))
    n = {"n": len(watches)}
    paper = Paper(
        subject=_("Du holder øje med %(n)s steder") % n,
        lines=[_("Flere end %(n)s steder kan du ikke holde øje med. Stop et af dem, og prøv igen.") % n],
        why=_("Du får dette brev, fordi nogen skrev adressen på kortet. Var det ikke dig, så gør ingenting."),
        town=town,
        language=(get_language() or "da")[:2],
        rows=[Row(watch.place_text, "", town.address(watch.get_absolute_url())) for watch in watches],
    )
    return Letter.objects.ask(paper, to=email, about=f"watch-full-{mark_of(email)}")


def tell_all_due() -> int:
    """Writes the letters that are due now; returns how many. Those with nothing new wait for their next morning."""
    now = timezone.now()
    told = sum(tell(pk) for pk in list(Watch.objects.due(now).values_list("pk", flat=True)))
    Watch.objects.put_off(now)
    return told


@transaction.atomic
def tell(pk: int) -> bool:
    """Writes one watch's letter and notes what it told, both or neither; a watch that another tells is left to it."""
    now = timezone.now()
    watch = Watch.objects.due(now).select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if watch is None:
        return False
    news, came_on = list(watch.news.as_rows()[:MOST_ROWS]), list(watch.came_on.as_rows()[:MOST_ROWS])
    if news or came_on:
        with translation.override(watch.language):
            key = f"watch-{watch.pk}-{watch.hits.untold().latest('pk').pk}"
            Letter.objects.post(digest(watch, news, came_on), to=watch.email, key=key)
    watch.hits.untold().update(told=now)
    watch.was_told(now)
    return bool(news or came_on)


def digest(watch: Watch, news: list[Pin], came_on: list[Pin]) -> Paper:
    """What is new and then what came on, newest first; twenty of each at most, with a line where there are more."""
    town, place = watch.municipality, {"place": watch.place_text}
    told, more = lines_of_new(watch, len(news)), lines_of_came_on(watch, len(came_on))
    subject = subject_of_new(watch) if news else _("Svar eller udført: %(place)s") % place
    return Paper(
        subject=subject,
        lines=told or more,
        why=_("Du får brevet, fordi du holder øje med stedet."),
        town=town,
        language=watch.language,
        rows=[row_of(pin, town) for pin in news or came_on],
        more_lines=more if news else [],
        more_rows=[row_of(pin, town) for pin in came_on] if news else [],
        button=(_("Ret, hvad du holder øje med"), town.address(watch.get_absolute_url())),
        stop=town.address(watch.stop_url),
        picture=map_of(watch, [*came_on, *news]),
        picture_text=_("Kort: %(place)s") % place,
    )


def subject_of_new(watch: Watch) -> str:
    n = watch.news.count()
    return ngettext("%(n)s ny nål: %(place)s", "%(n)s nye nåle: %(place)s", n) % {"n": n, "place": watch.place_text}


def lines_of_new(watch: Watch, shown: int) -> list[str]:
    if not shown:
        return []
    n = watch.news.count()
    told = {"n": n, "place": watch.place_text}
    line = ngettext("Der er %(n)s ny nål her: %(place)s.", "Der er %(n)s nye nåle her: %(place)s.", n) % told
    return [line, *more_than(shown, n)]


def lines_of_came_on(watch: Watch, shown: int) -> list[str]:
    if not shown:
        return []
    line = _("Her er kommet svar, eller noget er afgjort: %(place)s.") % {"place": watch.place_text}
    return [line, *more_than(shown, watch.came_on.count())]


def more_than(shown: int, n: int) -> list[str]:
    return [_("Her er de %(n)s nyeste.") % {"n": shown}] if n > shown else []


def row_of(pin: Pin, town: Municipality) -> Row:
    """A pin of a letter; `is_answered` and `is_over` are told where `Watch.came_on` asked."""
    facts = [_("kommunen har svaret")] if getattr(pin, "is_answered", False) else []
    facts += [pin.get_status_display()] if getattr(pin, "is_over", False) else []
    facts = [*facts, pin.get_kind_display(), pin.place_text]
    return Row(pin.title, " · ".join(str(fact) for fact in facts if fact), town.address(pin.get_absolute_url()))
