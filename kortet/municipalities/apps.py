from django.apps import AppConfig

from kortet.municipalities import checks  # noqa: F401  (its import registers the system checks)


class MunicipalitiesConfig(AppConfig):
    """Whose map this is."""

    name = "kortet.municipalities"
    verbose_name = "Kommuner"
