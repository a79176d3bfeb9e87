"""Loads addresses and their streets into the place search: `manage.py load_addresses FILE --municipality CODE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.places.address_files import read_addresses
from kortet.places.gazetteer import GazetteerError, store
from kortet.places.gazetteer_report import tell


class Command(BaseCommand):
    """Exit code 0 when the names are stored (or would be, with --dry-run); 1 with the reason when nothing is."""

    help = _("Indlæser adresser og veje til stedsøgningen. Det, der er væk fra filen, fjernes.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("CSV-fil med adresser, eller mappen med et DAR-udtræk"))
        parser.add_argument("--municipality", required=True, metavar="KODE", help=_("kommunens kode, f.eks. fjordby"))
        parser.add_argument("--format", choices=("kortet", "dar"), help=_("ellers er en fil kortet og en mappe dar"))
        parser.add_argument("--dry-run", action="store_true", help=_("gør alt, og gem intet"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            municipality = Municipality.objects.by_code(options["municipality"])
            reading = read_addresses(options["file"], municipality.outline, options["format"])
        except (LookupError, GazetteerError) as error:
            raise CommandError(str(error)) from error
        outcome = store(municipality, "addresses", reading, dry_run=options["dry_run"])
        tell(self.stdout.write, reading, outcome, dry_run=options["dry_run"])
