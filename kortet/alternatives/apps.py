from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlternativesConfig(AppConfig):
    """What is drawn beforehand in a process, for people to say what they think of it."""

    name = "kortet.alternatives"
    verbose_name = _("tegnede muligheder")
