from django.apps import AppConfig


class AtlasConfig(AppConfig):
    """What a visitor sees."""

    name = "kortet.atlas"
    verbose_name = "Kortet"
