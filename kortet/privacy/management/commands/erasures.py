"""Writes the ledger of erasures to a file outside the database: manage.py erasures --export /srv/erasures.jsonl"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kortet.privacy import ledger


class Command(BaseCommand):
    help = "Writes what was erased (numbers of rows, no words) to a file that no backup takes back in time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--export", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        print(f"{ledger.write(options['export'])} erasures in {options['export']}")
