from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """What takes place: activities and meetings."""

    name = "kortet.events"
    verbose_name = _("arrangementer")
