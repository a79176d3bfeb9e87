"""The letters to those who signed up: that they did, that there is a seat, that something was moved or called off."""

from collections.abc import Iterable

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from kortet.events.models import Event, Occurrence, SignUp
from kortet.journal.models import Entry
from kortet.letters.models import Letter
from kortet.letters.paper import Paper, Row


def tell_signed_up(entry: Entry) -> int:
    """The receipt, with the link by which one leaves."""
    found = signed(entry)
    if found is None:
        return 0
    with translation.override(found.language):
        waits = found.state == SignUp.State.WAITING
        subject = _("Du står på venteliste") if waits else _("Du er tilmeldt")
        line = _("Der er ikke plads lige nu. Vi skriver, hvis der bliver.") if waits else _("Vi ses.")
        paper = paper_of(found, subject, [line])
        return int(Letter.objects.ask(paper, to=found.email, about=f"sign-up-{found.pk}"))


def tell_moved_up(entry: Entry) -> int:
    found = signed(entry)
    if found is None:
        return 0
    with translation.override(found.language):
        line = _("Der er blevet plads til dig. Kan du ikke komme, så meld fra, så en anden får pladsen.")
        return int(post(found, _("Der er plads til dig"), [line], entry))


def tell_date(entry: Entry) -> int:
    """A date was moved or called off, or the whole series changed its time."""
    dates = Occurrence.objects.filter(pk__in=entry.data.get("dates", []))
    return sum(tell_change(one, entry) for one in everybody(dates, entry))


def tell_cancelled(entry: Entry) -> int:
    dates = Occurrence.objects.filter(event=entry.subject_id).coming_or_cancelled()
    return sum(tell_change(one, entry) for one in everybody(dates, entry))


def tell_change(found: SignUp, entry: Entry) -> bool:
    with translation.override(found.language):
        date = found.occurrence
        if date.is_cancelled:
            reason = date.event.status_reason if date.event.is_cancelled else date.reason
            return post(found, _("Aflyst"), [_("Det er aflyst: %(reason)s") % {"reason": reason}], entry)
        lines = [_("Det er flyttet. Se, hvornår det nu er."), date.reason]
        return post(found, _("Flyttet"), [line for line in lines if line], entry)


def everybody(dates: "Iterable[Occurrence]", entry: Entry) -> Iterable[SignUp]:
    """Who had signed up when it happened; who came later saw the date as it is."""
    found = SignUp.objects.filter(occurrence__in=dates, created__lte=entry.happened).order_by("pk")
    return found.select_related("occurrence__event__municipality", "occurrence__event__organiser")


def signed(entry: Entry) -> SignUp | None:
    return (
        SignUp.objects.select_related("occurrence__event__municipality", "occurrence__event__organiser")
        .filter(pk=entry.data["sign_up"])
        .first()
    )


def post(found: SignUp, subject: str, lines: list[str], entry: Entry) -> bool:
    """Once for each thing that happened, however often it is told."""
    return Letter.objects.post(paper_of(found, subject, lines), to=found.email, key=f"event-{entry.pk}-{found.pk}")


def paper_of(found: SignUp, subject: str, lines: list[str]) -> Paper:
    event, town = found.occurrence.event, found.occurrence.event.municipality
    return Paper(
        subject=f"{subject}: {event.title}",
        lines=lines,
        why=_("Du får dette brev, fordi adressen er tilmeldt på kortet. Var det ikke dig, så meld fra med knappen."),
        town=town,
        language=found.language,
        rows=[Row(event.title, facts_of(event, found.occurrence), town.address(event.get_absolute_url()))],
        button=(_("Se eller ret din tilmelding"), town.address(found.get_absolute_url())),
    )


def facts_of(event: Event, date: Occurrence) -> str:
    """ "tirsdag 4. marts 2027 kl. 19.00 · Havnegade 12"."""
    return " · ".join(part for part in (when(event, date), event.where) if part)


def when(event: Event, date: Occurrence) -> str:
    day = formats.date_format(date.shown_day, "LONG_DAY_FORMAT")
    if event.is_all_day:
        return day
    return _("%(day)s kl. %(time)s") % {"day": day, "time": formats.date_format(timezone.localtime(date.starts), "H.i")}
