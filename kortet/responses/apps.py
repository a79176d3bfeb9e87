from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResponsesConfig(AppConfig):
    """What citizens answered: responses without a name, their answers and the places that they drew."""

    name = "kortet.responses"
    verbose_name = _("besvarelser")
