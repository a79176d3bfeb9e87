from django.apps import AppConfig


class JournalConfig(AppConfig):
    """What happened, append-only."""

    name = "kortet.journal"
    verbose_name = "Journal"
