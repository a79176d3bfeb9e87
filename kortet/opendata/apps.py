from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpendataConfig(AppConfig):
    """What machines read: OGC API Features and Tiles."""

    name = "kortet.opendata"
    verbose_name = _("åbne data")
