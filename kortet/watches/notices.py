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
    pins = list(watch.news.as_rows()[: MOST_ROWS + 1])
    if pins:
        with translation.override(watch.language):
            key = f"watch-{watch.pk}-{watch.hits.untold().latest('pk').pk}"
            Letter.objects.post(digest(watch, pins), to=watch.email, key=key)
    watch.hits.untold().update(told=now)
    watch.was_told(now)
    return bool(pins)


def digest(watch: Watch, pins: list[Pin]) -> Paper:
    """What is new, newest first; twenty at most, then a line that there is more."""
    shown, n = pins[:MOST_ROWS], watch.news.count()
    town = watch.municipality
    told = {"n": n, "place": watch.place_text}
    lines = [ngettext("Der er %(n)s ny nål her: %(place)s.", "Der er %(n)s nye nåle her: %(place)s.", n) % told]
    if len(pins) > MOST_ROWS:
        lines.append(_("Her er de %(n)s nyeste.") % {"n": MOST_ROWS})
    return Paper(
        subject=ngettext("%(n)s ny nål: %(place)s", "%(n)s nye nåle: %(place)s", n) % told,
        lines=lines,
        why=_("Du får brevet, fordi du holder øje med stedet."),
        town=town,
        language=watch.language,
        rows=[row_of(pin, town) for pin in shown],
        button=(_("Ret, hvad du holder øje med"), town.address(watch.get_absolute_url())),
        stop=town.address(watch.stop_url),
        picture=map_of(watch, shown),
        picture_text=_("Kort: %(place)s") % {"place": watch.place_text},
    )


def row_of(pin: Pin, town: Municipality) -> Row:
    facts = [pin.get_kind_display(), pin.place_text]
    return Row(pin.title, " · ".join(str(fact) for fact in facts if fact), town.address(pin.get_absolute_url()))
