from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    """Who could meet whom: partners for a pin, and what an association takes on."""

    name = "kortet.links"
    verbose_name = _("forbindelser og overdragelser")
