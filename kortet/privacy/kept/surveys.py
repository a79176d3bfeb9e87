"""What is kept of those who answer a survey: what they said, and nothing that leads to them once it is finished."""

from django.utils.translation import gettext_lazy as _

from kortet.privacy.kept.staff import work
from kortet.privacy.rows import Kept, Until
from kortet.responses.forgetting import forget_abandoned

STAFF = _("dem, der arbejder med undersøgelsen; alle andre ser kun summer af mindst fem")
TOWN = "survey__process__municipality"

KEPT = [
    Kept(
        model="responses.Response",
        about="survey__word",
        fields="key home",
        what=_("hvilken bydel du bor i, hvis du siger det, og til du er færdig et nummer, som ingen kan læse"),
        why=_("så du kan gå videre, hvor du slap, og så ingen svarer to gange"),
        until=Until(_("så længe undersøgelsen er der, og det, du ikke sender, til 30 dage efter, at den lukker")),
        forget=forget_abandoned,
        seen_by=STAFF,
        town=TOWN,
        erased=_("Kan ikke findes ud fra dig: svar har intet navn."),
    ),
    Kept(
        model="responses.Answer",
        about="key",
        fields="text choice number day",
        what=_("hvad du svarer på en undersøgelse"),
        why=_("så kommunen ved, hvad mange mener"),
        until=Until(_("så længe undersøgelsen er der")),
        seen_by=STAFF,
        town=f"response__{TOWN}",
        erased=_("Kan ikke findes ud fra dig: svar har intet navn."),
    ),
    Kept(
        model="responses.DrawnPlace",
        about="key",
        fields="shape",
        what=_("steder, du tegner i en undersøgelse"),
        why=_("så kommunen ved, hvor det er godt, og hvor noget mangler"),
        until=Until(_("så længe undersøgelsen er der")),
        seen_by=STAFF,
        town=f"response__{TOWN}",
        erased=_("Kan ikke findes ud fra dig: svar har intet navn."),
    ),
    work(
        "responses.SetAside",
        "actor reason",
        _("hvem der lod svar på en undersøgelse ikke tælle med, og hvorfor"),
        until=Until(_("så længe undersøgelsen er der")),
        town=TOWN,
    ),
    work(
        "findings.Published",
        "made_by",
        _("hvem der offentliggjorde, hvad en undersøgelse viste"),
        until=Until(_("så længe undersøgelsen er der")),
        town=TOWN,
    ),
    work(
        "findings.Quote",
        "text approved_by",
        _("citater uden navn fra svar på en undersøgelse, og hvem der godkendte dem"),
        until=Until(_("så længe undersøgelsen er der")),
        town=TOWN,
    ),
    work(
        "responses.Tablet",
        "started_by name",
        _("hvem der stillede en tablet op til en undersøgelse, og hvor"),
        until=Until(_("så længe undersøgelsen er der")),
        town=TOWN,
    ),
]
