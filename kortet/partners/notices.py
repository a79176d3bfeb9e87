"""The letters to those who write in an association's name, each in its reader's language."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from kortet.letters.models import Letter
from kortet.letters.paper import Paper
from kortet.partners.models import Invitation, Partner


def tell_approved(partner: Partner) -> int:
    """To whoever asked to join: the municipality said yes, and the button makes them the first steward."""
    return sum(welcome(asked) for asked in partner.invitations.filter(accepted=None, invited_by=None))


def welcome(asked: Invitation) -> bool:
    with translation.override(asked.language):
        name = asked.partner.name
        paper = Paper(
            subject=_("%(name)s er på kortet") % {"name": name},
            lines=[
                _("Kommunen har sagt ja: %(name)s er nu med på kortet.") % {"name": name},
                _("Tryk på knappen, så kan du skrive i foreningens navn, sige hvor I holder til, og invitere andre."),
            ],
            why=_("Du får dette brev, fordi du bad om, at foreningen kom på kortet."),
            **envelope(asked, _("Begynd")),
        )
        return Letter.objects.post(paper, to=asked.email, key=f"partner-welcome-{asked.pk}")


def tell_declined(partner: Partner) -> int:
    """To whoever asked: the municipality said no, and why."""
    return sum(regret(asked) for asked in partner.invitations.filter(accepted=None, invited_by=None))


def regret(asked: Invitation) -> bool:
    with translation.override(asked.language):
        paper = Paper(
            subject=_("Om %(name)s på kortet") % {"name": asked.partner.name},
            lines=[_("Kommunen har set på det og kan ikke sætte %(name)s på kortet.") % {"name": asked.partner.name}],
            quote=asked.partner.state_reason,
            why=_("Du får dette brev, fordi du bad om, at foreningen kom på kortet."),
            town=asked.partner.municipality,
            language=asked.language,
        )
        return Letter.objects.post(paper, to=asked.email, key=f"partner-declined-{asked.pk}")


def invite(invitation: Invitation) -> bool:
    """A steward asks somebody else to help; nobody becomes anything by the letter alone."""
    with translation.override(invitation.language):
        name = invitation.partner.name
        paper = Paper(
            subject=_("Vil du skrive for %(name)s på kortet?") % {"name": name},
            lines=[_("Du er inviteret til at skrive i navnet %(name)s. Knappen virker i 30 dage.") % {"name": name}],
            why=_("Du får dette brev, fordi en fra foreningen skrev din adresse. Er det en fejl, så gør ingenting."),
            **envelope(invitation, _("Ja tak")),
        )
        return Letter.objects.ask(paper, to=invitation.email, about=f"partner-invite-{invitation.pk}")


def envelope(invitation: Invitation, button: str) -> dict[str, Any]:
    town = invitation.partner.municipality
    way = town.address(invitation.get_absolute_url())
    return {"town": town, "language": invitation.language, "button": (button, way)}
