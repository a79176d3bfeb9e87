"""Loads the areas of a file into a layer of a municipality: `manage.py load_areas FILE --municipality … --layer …`."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import IO, Any, cast

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from kortet.municipalities.models import CODE, Municipality
from kortet.places.area_report import remarks, summary
from kortet.places.areas_import import AreasImport, Outcome
from kortet.places.boundaries import BoundariesError, Columns, boundaries_of
from kortet.places.vector_files import FileError, read

PROBLEMS_AT_MOST = 30


class Command(BaseCommand):
    """Exit code 0 when the areas are stored (or would be, with --dry-run); 1 with the reasons when nothing is."""

    help = _("Indlæser områder fra en fil. Alt gemmes, eller intet.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("GeoJSON, GeoPackage, Shapefile (også i zip), GML, KML …"))
        parser.add_argument("--municipality", required=True, metavar="KODE", help=_("kommunens kode, f.eks. fjordby"))
        parser.add_argument("--layer", required=True, metavar="KODE", help=_("inddelingens kode, f.eks. bydele"))
        parser.add_argument("--layer-name", default="", metavar="NAVN", help=_("inddelingens navn, f.eks. Bydele"))
        parser.add_argument("--code", required=True, metavar="KOLONNE", help=_("kolonnen med områdets kode"))
        parser.add_argument("--name", required=True, metavar="KOLONNE", help=_("kolonnen med områdets navn"))
        parser.add_argument("--population", default="", metavar="KOLONNE", help=_("kolonnen med antal indbyggere"))
        parser.add_argument("--valid-from", type=day, metavar="ÅÅÅÅ-MM-DD", help=_("dagen, grænserne gælder fra"))
        parser.add_argument("--crs", default="", metavar="EPSG:n", help=_("koordinatsystem, når filen ikke siger det"))
        parser.add_argument("--source-layer", default="", metavar="NAVN", help=_("laget i filen, når der er flere"))
        parser.add_argument("--encoding", default="", metavar="TEGNSÆT", help=_("f.eks. latin1, når æøå går galt"))
        parser.add_argument("--source", default="", metavar="TEKST", help=_("hvor grænserne kommer fra"))
        parser.add_argument("--neighbourhoods", action="store_true", help=_("nåle hører til i denne inddeling"))
        parser.add_argument("--dry-run", action="store_true", help=_("gør alt, og gem intet"))

    def handle(self, *args: Any, **options: Any) -> None:
        order = order_of(options)
        with Steps(self.stdout.isatty()) as steps:
            try:
                outcome = self.load(order, options, steps)
            except FileError as refused:
                raise CommandError(str(refused)) from refused
            except BoundariesError as refused:
                raise CommandError(in_full(refused)) from refused
        self.show(outcome, dry_run=options["dry_run"])

    def load(self, order: AreasImport, options: dict[str, Any], steps: "Steps") -> Outcome:
        steps.tell(_("Læser filen"))
        file = read(options["file"], crs=options["crs"], layer=options["source_layer"], encoding=options["encoding"])
        steps.tell(_("Ser grænserne efter"))
        columns = Columns(options["code"], options["name"], options["population"])
        boundaries = boundaries_of(file, columns, order.municipality.outline)
        carry_out = order.rehearse if options["dry_run"] else order.store
        return carry_out(boundaries, tell=steps.tell)

    def show(self, outcome: Outcome, *, dry_run: bool) -> None:
        for remark in remarks(outcome):
            self.stdout.write(remark)
        table = Table(show_header=False)
        for line in summary(outcome):
            table.add_row(*line)
        console = Console(file=cast("IO[str]", self.stdout), width=None if self.stdout.isatty() else 120)
        console.print(table)
        self.stdout.write(_("Prøve: intet er gemt.") if dry_run else _("Områderne er gemt."))


class Steps:
    """A line that moves while something takes time; silent where nobody watches."""

    STEPS = 4

    def __init__(self, watched: bool) -> None:  # noqa: FBT001  (one question, one answer)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), *Progress.get_default_columns()[1:2])
        self.progress = Progress(*columns, TimeElapsedColumn(), transient=True) if watched else None
        self.task = self.progress.add_task("", total=self.STEPS) if self.progress else None

    def __enter__(self) -> "Steps":
        if self.progress:
            self.progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self.progress:
            self.progress.stop()

    def tell(self, step: str) -> None:
        if self.progress and self.task is not None:
            self.progress.update(self.task, description=step, advance=1)


def order_of(options: dict[str, Any]) -> AreasImport:
    municipality = Municipality.objects.filter(code=options["municipality"]).first()
    if municipality is None:
        known = ", ".join(Municipality.objects.order_by("code").values_list("code", flat=True)) or _("ingen endnu")
        asked = {"code": options["municipality"], "known": known}
        raise CommandError(_("Der er ingen kommune med koden “%(code)s”. Der er: %(known)s.") % asked)
    try:
        CODE(options["layer"])
    except ValidationError as error:
        raise CommandError(f"--layer {options['layer']}: {error.message}") from error
    return AreasImport(
        municipality=municipality,
        layer_code=options["layer"],
        layer_name=options["layer_name"],
        neighbourhoods=options["neighbourhoods"],
        valid_from=options["valid_from"],
        source=options["source"],
    )


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(_("“%(text)s” er ikke en dato. Skriv f.eks. 2026-01-01.") % {"text": text}) from error


def in_full(refused: BoundariesError) -> str:
    """The problems, and below them what else there is to look at before the next try."""
    also = [_("Se også efter:"), *shortened(refused.remarks)] if refused.remarks else []
    return "\n".join([_("Intet er gemt:"), *shortened(refused.problems), *also])


def shortened(lines: list[str]) -> list[str]:
    more = len(lines) - PROBLEMS_AT_MOST
    return lines[:PROBLEMS_AT_MOST] + ([_("… og %(more)s til.") % {"more": more}] if more > 0 else [])
