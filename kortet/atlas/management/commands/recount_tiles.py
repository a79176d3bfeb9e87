"""Counts the public pins anew for the tiles, or proves that the counters are right."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kortet.atlas.models import TileCell

SHOWN = 10


class Command(BaseCommand):
    help = "Counts the public pins anew for the map's tiles; with --check it only compares, and fails on a difference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing: compare counters and pins")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{TileCell.objects.recount()} cells counted anew.")
        wrong = TileCell.objects.misses()
        for municipality, level, status, cell, *counts in wrong[:SHOWN]:
            self.stderr.write(
                f"municipality {municipality}, level {level}, cell {cell}, status {status or 'all'}: "
                "proposals {} instead of {}, problems {} instead of {}".format(*counts)
            )
        if wrong:
            raise CommandError(f"{len(wrong)} cells are wrong. Run `manage.py recount_tiles` to count anew.")
        self.stdout.write("Every cell says what the pins say.")
