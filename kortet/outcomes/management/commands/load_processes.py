"""`manage.py load_processes FILE --municipality CODE`: the processes of a made-up town, so many days from today."""

from typing import Any

from kortet.municipalities.loading import LoadCommand
from kortet.municipalities.models import Municipality
from kortet.outcomes.town import make_process
from kortet.processes.models import Process


class Command(LoadCommand):
    """May be run again: what is stored stays as it is."""

    help = "Loads processes from a JSON file (gis_data/README.md)."

    def load(self, town: Municipality, rows: Any) -> str:
        known = set(Process.objects.of(town).values_list("slug", flat=True))
        new = [row for row in rows if row["slug"] not in known]
        for row in new:
            make_process(town, row)
        return f"{len(new)} nye forløb."
