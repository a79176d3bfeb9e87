"""The frame of the commands that fill a made-up town from its files (gis_data/README.md)."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from kortet.municipalities.models import Municipality


class LoadCommand(BaseCommand):
    """`manage.py load_… FILE --municipality CODE`: all of a JSON file or nothing; it says what `load` returns."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", required=True)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        town = Municipality.objects.by_code(options["municipality"])
        self.stdout.write(self.load(town, json.loads(options["file"].read_text(encoding="utf-8"))))

    def load(self, town: Municipality, told: Any) -> str:
        """Stores what the file tells, and returns in a sentence how much was new."""
        raise NotImplementedError("each load_… command says how")
