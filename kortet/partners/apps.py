from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Associations, institutions and municipal units that can do something about a place."""

    name = "kortet.partners"
    verbose_name = _("foreninger og partnere")
