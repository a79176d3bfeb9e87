"""The kinds of questions in words: what each is called, what it is for, and in which group it is offered."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from kortet.surveys.questionnaire import AMONG_DRAWN, CHOSEN, ON_MAP, STEPPED, Kind


class Told(NamedTuple):
    """A kind in words."""

    kind: Kind
    name: object
    example: object


GROUPS: list[tuple[object, list[Told]]] = [
    (
        _("Vælg"),
        [
            Told(Kind.SINGLE, _("ét svar"), _("vælg én af flere")),
            Told(Kind.MULTIPLE, _("flere svar"), _("sæt flere krydser")),
            Told(Kind.RANKING, _("rækkefølge"), _("det vigtigste først")),
            Told(Kind.HOME, _("bydel"), _("hvor bor du?")),
        ],
    ),
    (
        _("Vurdér"),
        [
            Told(Kind.SCALE, _("skala"), _("fra slet ikke til meget")),
            Told(Kind.MATRIX, _("skema"), _("flere udsagn, samme svar")),
        ],
    ),
    (
        _("Skriv"),
        [
            Told(Kind.TEXT, _("tekst"), _("med egne ord")),
            Told(Kind.NUMBER, _("tal"), _("hvor mange, hvor langt")),
            Told(Kind.DATE, _("dato"), _("hvilken dag")),
        ],
    ),
    (
        _("På kortet"),
        [
            Told(Kind.POINT, _("sæt punkter"), _("hvor er det godt?")),
            Told(Kind.LINE, _("tegn linjer"), _("hvor cykler du?")),
            Told(Kind.POLYGON, _("tegn områder"), _("hvor er dit kvarter?")),
            Told(Kind.OBJECTS, _("vælg på kortet"), _("blandt steder, I har tegnet")),
            Told(Kind.RATE, _("vurdér steder"), _("steder, I har tegnet")),
        ],
    ),
    (
        _("Læs"),
        [
            Told(Kind.STATEMENT, _("tekst at læse"), _("en forklaring")),
            Told(Kind.CONSENT, _("samtykke"), _("ja til noget bestemt")),
        ],
    ),
]
NAMES = {told.kind: told.name for _group, kinds in GROUPS for told in kinds}
# Which parts of a question each kind has: what its form shows, and what is stored of it.
WITH_CHOICES = CHOSEN | {Kind.MATRIX}
WITH_ENDS = STEPPED
WITH_UNSURE = STEPPED | {Kind.MATRIX}
WITH_BOUNDS = frozenset({Kind.MULTIPLE, Kind.RANKING, Kind.NUMBER, Kind.TEXT})
WITH_GROUP = AMONG_DRAWN
UNANSWERED = frozenset({Kind.STATEMENT})
# A place is not followed by another map, nor asked where somebody lives.
FOLLOWING = [(group, [told for told in kinds if told.kind not in ON_MAP | {Kind.HOME}]) for group, kinds in GROUPS]
