from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Signing in, and what is one's own."""

    name = "kortet.accounts"
    verbose_name = _("konti")
    default = True


class StaffAdminConfig(admin.AdminConfig):
    """Django's admin behind our own door."""

    default_site = "kortet.accounts.site.StaffSite"
    default = False
