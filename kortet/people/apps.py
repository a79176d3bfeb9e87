from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who is asking."""

    name = "kortet.people"
    verbose_name = "Personer"
