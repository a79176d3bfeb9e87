"""Loads place names into the place search: `manage.py load_place_names FILE --municipality CODE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.places.gazetteer import GazetteerError, store
from kortet.places.gazetteer_report import tell
from kortet.places.place_files import read_places
from kortet.places.queries import DEGREES
from kortet.places.turned import turned


class Command(BaseCommand):
    """Exit code 0 when the names are stored (or would be, with --dry-run); 1 with the reason when nothing is."""

    help = _("Indlæser stednavne til stedsøgningen. Det, der er væk fra filen, fjernes.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help=_("GeoPackage med lagene places og pois, eller OSM-punkter i SQLite")
        )
        parser.add_argument("--municipality", required=True, metavar="KODE", help=_("kommunens kode, f.eks. fjordby"))
        parser.add_argument("--source", default="places", metavar="NAVN", help=_("navnenes kilde, f.eks. osm"))
        parser.add_argument("--dry-run", action="store_true", help=_("gør alt, og gem intet"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            municipality = Municipality.objects.by_code(options["municipality"])
            reading = read_places(options["file"], box_of(municipality)).only_inside(municipality.outline)
        except (LookupError, GazetteerError) as error:
            raise CommandError(str(error)) from error
        outcome = store(municipality, options["source"][:40], reading, dry_run=options["dry_run"])
        tell(self.stdout.write, reading, outcome, dry_run=options["dry_run"])


def box_of(municipality: Municipality) -> tuple[float, float, float, float]:
    """The municipality's outline as a box of degrees; raises GazetteerError where it has none."""
    if municipality.outline is None:
        raise GazetteerError(_("%(name)s har intet omrids endnu. Indlæs områderne først.") % {"name": municipality})
    return turned(municipality.outline, DEGREES).extent
