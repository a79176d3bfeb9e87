from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Where things are."""

    name = "kortet.places"
    verbose_name = "Steder"
