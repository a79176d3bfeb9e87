"""`manage.py load_processes FILE --municipality CODE`: the processes of a made-up town, so many days from today."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from kortet.municipalities.models import Municipality
from kortet.outcomes.town import make_process
from kortet.processes.models import Process


class Command(BaseCommand):
    """May be run again: what is stored stays as it is."""

    help = "Loads processes from a JSON file (gis_data/README.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", required=True)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        town = Municipality.objects.by_code(options["municipality"])
        known = set(Process.objects.of(town).values_list("slug", flat=True))
        new = [row for row in json.loads(options["file"].read_text(encoding="utf-8")) if row["slug"] not in known]
        for row in new:
            make_process(town, row)
        self.stdout.write(f"{len(new)} nye forløb.")
