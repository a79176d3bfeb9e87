from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Debate meetings in the hall: agenda, tables, phones, the screen, and what was said."""

    name = "kortet.meetings"
    verbose_name = _("møder")
