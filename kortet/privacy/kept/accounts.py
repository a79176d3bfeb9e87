"""What is kept about accounts, of citizens and of staff."""

from django.utils.translation import gettext_lazy as _

from kortet.exports.tasks import KEPT_DAYS as EXPORT_DAYS
from kortet.insight.models import KEPT_DAYS as REPORT_DAYS
from kortet.insight.tasks import forget_reports
from kortet.people.erasing import erase_accounts
from kortet.privacy.kept.staff import BY_STAFF, STAFF, WORKING
from kortet.privacy.rows import DUTY, Kept, Until, by_user
from kortet.privacy.sessions import SESSIONS_LAST, forget_sessions

OF_ACCOUNT = Until(_("til du sletter kontoen"))
WITH_ACCOUNT = _("Slettes sammen med kontoen.")

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
        fields="user kind unit",
        what=_("hvad en medarbejder må i systemet"),
        why=_("så kun de rette kan se og gøre noget"),
        until=WORKING,
        seen_by=_("kommunens administratorer"),
        basis=DUTY,
        erased=BY_STAFF,
    ),
    Kept(
        model="account.EmailAddress",
        fields="user email verified primary",
        what=_("at du har vist, at adressen er din"),
        why=_("så du kan logge ind med en kode og finde det, du har sat på kortet"),
        until=OF_ACCOUNT,
        seen_by=_("dig"),
        town="",
        erased=WITH_ACCOUNT,
    ),
    Kept(
        model="mfa.Authenticator",
        fields="user type data created_at last_used_at",
        what=_("dine adgangsnøgler (kun den offentlige del), din app til koder og dine nødkoder, krypteret"),
        why=_("så du kan vise, at det er dig"),
        until=OF_ACCOUNT,
        seen_by=_("dig"),
        town="",
        erased=WITH_ACCOUNT,
    ),
    Kept(
        model="socialaccount.SocialAccount",
        fields="user provider uid extra_data last_login date_joined",
        what=_("hvad MitID eller kommunens login kalder dig; af medarbejdere også navn, adresse og grupper"),
        why=_("så du er den samme næste gang"),
        until=OF_ACCOUNT,
        seen_by=_("ingen"),
        town="",
        erased=WITH_ACCOUNT,
    ),
    Kept(
        model="usersessions.UserSession",
        fields="user session_key user_agent created_at last_seen_at",
        what=_("hvor du er logget ind: browser, og hvornår den sidst blev brugt; intet sted og ingen IP-adresse"),
        why=_("så du kan se det og logge andre ud"),
        until=Until(_("til du logger ud eller sletter kontoen; en, der er udløbet, til du logger ind igen")),
        seen_by=_("dig"),
        town="",
        erased=WITH_ACCOUNT,
    ),
    Kept(
        model="sessions.Session",
        name=_("logget ind"),
        fields="session_key session_data expire_date",
        what=_("at denne browser er logget ind, eller har åbnet linket til sine oplysninger"),
        why=_("så du ikke skal logge ind ved hvert klik"),
        until=Until(_("højst %(days)s dage; medarbejderes %(hours)s timer") % SESSIONS_LAST),
        seen_by=_("ingen"),
        town="",
        forget=forget_sessions,
        erased=_("Virker ikke mere, når kontoen er lukket, og slettes næste nat."),
    ),
    Kept(
        model="admin.LogEntry",
        name=_("rettelser i administrationen"),
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
        name=_("rapporter"),
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
]
