from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcessesConfig(AppConfig):
    """The frame of involvement: why, who, for what and when; and what may be done in which phase."""

    name = "kortet.processes"
    verbose_name = _("forløb")
