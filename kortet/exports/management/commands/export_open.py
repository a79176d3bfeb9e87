"""Writes all public pins as GeoParquet in parts: `manage.py export_open FOLDER` (docs/open-parquet.md)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortet.exports.management.commands.export import watched
from kortet.exports.outcome import ExportError
from kortet.exports.partitions import write_parts
from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin


class Command(BaseCommand):
    """Exit code 1 with the reason when something is not written; what is there then stays."""

    help = _("Skriver alle offentlige nåle som GeoParquet, delt efter kommune og måned, til åbne data.")
    requires_system_checks = ()  # as of the command export

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help=_("mappen, der skrives i"))
        parser.add_argument("--municipality", action="append", metavar="KODE", help=_("kun denne; ellers alle"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for town in towns(options["municipality"]):
                with watched(Pin.objects.of(town).public().count()) as tell:
                    files = write_parts(town, options["folder"], tell)
                told = ngettext("%(town)s: %(n)s fil.", "%(town)s: %(n)s filer.", files)
                self.stdout.write(told % {"town": town.code, "n": files})
        except (LookupError, ExportError, OSError) as error:
            raise CommandError(str(error)) from error


def towns(codes: list[str] | None) -> list[Municipality]:
    if codes:
        return [Municipality.objects.by_code(code) for code in codes]
    return list(Municipality.objects.order_by("code"))
