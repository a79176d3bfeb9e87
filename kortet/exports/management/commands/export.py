"""Writes an export to a file: `manage.py export FILE --municipality CODE --what pins` (docs/export.md)."""

import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from kortet.exports.formats import FORMATS
from kortet.exports.models import Export
from kortet.exports.order import Order
from kortet.exports.outcome import ExportError, Tell, Told
from kortet.exports.subjects import SUBJECTS
from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.places.models import AreaLayer
from kortet.places.outlines import read_outline_file
from kortet.selections.forms import SelectionForm
from kortet.selections.models import Selection
from kortet.selections.wanted import Wanted

WORDS = ("kind", "theme", "status", "area", "from", "to", "q", "partner")
PIPE = Path("-")


class Command(BaseCommand):
    """What a selection has, by the words of its form. Exit code 1 with the reason when nothing is written."""

    help = _("Skriver nåle m.m. til en fil: GeoPackage, FlatGeobuf, GeoParquet, GeoJSON, Shapefile, KML, CSV, Excel.")
    requires_system_checks = ()  # they read every page's code, a third of the start and 27 MiB that no file needs

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("filen, der skrives; - er standard-udgangen"))
        parser.add_argument("--municipality", required=True, metavar="KODE", help=_("kommunens kode, f.eks. fjordby"))
        parser.add_argument("--format", choices=[*FORMATS], help=_("formatet; ellers efter filens navn"))
        parser.add_argument("--crs", default="", metavar="EPSG:n", help=_("koordinatsystem; ellers EPSG:25832"))
        parser.add_argument("--what", action="append", choices=[*SUBJECTS], help=_("hvad; ellers nåle"))
        for name in WORDS:
            parser.add_argument(f"--{name}", action="append", dest=f"only_{name}", help=_("som i udvalget på siden"))
        parser.add_argument("--outline", type=Path, metavar="FIL", help=_("et område i en fil"))
        parser.add_argument("--selection", metavar="KODE", help=_("et gemt udvalgs kode; så gælder dets ord"))
        parser.add_argument("--user", metavar="NAVN", help=_("sagsbehandleren: også det, der ikke er offentligt"))
        parser.add_argument("--purpose", default="", help=_("formålet, som --user kræver; det skrives i journalen"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            town = Municipality.objects.by_code(options["municipality"])
            reader = reader_of(options)
            chosen, subjects = wanted(town, options), options["what"] or ["pins"]
            order = Order(chosen, format_of(options), options["crs"], subjects, reader)
            if reader:
                note(order, options)
            told = carry_out(order, options["file"])
        except (LookupError, ObjectDoesNotExist, ExportError, OSError) as error:
            raise CommandError(str(error)) from error
        for line in told.notes:
            self.stderr.write(line)


def carry_out(order: Order, target: Path) -> Told:
    with TemporaryDirectory(dir=None if target == PIPE else target.resolve().parent) as folder:
        file = Path(folder) / f"udtraek{order.format.ending}"
        rows = order.count() if is_watched() or order.format.most_rows else 0
        with watched(rows) as tell:
            told = order.write(file, tell)
        deliver(file, target)
    return told


def reader_of(options: dict[str, Any]) -> User | None:
    """The case worker; what a case worker sees is written for a purpose or not at all."""
    if not options["user"]:
        return None
    if not options["purpose"].strip():
        raise ExportError(_("Skriv formålet (--purpose)."))
    return User.objects.get(username=options["user"])


def note(order: Order, options: dict[str, Any]) -> None:
    """The row and the journal's entry stay, as of an export that was asked for on the page."""
    row = Export(municipality=order.wanted.town, owner=order.reader, words=order.wanted.words)
    row.outline, row.subjects = order.wanted.outline, list(order.subjects)
    row.format, row.crs = order.format_name, options["crs"]
    row.profile, row.purpose, row.state = Export.Profile.CASE, options["purpose"].strip(), Export.State.EXPIRED
    row.rows = order.count()
    row.ask()


def wanted(town: Municipality, options: dict[str, Any]) -> Wanted:
    """The words of the selection's form. Nonsense is refused, for nobody sees the answer beside it."""
    if options["selection"]:
        return Selection.objects.of(town).select_related("municipality").get(word=options["selection"]).wanted
    question = QueryDict(mutable=True)
    for name in WORDS:
        said = options[f"only_{name}"] or []
        question.setlist(name, [said] if isinstance(said, str) else said)
    form = SelectionForm(with_layers(question, town), municipality=town)
    for name, problems in form.errors.items():
        raise ExportError(f"--{name}: {problems[0]}")
    return replace(form.wanted, outline=outline_in(options["outline"], town))


def with_layers(question: QueryDict, town: Municipality) -> QueryDict:
    """An area without a layer before it is one of the neighbourhoods."""
    home = AreaLayer.objects.of(town).neighbourhoods().values_list("code", flat=True).first() or ""
    question.setlist("area", [area if "/" in area else f"{home}/{area}" for area in question.getlist("area")])
    return question


def outline_in(path: Path | None, town: Municipality) -> Any:
    try:
        return read_outline_file(path, town) if path else None
    except ValidationError as error:
        raise ExportError(f"--outline: {error.messages[0]}") from error


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
    with Progress(console=Console(stderr=True), disable=not is_watched()) as bar:
        task = bar.add_task(_("Skriver"), total=rows)
        yield lambda more: bar.advance(task, more)


def is_watched() -> bool:
    """Whether somebody sees how far it is."""
    return sys.stderr.isatty()
