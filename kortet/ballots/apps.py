from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BallotsConfig(AppConfig):
    """Prioritising in a process: what may be chosen among, anonymous letter codes, sealed votes and what they gave."""

    name = "kortet.ballots"
    verbose_name = _("afstemninger")
