"""`manage.py prepare`: migrates, gives the web role its rights, and loads the demo town into an empty database."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from kortet.environment import Environment
from kortet.municipalities.models import Municipality
from kortet.municipalities.queries import grant_rows


class Command(BaseCommand):
    """Run as the owner role (KORTET_DATABASE_ROLE=owner). What is done is not done twice."""

    help = "Migrates, grants the web role its rights, loads the demo town if the database is empty."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("check", databases=["default"])
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        web = Environment(None, settings.STATE_DIR / "database").database("DATABASE_URL")["USER"]
        if web != settings.DATABASES["default"]["USER"]:
            grant_rows(web)
        if not settings.IN_PRODUCTION and not Municipality.objects.exists():
            self.stdout.write("  Loading the demo town, Fjordby Kommune")
            call_command("load_town", stdout=self.stdout)
