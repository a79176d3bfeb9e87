"""`manage.py build_basemap SOURCE --municipality CODE`: the municipality's own base map from a file of its own."""

import shutil
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kortet.atlas.basemap import Drawn, Sheet, draw, put_up, read_source
from kortet.atlas.basemap_sources import BasemapError, Found
from kortet.municipalities.models import Municipality

LOWEST, HIGHEST = 0, 16


class Command(BaseCommand):
    help = _("Laver baggrundskortet (PMTiles) af en GeoPackage eller et udtræk af OpenStreetMap (.osm.pbf).")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, metavar="SOURCE", help=_("GeoPackage eller .osm.pbf"))
        parser.add_argument("--municipality", required=True, metavar="CODE", help=_("kommunens kode"))
        parser.add_argument("--minzoom", type=int, default=8, help=_("første zoom i filen (8)"))
        parser.add_argument("--maxzoom", type=int, default=15, help=_("sidste zoom i filen (15)"))
        parser.add_argument("--out", type=Path, metavar="FILE", help=_("skriv filen her, og lad kommunens kort være"))
        parser.add_argument("--attribution", default="", metavar="TEXT", help=_("hvem der skal nævnes på kortet"))

    def handle(self, *args: Any, **options: Any) -> None:
        began = monotonic()
        sheet = Sheet(options["source"], options["minzoom"], options["maxzoom"], options["attribution"])
        if not LOWEST <= sheet.minzoom <= sheet.maxzoom <= HIGHEST:
            raise CommandError(_("Zoom går fra %(lowest)s til %(highest)s.") % {"lowest": LOWEST, "highest": HIGHEST})
        municipality = Municipality.objects.filter(code=options["municipality"]).first()
        if municipality is None:
            raise CommandError(_("Der er ingen kommune med koden %(code)s.") % {"code": options["municipality"]})
        try:
            drawn = self.make(sheet, municipality, options["out"])
        except BasemapError as error:
            raise CommandError(str(error)) from error
        self.sum_up(drawn, monotonic() - began)

    def make(self, sheet: Sheet, municipality: Municipality, out: Path | None) -> Drawn:
        self.stdout.write(_("Læser %(file)s …") % {"file": sheet.source.name})
        found = read_source(sheet, municipality)
        self.tell_found(found)
        folder = out.parent if out else settings.BASEMAP_DIR
        drawn = draw(found, sheet, folder, municipality.code, self.stdout.write)
        if out:
            shutil.move(drawn.path, out)
            self.stdout.write(_("Skrevet til %(path)s") % {"path": out})
            return drawn
        removed = put_up(drawn, municipality, sheet.credit)
        self.stdout.write(_("%(name)s har fået %(file)s") % {"name": municipality, "file": drawn.path.name})
        for name in removed:
            self.stdout.write(_("Fjernet: %(file)s") % {"file": name})
        return drawn

    def tell_found(self, found: Found) -> None:
        for layer, rows in found.layers.items():
            self.stdout.write(f"  {layer:<10} {len(rows):>8}")
        for remark, count in found.remarks.items():
            if count:
                self.stdout.write(self.style.WARNING(f"  {count} × {remark}"))

    def sum_up(self, drawn: Drawn, seconds: float) -> None:
        facts = {"tiles": drawn.tiles, "seconds": f"{seconds:.1f}", "kilobytes": drawn.size // 1024}
        facts |= {"largest": drawn.largest // 1024, "place": "/".join(map(str, drawn.largest_at))}
        self.stdout.write(
            self.style.SUCCESS(
                _("%(tiles)s fliser, %(kilobytes)s kB; den største %(largest)s kB (%(place)s); %(seconds)s s") % facts
            )
        )
