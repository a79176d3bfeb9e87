from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """What is kept about people, why and until when; and what they can have done about it."""

    name = "kortet.privacy"
    verbose_name = _("personoplysninger")
