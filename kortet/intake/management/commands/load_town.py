"""`manage.py load_town`: the demo town, from gis_data/fjordby, by the same commands that any municipality uses."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kortet.intake.town import hang_pictures, make_staff, make_town
from kortet.municipalities.models import Municipality
from kortet.pins.models import KnownWord, Pin
from kortet.places.models import Area


class Command(BaseCommand):
    """All or nothing: an interrupted run leaves no half town."""

    help = "Loads Fjordby Kommune: areas, addresses, pins, what was said to them, associations, staff and the base map."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BASE_DIR / "gis_data" / "fjordby"
        told = json.loads((folder / "municipality.json").read_text(encoding="utf-8"))
        if Municipality.objects.filter(code=told["code"]).exists():
            raise CommandError(f"{told['name']} findes allerede. Slet den først, eller lad den være.")
        town = make_town(told)
        for layer in told["layers"]:
            self.load_areas(folder / "areas.gpkg", town, layer)
        town.outline = Area.objects.of(town).neighbourhoods().current().outline(metres=300)
        town.save(update_fields=["outline"])
        call_command("load_addresses", str(folder / "addresses.csv"), municipality=town.code, stdout=self.stdout)
        call_command("load_place_names", str(folder / "basemap.gpkg"), municipality=town.code, stdout=self.stdout)
        call_command(
            "import_pins", str(folder / "pins.json"), municipality=town.code, mapping="kortet", stdout=self.stdout
        )
        hang_pictures(town, folder / "pictures")
        call_command("load_talk", str(folder / "comments.json"), municipality=town.code, stdout=self.stdout)
        KnownWord.objects.learn(town, Pin.objects.of(town).public())
        call_command("load_partners", str(folder / "partners.json"), municipality=town.code, stdout=self.stdout)
        call_command("load_events", str(folder / "events.json"), municipality=town.code, stdout=self.stdout)
        call_command("load_links", str(folder / "links.json"), municipality=town.code, stdout=self.stdout)
        call_command("load_processes", str(folder / "processes.json"), municipality=town.code, stdout=self.stdout)
        call_command("load_surveys", str(folder / "surveys.json"), municipality=town.code, stdout=self.stdout)
        call_command("load_watchers", str(folder / "watchers.json"), municipality=town.code, stdout=self.stdout)
        make_staff(town, settings.DEMO_PASSWORD)
        call_command("recount_tiles", stdout=self.stdout)
        call_command("build_basemap", str(folder / "basemap.gpkg"), municipality=town.code, stdout=self.stdout)

    def load_areas(self, file: Path, town: Municipality, layer: dict[str, Any]) -> None:
        is_main = bool(layer.get("neighbourhoods"))
        call_command(
            "load_areas",
            str(file),
            municipality=town.code,
            layer=layer["code"],
            layer_name=layer["name"],
            code="code",
            name="name",
            population="population" if is_main else "",
            source_layer=layer["layer"],
            neighbourhoods=is_main,
            stdout=self.stdout,
        )
        town.area_layers.filter(code=layer["code"]).update(name_en=layer["name_en"])
