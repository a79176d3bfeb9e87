from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    """Whose map this is."""

    name = "kortet.municipalities"
    verbose_name = "Kommuner"

    def ready(self) -> None:
        from kortet.municipalities import checks  # noqa: F401, PLC0415  (registers the checks once the apps are loaded)
