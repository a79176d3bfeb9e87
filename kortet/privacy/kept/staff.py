"""What is kept about the municipality's staff at their work, and what they write to each other."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kortet.desk.tasks import forget_morning_letters
from kortet.privacy.rows import Kept, Until

STAFF = _("kommunens medarbejdere")
ON_THE_MAP = Until(_("så længe nålen er på kortet"))
WORKING = Until(_("så længe du arbejder for kommunen"))
BY_STAFF = _("Bliver stående: det er det, en medarbejder har gjort i sit arbejde. Nummeret fører til kontoen.")
CHECKED = _("så det kan efterprøves")
UNDO = {"why": _("så det kan fortrydes")}
ANSWERS = _("så borgere får et svar, og det kan ses, hvem der gav det")


def work(model: str, fields: str, what: Any, *, why: Any = CHECKED, until: Until = ON_THE_MAP, **more: Any) -> Kept:
    """What a member of staff did: it stays, for it is the municipality's."""
    facts = {"seen_by": STAFF, "erased": BY_STAFF} | more
    return Kept(model=model, fields=fields, what=what, why=why, until=until, **facts)


KEPT = [
    work(
        "processes.Process",
        "owner contact_name contact_email contact_phone",
        _("hvem der har et forløb, og hvem der kan spørges om det"),
        why=_("så borgere kan spørge, og det kan ses, hvem der svarer for det"),
        until=Until(_("så længe forløbet er på kortet")),
        seen_by=_("alle ser kontaktpersonen"),
        name=_("forløb"),
    ),
    work("desk.Case", "assignee", _("hvem der har en sag"), why=_("så sagen bliver taget"), name=_("sager")),
    work(
        "desk.Note",
        "author text",
        _("hvad medarbejdere skriver til hinanden om en sag"),
        why=_("så sagen kan behandles af flere"),
        erased=_("Slettes sammen med nålens ord."),
        name=_("noter"),
    ),
    work(
        "desk.SavedView", "owner name", _("hvilke udvalg en medarbejder har gemt"), until=WORKING, name=_("gemte køer")
    ),
    work(
        "desk.MorningLetter",
        "user pace language word told_on",
        _("hvilke dage en medarbejder vil have brev om det, der venter, og på hvilket sprog"),
        why=_("så brevet kommer, når det passer"),
        until=WORKING,
        seen_by=_("kun medarbejderen selv"),
        forget=forget_morning_letters,
        erased=_("Slettes natten efter, at du ikke længere arbejder for kommunen."),
        name=_("morgenbreve"),
    ),
    work(
        "desk.Batch",
        "actor",
        _("hvem der ændrede mange på én gang"),
        why=_("så det kan fortrydes"),
        born="made",
        name=_("ændringer af mange"),
    ),
    work(
        "desk.Move",
        "before",
        _("hvordan noget var, før det blev ændret"),
        why=_("så det kan fortrydes"),
        town="",
        name=_("hver ændring"),
    ),
    work("pins.PlannedAnswer", "actor name text translations reason", _("svar, der venter"), why=ANSWERS),
    work("pins.AreaAnswer", "actor name", _("hvem der svarede på det, der er sagt i et område"), why=ANSWERS),
    work("pins.SameAs", "actor reason", _("hvem der siger, at to nåle er om det samme, og hvorfor")),
    work("links.Link", "decided_by", _("hvem der forbandt en nål med en forening")),
    work("open311.ApiKey", "made_by", _("hvem der lavede en nøgle til et andet system"), until=WORKING),
    work("webhooks.Webhook", "made_by", _("hvem der koblede et andet system på"), until=WORKING),
]
