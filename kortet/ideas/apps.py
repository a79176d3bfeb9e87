from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    """What becomes of the proposals of a process: gathered, developed, decided, and followed until it is built."""

    name = "kortet.ideas"
    verbose_name = _("forslag i forløb")
