"""Addresses of the doors and of what is one's own. Of allauth's addresses only those that are used are here."""

from allauth.account.views import reauthenticate
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path
from django.views.decorators.cache import never_cache

from kortet.accounts import views, views_codes, views_factors, views_mine

urlpatterns = [
    path("log-ind/", views.sign_in, name="account_login"),
    path("log-ind/kode/", views_codes.sign_in_code, name="sign_in_code"),
    path("log-ind/medarbejder/", views.sign_in_staff, name="sign_in_staff"),
    path("log-ind/igen/", views.sign_in_again, name="sign_in_again"),
    path(
        "log-ind/igen/adgangskode/",
        never_cache(views_factors.counted(reauthenticate)),
        name="account_reauthenticate",
    ),
    path("log-ind/igen/kode/", never_cache(views_factors.reauthenticate), name="mfa_reauthenticate"),
    path(
        "log-ind/igen/noegle/",
        never_cache(views_factors.reauthenticate_by_key),
        name="mfa_reauthenticate_webauthn",
    ),
    path("log-ind/bevis/", never_cache(views_factors.authenticate), name="mfa_authenticate"),
    path("log-ind/noegle/", never_cache(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("log-ud/", views.sign_out, name="account_logout"),
    path("mig/", views_mine.my_page, name="my_page"),
    path("mig/adresse/", views_mine.my_address, name="my_address"),
    path("mig/sikkerhed/", views_mine.security, name="mfa_index"),
    path("mig/sikkerhed/app/", never_cache(views_factors.set_up_app), name="mfa_activate_totp"),
    path("mig/sikkerhed/app/slet/", never_cache(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("mig/sikkerhed/noedkoder/", spare.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "mig/sikkerhed/noedkoder/nye/",
        never_cache(spare.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("mig/sikkerhed/noegle/ny/", never_cache(views_factors.add_key), name="mfa_add_webauthn"),
    path("mig/sikkerhed/noegle/<int:pk>/slet/", never_cache(views_factors.remove_key), name="mfa_remove_webauthn"),
]
