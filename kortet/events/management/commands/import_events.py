"""`manage.py import_events FILE --municipality CODE --source NAME`: a file of events becomes events."""

import json
from argparse import ArgumentParser
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kortet.events.calendar_import import CalendarImport, Outcome, Reader
from kortet.events.feed_run import reader_of
from kortet.events.reading import CalendarError
from kortet.events.reading_json import MAPPINGS, JsonMapping
from kortet.municipalities.models import Municipality
from kortet.partners.models import Partner

FORMATS = {".ics": "ics", ".json": "json", ".rss": "rss", ".atom": "rss", ".xml": "rss", ".csv": "csv", ".tsv": "csv"}


class Command(BaseCommand):
    """May be run again: what is the same stays as it is."""

    help = _("Henter arrangementer fra en fil: kalender (.ics), JSON, RSS eller Atom, eller tabel (CSV).")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", required=True, metavar="CODE", help=_("kommunens kode"))
        parser.add_argument("--source", required=True, metavar="NAME", help=_("hvad kilden hedder"))
        parser.add_argument("--organiser", default="", metavar="SLUG", help=_("foreningens navn i adressen"))
        parser.add_argument(
            "--format", choices=sorted(set(FORMATS.values())), help=_("hvis filens navn ikke siger det")
        )
        known = ", ".join(MAPPINGS)
        parser.add_argument("--mapping", metavar="NAME|FILE", help=_("opskrift for JSON: en fil eller %s") % known)
        day: dict[str, Any] = {"type": date.fromisoformat, "metavar": "DAY"}
        parser.add_argument("--from", dest="after", help=_("første dag (for et år siden)"), **day)
        parser.add_argument("--to", dest="until", help=_("sidste dag (om to år)"), **day)
        parser.add_argument("--cancel-missing", action="store_true", help=_("aflys det, der ikke står i filen længere"))
        parser.add_argument("--dry-run", action="store_true", help=_("vis, hvad der ville ske, og gem intet"))

    def handle(self, *args: Any, **options: Any) -> None:
        order = self.order(options)
        try:
            data = options["file"].read_bytes()
            if options["dry_run"]:
                return self.tell(order.rehearse(data), is_dry=True)
            return self.tell(order.take(data, cancel_missing=options["cancel_missing"]), is_dry=False)
        except (CalendarError, OSError) as refused:
            raise CommandError(str(refused)) from refused

    def order(self, options: dict[str, Any]) -> CalendarImport:
        town = Municipality.objects.by_code(options["municipality"])
        organiser = None
        if options["organiser"]:
            organiser = Partner.objects.of(town).public().filter(slug=options["organiser"]).first()
            if organiser is None:
                raise CommandError(_("Der er ingen forening, der hedder %(slug)s.") % {"slug": options["organiser"]})
        after, until = (options[name] and datetime.combine(options[name], time(0)) for name in ("after", "until"))
        return CalendarImport(town, options["source"], organiser, after, until, reader_for(options))

    def tell(self, done: Outcome, *, is_dry: bool) -> None:
        for title, reason in done.refused:
            self.stdout.write(self.style.WARNING(f"  {title or '–'}: {reason}"))
        for title in done.missing:
            self.stdout.write(self.style.WARNING(_("  Står ikke i filen længere: %(title)s") % {"title": title}))
        if is_dry:
            for word, read in done.told:
                mark = _("ny") if word == "new" else _("ændret")
                self.stdout.write(f"  {mark}: {read.title} ({read.facts['day']:%Y-%m-%d})")
        counts = {"new": done.new, "changed": done.changed, "same": done.unchanged, "refused": len(done.refused)}
        self.stdout.write(_("%(new)s nye, %(changed)s ændrede, %(same)s som før, %(refused)s afvist.") % counts)
        if is_dry:
            self.stdout.write(_("Intet er gemt."))


def reader_for(options: dict[str, Any]) -> Reader:
    """By --format, else by the name of the file."""
    found = options["format"] or FORMATS.get(options["file"].suffix.lower(), "")
    if not found:
        raise CommandError(_("Filens navn siger ikke, hvad den er. Skriv --format ics, json, rss eller csv."))
    return reader_of(found, mapping_of(options["mapping"]) if found == "json" else None)


def mapping_of(said: str | None) -> JsonMapping:
    """A ready one by its name, else a file."""
    try:
        if said in MAPPINGS:
            return JsonMapping.of(MAPPINGS[str(said)])
        return JsonMapping.of(json.loads(Path(said).read_text(encoding="utf-8")) if said else None)
    except (OSError, ValueError, RecursionError) as error:
        raise CommandError(_("Opskriften kan ikke læses: %(why)s") % {"why": error}) from error
    except ValidationError as wrong:
        raise CommandError(wrong.messages[0]) from wrong
