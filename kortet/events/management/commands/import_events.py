"""`manage.py import_events FILE --municipality CODE --source NAME`: an iCalendar file becomes events."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kortet.events.calendar_import import CalendarImport
from kortet.events.reading_calendars import CalendarError
from kortet.municipalities.models import Municipality
from kortet.partners.models import Partner


class Command(BaseCommand):
    """May be run again: what is the same stays as it is."""

    help = _("Henter arrangementer fra en kalenderfil (iCalendar, .ics).")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", required=True, metavar="CODE", help=_("kommunens kode"))
        parser.add_argument("--source", required=True, metavar="NAME", help=_("hvad kilden hedder"))
        parser.add_argument("--organiser", default="", metavar="SLUG", help=_("foreningens navn i adressen"))
        day: dict[str, Any] = {"type": date.fromisoformat, "metavar": "DAY"}
        parser.add_argument("--from", dest="after", help=_("første dag (for et år siden)"), **day)
        parser.add_argument("--to", dest="until", help=_("sidste dag (om to år)"), **day)
        parser.add_argument("--cancel-missing", action="store_true", help=_("aflys det, der ikke står i filen længere"))

    def handle(self, *args: Any, **options: Any) -> None:
        town = Municipality.objects.by_code(options["municipality"])
        organiser = None
        if options["organiser"]:
            organiser = Partner.objects.of(town).public().filter(slug=options["organiser"]).first()
            if organiser is None:
                raise CommandError(_("Der er ingen forening, der hedder %(slug)s.") % {"slug": options["organiser"]})
        window = {name: options[name] and datetime.combine(options[name], time(0)) for name in ("after", "until")}
        order = CalendarImport(town, options["source"], organiser, **window)
        try:
            done = order.take(options["file"].read_bytes(), cancel_missing=options["cancel_missing"])
        except (CalendarError, OSError) as refused:
            raise CommandError(str(refused)) from refused
        for title, reason in done.refused:
            self.stdout.write(self.style.WARNING(f"  {title or '–'}: {reason}"))
        for title in done.missing:
            self.stdout.write(self.style.WARNING(_("  Står ikke i filen længere: %(title)s") % {"title": title}))
        counts = {"new": done.new, "changed": done.changed, "same": done.unchanged, "refused": len(done.refused)}
        self.stdout.write(_("%(new)s nye, %(changed)s ændrede, %(same)s som før, %(refused)s afvist.") % counts)
