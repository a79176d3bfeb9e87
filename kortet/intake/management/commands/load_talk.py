"""`manage.py load_talk FILE --municipality CODE`: comments and answers to pins that came from a file."""

from typing import Any

from kortet.intake.talk import take_talk
from kortet.municipalities.loading import LoadCommand
from kortet.municipalities.models import Municipality


class Command(LoadCommand):
    """May be run again: what is stored stays as it is."""

    help = "Loads comments and answers from a JSON file (gis_data/README.md)."

    def load(self, town: Municipality, rows: Any) -> str:
        return f"{take_talk(town, rows)} nye kommentarer og svar."
