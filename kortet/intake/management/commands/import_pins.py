"""Takes pins in: `manage.py import_pins FILE --municipality CODE --mapping NAME` (docs/import.md)."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress as Bar

from kortet.intake import reporting
from kortet.intake.importing import PinImport, Progress, Report, unwatched
from kortet.intake.mapping import mapping_named
from kortet.intake.refusals import IntakeError
from kortet.municipalities.models import Municipality


class Command(BaseCommand):
    """Exit code 0 when the good rows are stored (or would be, with --dry-run); 1 with the reason when nothing is."""

    help = _("Tager nåle ind fra CSV, JSON eller GeoJSON. Rækker, der ikke kan bruges, udelades med en grund.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("CSV, JSON (en liste af objekter, Open311) eller GeoJSON"))
        parser.add_argument("--municipality", required=True, metavar="KODE", help=_("kommunens kode, f.eks. fjordby"))
        parser.add_argument("--mapping", required=True, metavar="NAVN", help=_("en færdig kortlægning, eller en fil"))
        parser.add_argument(
            "--crs", default="", metavar="EPSG:n", help=_("koordinatsystem, når fil og kortlægning tager fejl")
        )
        parser.add_argument(
            "--waiting", action="store_true", help=_("nålene venter på moderator i stedet for at blive vist")
        )
        parser.add_argument(
            "--all-or-nothing", action="store_true", help=_("gem intet, hvis der er en række, der ikke kan bruges")
        )
        parser.add_argument("--dry-run", action="store_true", help=_("gør alt, og gem intet"))
        parser.add_argument("--report", type=Path, metavar="FIL.csv", help=_("skriv, hvad der blev af hver række"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            municipality = Municipality.objects.by_code(options["municipality"])
            mapping = mapping_named(str(options["mapping"]))
            if options["report"]:
                options["report"].touch()  # a report that cannot be written is told before anything is stored
            how = {name: options[name] for name in ("crs", "waiting", "all_or_nothing")}
            order = PinImport(municipality, mapping, **how)
            with watched(self.stdout.isatty()) as tell:
                report = order.take_in(options["file"], dry_run=options["dry_run"], tell=tell)
            if options["report"]:
                reporting.write(report, options["report"])
        except (LookupError, IntakeError, OSError) as error:
            raise CommandError(str(error)) from error
        self.show(report, dry_run=options["dry_run"])

    def show(self, report: Report, *, dry_run: bool) -> None:
        for line in reporting.lines(report):
            self.stdout.write(line)
        console = Console(file=cast("IO[str]", self.stdout), width=None if self.stdout.isatty() else 120)
        console.print(reporting.table(report))
        if not (dry_run or report.is_stored):
            raise CommandError(_("Intet er gemt: der er rækker, der ikke kan bruges (--all-or-nothing)."))
        self.stdout.write(_("Prøve: intet er gemt.") if dry_run else _("Nålene er gemt."))


@contextmanager
def watched(somebody_watches: bool) -> Iterator[Progress]:  # noqa: FBT001 - one question, one answer
    """A bar that grows with the rows; silent where nobody watches."""
    if not somebody_watches:
        yield unwatched
        return
    with Bar(transient=True) as bar:
        task = bar.add_task(_("Gemmer nåle"))
        yield lambda done, of: bar.update(task, total=of, advance=done)
