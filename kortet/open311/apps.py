from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Open311Config(AppConfig):
    """Problems, read and reported by other systems (Open311 GeoReport v2)."""

    name = "kortet.open311"
    verbose_name = _("Open311")
