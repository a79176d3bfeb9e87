"""`manage.py import_partners FILE --municipality CODE --source NAME`: a register (CSV, XLSX) becomes partners."""

import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.partners.register_import import Outcome, RegisterImport
from kortet.partners.register_mapping import FIELDS, KEPT, fitting, guessed, kept
from kortet.partners.register_tables import TableError, read_table

MOST_TOLD = 200


class Command(BaseCommand):
    """May be run again: what is the same stays as it is. Contact persons are never read."""

    help = _("Indlæser foreninger fra et register (CSV eller et ark).")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", required=True, metavar="CODE", help=_("kommunens kode"))
        parser.add_argument("--source", required=True, metavar="NAME", help=_("hvad registret hedder"))
        words = _('kolonnerne: en fil (name = "Foreningsnavn"), eller navnet på et register, som de er valgt for før')
        parser.add_argument("--mapping", default="", metavar="TOML", help=words)
        parser.add_argument("--approve", action="store_true", help=_("godkend dem med det samme"))
        parser.add_argument("--dry-run", action="store_true", help=_("fortæl kun, hvad der ville ske"))
        parser.add_argument("--strict", action="store_true", help=_("gem intet, hvis en række er forkert"))

    def handle(self, *args: Any, **options: Any) -> None:
        town = Municipality.objects.by_code(options["municipality"])
        try:
            table = read_table(options["file"])
        except (TableError, OSError) as refused:
            raise CommandError(str(refused)) from refused
        mapping = self.mapping(town, options["mapping"] or options["source"], table.headers, named=options["mapping"])
        order = RegisterImport(town, options["source"], mapping, approved=options["approve"])
        self.stdout.write(
            f"{table.how}; " + ", ".join(f"{FIELDS[name]} = {header}" for name, header in mapping.items())
        )
        found = order.rehearse(table)
        if options["strict"] and found.refused:
            self.tell(found)
            raise CommandError(_("%(n)s rækker er forkerte; intet er gemt.") % {"n": found.refused})
        if not options["dry_run"]:
            found = order.store(table)
        self.tell(found)

    def mapping(self, town: Municipality, name: str, headers: list[str], *, named: str) -> dict[str, str]:
        """What a file says, else what was chosen for a register of that name, else what the headers say."""
        if named and Path(named).is_file():
            return self.read(Path(named), headers)
        before = kept(town, name)
        if named and not before:
            known = ", ".join(sorted(town.rules.get(KEPT, {}))) or "–"
            facts = {"name": named, "known": known}
            raise CommandError(
                _("Der er hverken en fil eller et register, der hedder %(name)s. Kendt: %(known)s.") % facts
            )
        return fitting(before, headers) or guessed(headers)

    def read(self, file: Path, headers: list[str]) -> dict[str, str]:
        try:
            said = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as refused:
            raise CommandError(str(refused)) from refused
        return fitting({str(name): str(header) for name, header in said.items()}, headers)

    def tell(self, found: Outcome) -> None:
        for row, column, words in found.told[:MOST_TOLD]:
            where = {"row": row, "column": column, "words": words}
            self.stdout.write(_("  række %(row)s, %(column)s: %(words)s") % where)
        if len(found.told) > MOST_TOLD:
            self.stdout.write(_("  … og %(n)s til") % {"n": len(found.told) - MOST_TOLD})
        facts = {"new": found.new, "changed": found.changed, "same": found.unchanged}
        facts |= {"refused": found.refused, "doubles": found.doubles}
        self.stdout.write(
            _("%(new)s nye, %(changed)s ændrede, %(same)s som før, %(doubles)s gentaget, %(refused)s afvist.") % facts
        )
