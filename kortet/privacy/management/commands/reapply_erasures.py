"""Erases once more what a restored backup brought back: manage.py reapply_erasures --file /srv/erasures.jsonl"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kortet.privacy import ledger
from kortet.privacy.erasing import erase_again
from kortet.privacy.models import Erasure


class Command(BaseCommand):
    help = "Run it after pg_restore, before the site is opened again. To run it twice does no harm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, metavar="FILE", help="what `erasures --export` wrote last")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            new = ledger.take_in(options["file"]) if options["file"] else 0
        except (OSError, ValueError) as error:
            raise CommandError(f"{options['file']}: {error}") from error
        erasures = Erasure.objects.select_related("municipality").order_by("pk")
        rows = sum(erase_again(erasure) for erasure in erasures.iterator())
        print(f"{new} erasures taken in, {rows} rows erased again")
