"""`manage.py load_surveys FILE --municipality CODE`: the surveys of a made-up town with their answers."""

from typing import Any

from kortet.findings.town import make_surveys
from kortet.municipalities.loading import LoadCommand
from kortet.municipalities.models import Municipality
from kortet.processes.models import Process


class Command(LoadCommand):
    """May be run again: what is stored stays as it is."""

    help = "Loads surveys from a JSON file (gis_data/README.md)."

    def load(self, town: Municipality, rows: Any) -> str:
        if Process.objects.of(town).filter(slug=rows["process"]["slug"]).exists():
            return "0 nye besvarelser."
        return f"{make_surveys(town, rows)} nye besvarelser."
