from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelectionsConfig(AppConfig):
    """What a planner asks for, in words that are kept and shared."""

    name = "kortet.selections"
    verbose_name = _("udvalg")
