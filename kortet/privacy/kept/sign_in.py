"""What is kept about how somebody signs in: allauth's tables."""

from django.utils.translation import gettext_lazy as _

from kortet.privacy.rows import Kept, Until, by_user

WITH_ACCOUNT = Until(_("til du fjerner det, eller kontoen lukkes"))
NOBODY_SEES = _("kun du selv")
GOES = _("Slettes, når kontoen lukkes.")

KEPT = [
    Kept(
        model="account.EmailAddress",
        fields="user email verified primary",
        what=_("den adresse, som du har vist er din"),
        why=_("så du kan logge ind med en kode"),
        until=WITH_ACCOUNT,
        seen_by=NOBODY_SEES,
        town="",
        erased=GOES,
    ),
    Kept(
        model="mfa.Authenticator",
        fields="user type data last_used_at",
        what=_("dine adgangsnøgler, din app til koder og dine nødkoder"),
        why=_("så ingen andre kan logge ind som dig"),
        until=WITH_ACCOUNT,
        seen_by=NOBODY_SEES,
        town="",
        find=by_user("user"),
        born="created_at",
        erased=GOES,
    ),
    Kept(
        model="socialaccount.SocialAccount",
        fields="user provider uid extra_data last_login",
        what=_("hvem du er hos det sted, som du logger ind gennem"),
        why=_("så du kan logge ind med det igen"),
        until=WITH_ACCOUNT,
        seen_by=NOBODY_SEES,
        town="",
        find=by_user("user"),
        born="date_joined",
        erased=GOES,
    ),
    Kept(
        model="usersessions.UserSession",
        fields="user session_key user_agent data ip last_seen_at",
        what=_("hvilke browsere du er logget ind i; ikke hvorfra"),
        why=_("så du kan se dem og logge dem ud"),
        until=Until(_("til du er logget ud")),
        seen_by=NOBODY_SEES,
        town="",
        find=by_user("user"),
        born="created_at",
        erased=GOES,
    ),
]
