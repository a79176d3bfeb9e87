"""What is kept about those who write for associations."""

from django.utils.translation import gettext_lazy as _

from kortet.partners.queries import INVITATION_DAYS
from kortet.partners.tasks import forget_invitations
from kortet.privacy.rows import Kept, Until, by_mail, by_user, delete_rows

FOR_ONE = _("så en forening kan skrive i sit eget navn")

KEPT = [
    Kept(
        model="partners.Partner",
        fields="email phone address point shape",
        what=_("foreningens e-mail, telefon og adresse; de kan være et menneskes egne"),
        why=_("så borgere kan finde foreningen"),
        until=Until(_("så længe foreningen er på kortet")),
        seen_by=_("alle; adressen kun, hvis foreningen vil"),
        find=by_mail(),
        erased=_("Er foreningens. Den, der skriver for foreningen, retter dem på dens side, eller kommunen gør."),
    ),
    Kept(
        model="partners.Member",
        about="partner__name",
        fields="user role",
        what=_("at du skriver for en forening, og hvad du er i den"),
        why=FOR_ONE,
        until=Until(_("til du forlader den eller fjernes")),
        seen_by=_("dem, du skriver sammen med, og kommunen"),
        town="partner__municipality",
        find=by_user("user"),
        erase=delete_rows,
        born="since",
        erased=_("Slettes. Du kan ikke skrive for foreningen mere."),
    ),
    Kept(
        model="partners.Invitation",
        about="partner__name",
        fields="email role word language invited_by",
        what=_("din e-mailadresse, hvis nogen har bedt dig skrive for en forening"),
        why=FOR_ONE,
        until=Until(_("hvis du ikke svarer"), INVITATION_DAYS),
        seen_by=_("foreningen og kommunen"),
        town="partner__municipality",
        find=by_mail(),
        erase=delete_rows,
        forget=forget_invitations,
        erased=_("Slettes."),
    ),
]
