from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutcomesConfig(AppConfig):
    """What came of it: I sagde, vi gjorde, and the design sheet held against what happened."""

    name = "kortet.outcomes"
    verbose_name = _("resultater")
