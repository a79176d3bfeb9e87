"""What an import of names says when it is done."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from kortet.places.gazetteer import Outcome, Reading

TOLD_AT_MOST = 30


def tell(write: Callable[[str], object], reading: Reading, outcome: Outcome, *, dry_run: bool) -> None:
    """Writes the rows that were left out, then the numbers."""
    for bad in reading.bad[:TOLD_AT_MOST]:
        write(_("Række %(row)s, %(column)s: %(reason)s") % bad._asdict())
    if len(reading.bad) > TOLD_AT_MOST:
        write(_("… og %(more)s til.") % {"more": len(reading.bad) - TOLD_AT_MOST})
    numbers = {
        _("nye"): outcome.new,
        _("ændret"): outcome.changed,
        _("uændret"): outcome.unchanged,
        _("fjernet"): outcome.gone,
        _("udeladt"): len(reading.bad),
        _("uden for kommunen"): reading.outside,
    }
    write(", ".join(f"{number} {what}" for what, number in numbers.items()))
    write(_("Prøve: intet er gemt.") if dry_run else _("Navnene er gemt."))
