"""What is kept of those who answer a survey: what they said, and nothing that leads to them once it is finished."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kortet.privacy.kept.staff import work
from kortet.privacy.rows import Kept, Until
from kortet.responses.forgetting import forget_abandoned

STAFF = _("dem, der arbejder med undersøgelsen; alle andre ser kun summer af mindst fem")
TOWN = "survey__process__municipality"
AS_LONG = Until(_("så længe undersøgelsen er der"))
NOBODYS = _("Kan ikke findes ud fra dig: svar har intet navn.")


def answered(model: str, fields: str, what: Any, why: Any, *, until: Until = AS_LONG, **more: Any) -> Kept:
    """What people answer: nobody finds it by who they are."""
    facts = {"town": f"response__{TOWN}", "about": "key", "seen_by": STAFF, "erased": NOBODYS} | more
    return Kept(model=model, fields=fields, what=what, why=why, until=until, **facts)


def at_work(model: str, fields: str, what: Any) -> Kept:
    """What staff did with it."""
    return work(model, fields, what, until=AS_LONG, town=TOWN)


KEPT = [
    answered(
        "responses.Response",
        "key home",
        _("hvilken bydel du bor i, hvis du siger det, og til du er færdig et nummer, som ingen kan læse"),
        _("så du kan gå videre, hvor du slap, og så ingen svarer to gange"),
        until=Until(_("så længe undersøgelsen er der, og det, du ikke sender, til 30 dage efter, at den lukker")),
        forget=forget_abandoned,
        town=TOWN,
        about="survey__word",
    ),
    answered(
        "responses.Answer",
        "text choice number day",
        _("hvad du svarer på en undersøgelse"),
        _("så kommunen ved, hvad mange mener"),
    ),
    answered(
        "responses.DrawnPlace",
        "shape",
        _("steder, du tegner i en undersøgelse"),
        _("så kommunen ved, hvor det er godt, og hvor noget mangler"),
    ),
    at_work(
        "responses.SetAside",
        "actor reason",
        _("hvem der lod svar på en undersøgelse ikke tælle med, og hvorfor"),
    ),
    at_work(
        "findings.Published",
        "made_by",
        _("hvem der offentliggjorde, hvad en undersøgelse viste"),
    ),
    at_work(
        "findings.Quote",
        "text approved_by",
        _("citater uden navn fra svar på en undersøgelse, og hvem der godkendte dem"),
    ),
    at_work(
        "responses.Tablet",
        "started_by name",
        _("hvem der stillede en tablet op til en undersøgelse, og hvor"),
    ),
]
