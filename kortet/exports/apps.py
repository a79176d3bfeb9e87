from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    """What planners take home: rows with their places, as files."""

    name = "kortet.exports"
    verbose_name = _("udtræk")
