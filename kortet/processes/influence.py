"""What each degree of influence promises, after IAP2's Spectrum of Public Participation (2018), in plain words."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Degree(NamedTuple):
    """`promise` is said to citizens; `use` tells who designs when it fits."""

    promise: object
    use: object


DEGREES = {
    "inform": Degree(
        _("Vi holder dig orienteret. Der bliver ikke ændret på noget."),
        _("Når alt er besluttet, og folk blot skal vide det."),
    ),
    "consult": Degree(
        _("Vi lytter til det, du siger, og fortæller bagefter, hvordan det påvirkede beslutningen."),
        _("Når der er et forslag, som kan rettes til."),
    ),
    "involve": Degree(
        _("Vi arbejder med det, du siger, så det kan ses i de muligheder, der bliver valgt imellem."),
        _("Når mulighederne endnu ikke er lagt fast."),
    ),
    "collaborate": Degree(
        _("Vi finder løsningen sammen med dig og tager så meget som muligt med i beslutningen."),
        _("Når løsningen skal laves sammen, og nogen bestemt beslutter til sidst."),
    ),
    "empower": Degree(
        _("Vi gør det, som I beslutter."),
        _("Når beslutningen gives fra jer. Den skal være bindende, og dagen skal stå her."),
    ),
}


def promise_of(influence: str) -> str:
    """What a degree promises; empty where none is chosen."""
    return str(DEGREES[influence].promise) if influence in DEGREES else ""
