"""What is kept about accounts, of citizens and of staff."""

from django.utils.translation import gettext_lazy as _

from kortet.exports.tasks import KEPT_DAYS as EXPORT_DAYS
from kortet.insight.models import KEPT_DAYS as REPORT_DAYS
from kortet.insight.tasks import forget_reports
from kortet.people.erasing import erase_accounts
from kortet.privacy.rows import DUTY, Kept, Until, by_user
from kortet.privacy.sessions import SESSION_HOURS, forget_sessions

WORKING = Until(_("så længe du arbejder for kommunen"))
BY_STAFF = _("Bliver stående: det er det, en medarbejder har gjort i sit arbejde. Nummeret fører til kontoen.")
STAFF = _("kommunens medarbejdere")

KEPT = [
    Kept(
        model="people.User",
        fields="username email first_name last_name password last_login is_active is_staff date_joined",
        what=_("din konto: e-mailadresse, navn og hvornår du sidst var logget ind"),
        why=_("så du kan logge ind"),
        until=Until(_("til du sletter den; medarbejderes, så længe de arbejder for kommunen")),
        seen_by=_("kommunens administratorer"),
        town="",
        find=by_user("pk"),
        erase=erase_accounts,
        born="date_joined",
        erased=_("Lukkes og tømmes: intet navn, ingen adresse, og ingen kan logge ind med den."),
    ),
    Kept(
        model="people.Role",
        fields="user kind",
        what=_("hvad en medarbejder må i systemet"),
        why=_("så kun de rette kan se og gøre noget"),
        until=WORKING,
        seen_by=_("kommunens administratorer"),
        basis=DUTY,
        erased=BY_STAFF,
    ),
    Kept(
        model="sessions.Session",
        fields="session_key session_data expire_date",
        what=_("at denne browser er logget ind, eller har åbnet linket til sine oplysninger"),
        why=_("så du ikke skal logge ind ved hvert klik"),
        until=Until(_("højst %(hours)s timer") % {"hours": SESSION_HOURS}),
        seen_by=_("ingen"),
        town="",
        forget=forget_sessions,
        erased=_("Virker ikke mere, når kontoen er lukket, og slettes næste nat."),
    ),
    Kept(
        model="admin.LogEntry",
        fields="user object_repr change_message",
        what=_("hvad en medarbejder har rettet i administrationen"),
        why=_("så det kan efterprøves"),
        until=Until(_("efter at det skete"), EXPORT_DAYS),
        seen_by=STAFF,
        basis=DUTY,
        town="",
        erased=_("Navnet på det, der er slettet, fjernes også her."),
    ),
    Kept(
        model="exports.Export",
        fields="owner purpose words notes error outline",
        what=_("hvem i kommunen der hentede hvad, og hvorfor"),
        why=_("så det kan efterprøves, hvem der har set hvad"),
        until=Until(_("efter at det blev hentet; selve filen slettes efter en uge"), EXPORT_DAYS),
        seen_by=STAFF,
        basis=DUTY,
        erased=_("Linjen bliver. Filer, som du kan stå i, slettes; de kan laves igen uden dig."),
    ),
    Kept(
        model="insight.ReportOrder",
        fields="person question file",
        what=_("hvilke rapporter en medarbejder har bedt om"),
        why=_("så den, der bad om en rapport, kan hente den"),
        until=Until(_("efter at den blev bestilt"), REPORT_DAYS),
        seen_by=_("kun medarbejderen selv"),
        forget=forget_reports,
        erased=_("Filer, som du kan stå i, slettes; de kan laves igen uden dig."),
    ),
    Kept(
        model="selections.Selection",
        fields="owner name",
        what=_("hvilke udvalg en medarbejder har gemt"),
        why=_("så de kan bruges igen"),
        until=WORKING,
        seen_by=STAFF,
        erased=BY_STAFF,
    ),
    Kept(
        model="links.Link",
        fields="decided_by",
        what=_("hvem der forbandt en nål med en forening"),
        why=_("så det kan efterprøves"),
        until=Until(_("så længe nålen er på kortet")),
        seen_by=STAFF,
        town="pin__municipality",
        erased=BY_STAFF,
    ),
    Kept(
        model="open311.ApiKey",
        fields="made_by",
        what=_("hvem der lavede en nøgle til et andet system"),
        why=_("så det kan efterprøves"),
        until=Until(_("så længe nøglen er der")),
        seen_by=STAFF,
        erased=BY_STAFF,
    ),
    Kept(
        model="webhooks.Webhook",
        fields="made_by",
        what=_("hvem der koblede et andet system på"),
        why=_("så det kan efterprøves"),
        until=Until(_("så længe koblingen er der")),
        seen_by=STAFF,
        erased=BY_STAFF,
    ),
]
