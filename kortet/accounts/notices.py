"""The letters about somebody's account, each in the language of the page that it came of."""

import secrets

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kortet.accounts.codes import spoken
from kortet.letters.models import Letter
from kortet.letters.paper import Paper
from kortet.municipalities.models import Municipality
from kortet.people.models import User


def send_code(code: str, to: str, town: Municipality) -> None:
    """The code that somebody types in the browser in which they asked for it."""
    paper = Paper(
        subject=_("%(code)s er din kode") % {"code": spoken(code)},
        lines=[
            _("Din kode er %(code)s.") % {"code": spoken(code)},
            _("Skriv den på siden, hvor du bad om den. Den virker i ti minutter og kun én gang."),
            _("Giv den ikke til andre. Kommunen spørger aldrig om den."),
        ],
        why=_("Du får dette brev, fordi nogen skrev din adresse på siden. Var det ikke dig, så gør ingenting."),
        town=town,
        language=language(),
    )
    Letter.objects.post(paper, to=to, key=f"code-{secrets.token_hex(16)}")


def send_to_staff_door(to: str, town: Municipality) -> None:
    """Staff have no codes by letter: they are told where their own door is."""
    paper = Paper(
        subject=_("Log ind som medarbejder"),
        lines=[_("Din adresse hører til en medarbejder. Log ind på medarbejdernes side.")],
        why=_("Du får dette brev, fordi nogen skrev din adresse på siden. Var det ikke dig, så gør ingenting."),
        town=town,
        language=language(),
        button=(_("Log ind"), town.address(reverse("sign_in_staff"))),
    )
    Letter.objects.post(paper, to=to, key=f"staff-door-{secrets.token_hex(16)}")


def tell_of_account(user: User, what: str, town: Municipality, *, to: str = "") -> None:
    """What was changed in somebody's account, to the address that it had before the change."""
    if not (address := to or user.letter_address):
        return
    paper = Paper(
        subject=_("Noget er ændret på din konto"),
        lines=[what, _("Var det ikke dig, så log ind og log alle andre ud, og skriv til kommunen.")],
        why=_("Du får dette brev, fordi du har en konto her. Vi skriver, hver gang måden at logge ind på ændres."),
        town=town,
        language=language(),
        button=(_("Se din konto"), town.address(reverse("mfa_index"))),
    )
    Letter.objects.post(paper, to=address, key=f"account-{secrets.token_hex(16)}")


def language() -> str:
    return (get_language() or "da")[:2]
