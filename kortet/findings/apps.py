from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingsConfig(AppConfig):
    """What surveys gave: tables, intervals and weights, and the places that were drawn; small numbers hidden."""

    name = "kortet.findings"
    verbose_name = _("undersøgelsers resultater")
