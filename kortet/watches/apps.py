from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WatchesConfig(AppConfig):
    """Who wants to be told of what is new at a place."""

    name = "kortet.watches"
    verbose_name = _("hold øje")
