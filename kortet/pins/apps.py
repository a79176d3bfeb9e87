from django.apps import AppConfig


class PinsConfig(AppConfig):
    """What a citizen says about a place."""

    name = "kortet.pins"
    verbose_name = "Nåle"
