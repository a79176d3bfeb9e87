"""Writes pins to a file: `manage.py export FILE --municipality CODE --format gpkg` (docs/export.md)."""

import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from kortet.exports.formats import FORMATS
from kortet.exports.outcome import ExportError, Tell
from kortet.exports.pin_export import PinExport
from kortet.municipalities.models import Municipality
from kortet.pins.filters import NAMES, PinFilter

PIPE = Path("-")


class Command(BaseCommand):
    """Public pins by the words of the map's filter. Exit code 1 with the reason when nothing is written."""

    help = _("Skriver nåle til en fil: GeoPackage, FlatGeobuf, GeoParquet, GeoJSON, Shapefile, KML, CSV eller Excel.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("filen, der skrives; - er standard-udgangen"))
        parser.add_argument("--municipality", required=True, metavar="KODE", help=_("kommunens kode, f.eks. fjordby"))
        parser.add_argument("--format", choices=[*FORMATS], help=_("formatet; ellers efter filens navn"))
        parser.add_argument("--crs", default="", metavar="EPSG:n", help=_("koordinatsystem; ellers EPSG:25832"))
        for name in NAMES:
            parser.add_argument(f"--{name}", default="", dest=f"only_{name}", help=_("som i kortets filter"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            town = Municipality.objects.by_code(options["municipality"])
            order = PinExport(town, asked(town, options), format_of(options), options["crs"])
            target: Path = options["file"]
            with TemporaryDirectory(dir=None if target == PIPE else target.resolve().parent) as folder:
                file = Path(folder) / f"udtraek{order.format.ending}"
                with watched(order.count()) as tell:
                    told = order.write(file, tell)
                deliver(file, target)
        except (LookupError, ExportError, OSError) as error:
            raise CommandError(str(error)) from error
        for line in told.notes:
            self.stderr.write(line)


def asked(town: Municipality, options: dict[str, Any]) -> PinFilter:
    """The map's filter; unlike there nonsense is refused, for nobody sees the answer beside it."""
    question = QueryDict(mutable=True)
    for name in NAMES:
        if options[f"only_{name}"]:
            question[name] = options[f"only_{name}"]
    chosen = PinFilter(question, town)
    for name, problems in chosen.errors.items():
        raise ExportError(f"--{name}: {problems[0]}")
    return chosen


def format_of(options: dict[str, Any]) -> str:
    if options["format"]:
        return str(options["format"])
    found = [name for name, one in FORMATS.items() if options["file"].name.endswith(one.ending)]
    if not found:
        endings = ", ".join(one.ending for one in FORMATS.values())
        raise ExportError(_("Skriv --format, eller giv filen en af endelserne %(endings)s.") % {"endings": endings})
    return found[0]


def deliver(file: Path, target: Path) -> None:
    """A file appears whole or not at all."""
    if target == PIPE:
        with file.open("rb") as source:
            shutil.copyfileobj(source, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        file.replace(target)


@contextmanager
def watched(rows: int) -> Iterator[Tell]:
    """A bar on the terminal's error channel, so that a pipe gets the file alone; nothing where there is no terminal."""
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(_("Skriver"), total=rows)
        yield lambda more: bar.advance(task, more)
