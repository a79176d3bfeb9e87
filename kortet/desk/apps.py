from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What staff work in."""

    name = "kortet.desk"
    verbose_name = "Arbejdsbordet"
