from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    """Other systems are told what happens, at an address of theirs."""

    name = "kortet.webhooks"
    verbose_name = _("webhooks")
