"""`manage.py load_population FILE --municipality CODE --year 2026`: population figures by area, sex and age."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kortet.findings.population_import import PopulationImport, told
from kortet.municipalities.models import Municipality
from kortet.partners.register_tables import TableError, read_table

MOST_TOLD = 200


class Command(BaseCommand):
    """May be run again: figures of the same year are replaced. Nothing is stored while a row is wrong."""

    help = _("Indlæser befolkningstal fra en CSV-fil eller et ark.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", required=True, metavar="CODE", help=_("kommunens kode"))
        parser.add_argument("--year", required=True, type=int, help=_("tallenes år"))
        parser.add_argument("--source", default="", help=_("hvor tallene er fra, f.eks. FOLK1A"))
        parser.add_argument("--dry-run", action="store_true", help=_("fortæl kun, hvad der ville ske"))

    def handle(self, *args: Any, **options: Any) -> None:
        order = PopulationImport(
            Municipality.objects.by_code(options["municipality"]), options["year"], options["source"]
        )
        try:
            outcome = order.rehearse(read_table(options["file"]))
        except (TableError, OSError) as refused:
            raise CommandError(str(refused)) from refused
        for line in list(told(outcome))[:MOST_TOLD]:
            self.stdout.write(line)
        if outcome.wrong:
            raise CommandError(_("%(n)s rækker er forkerte; intet er gemt.") % {"n": len(outcome.wrong)})
        if not options["dry_run"]:
            order.store(outcome)
