from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnswersConfig(AppConfig):
    """Where staff answer: one pin, or all that was said in an area."""

    name = "kortet.answers"
    verbose_name = _("svar")
