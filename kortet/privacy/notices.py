"""The letters about one's own data."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kortet.letters.models import Letter
from kortet.letters.paper import Paper
from kortet.municipalities.models import Municipality
from kortet.privacy.models import DOOR_MINUTES, Door, Erasure


def send_door(town: Municipality, email: str) -> bool:
    """A link to what is kept about an address; the letter goes out whether anything is or not."""
    door = Door.objects.create(municipality=town, email=email)
    paper = Paper(
        subject=_("Dine oplysninger på kortet"),
        lines=[
            _("Tryk på knappen for at se, hvad kortet gemmer om dig. Du kan hente det, rette det og slette det."),
            _("Linket virker i %(minutes)s minutter og kun én gang.") % {"minutes": DOOR_MINUTES},
        ],
        why=_("Du får dette brev, fordi nogen skrev din adresse på kortet. Var det ikke dig, så gør ingenting."),
        town=town,
        language=(get_language() or "da")[:2],
        button=(_("Se mine oplysninger"), town.address(door.get_absolute_url())),
    )
    return Letter.objects.ask(paper, to=email, about=f"my-data-{door.pk}")


def tell_erased(erasure: Erasure, email: str) -> bool:
    """That it was done; the last letter of it."""
    n = len(erasure.items)
    paper = Paper(
        subject=_("Dine oplysninger er slettet"),
        lines=[
            _("Vi har slettet det, du valgte: %(n)s i alt. Det forsvinder fra kortet inden for et minut.") % {"n": n},
            _("Kommer det tilbage fra en sikkerhedskopi, slettes det igen."),
        ],
        why=_("Du får dette brev, fordi du bad om det. Adressen slettes her, så snart brevet er sendt."),
        town=erasure.municipality,
        language=(get_language() or "da")[:2],
    )
    return Letter.objects.post(paper, to=email, key=f"erased-{erasure.word}")
