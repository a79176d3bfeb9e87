"""`manage.py load_talk FILE --municipality CODE`: comments and answers to pins that came from a file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kortet.intake.talk import take_talk
from kortet.municipalities.models import Municipality


class Command(BaseCommand):
    """May be run again: what is stored stays as it is."""

    help = "Loads comments and answers from a JSON file (gis_data/README.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        town = Municipality.objects.by_code(options["municipality"])
        rows = json.loads(options["file"].read_text(encoding="utf-8"))
        self.stdout.write(f"{take_talk(town, rows)} nye kommentarer og svar.")
