"""Adds a municipality: `manage.py add_municipality CODE NAME --bbox W S E N` or `--outline FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.municipalities.outlines import OutlineError, outline_of_box, outline_of_file


class Command(BaseCommand):
    """Exit code 0 when the municipality is there; 1 with the reason when it is not."""

    help = _("Opretter en kommune. Områder, adresser og nåle indlæses bagefter.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="KODE", help=_("små bogstaver, f.eks. fjordby"))
        parser.add_argument("name", metavar="NAVN", help=_("f.eks. “Fjordby Kommune”"))
        parser.add_argument("--host", default="", metavar="VÆRT", help=_("f.eks. kortet.fjordby.example"))
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--bbox", nargs=4, type=float, metavar=("V", "S", "Ø", "N"), help=_("grader (EPSG:4326)"))
        where.add_argument("--outline", type=Path, metavar="FIL", help=_("GeoJSON i grader med kommunens omrids"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outline = outline_of_box(*options["bbox"]) if options["bbox"] else outline_of_file(options["outline"])
            added = Municipality(
                code=options["code"], name=options["name"], host=options["host"].lower(), outline=outline
            )
            added.full_clean()
            added.save()
        except OutlineError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(
                "\n".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())
            ) from error
        self.stdout.write(_("%(name)s er oprettet. Indlæs nu områderne (load_areas).") % {"name": added.name})
