from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Rows from other systems."""

    name = "kortet.intake"
    verbose_name = "Indlæsning"
