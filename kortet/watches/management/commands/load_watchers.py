"""`manage.py load_watchers FILE --municipality CODE`: people of a made-up town who watch a place."""

from typing import Any

from django.contrib.gis.geos import Point
from django.core.management.base import CommandError

from kortet.municipalities.loading import LoadCommand
from kortet.municipalities.models import METRES, Municipality, Theme
from kortet.places.models import AreaLayer
from kortet.watches.models import Watch

CORNERS_OF_A_QUARTER = 8


class Command(LoadCommand):
    """May be run again: a place that its address watches already is left as it is. Nobody gets a letter by this."""

    help = "Loads watch areas from a JSON file (gis_data/README.md)."

    def load(self, town: Municipality, rows: Any) -> str:
        new = [row for row in rows if not Watch.objects.of_address(town, row["email"]).filter(place_text=row["place"])]
        for row in new:
            watch_of(row, town).confirm()
        return f"{len(new)} holder øje med et sted."


def watch_of(row: dict[str, Any], town: Municipality) -> Watch:
    """A stored watch; CommandError where the file names a theme that the town has not."""
    codes = dict(Theme.objects.of(town).values_list("code", "pk"))
    if unknown := set(row["themes"]) - set(codes):
        raise CommandError(f"{row['place']}: emnet {', '.join(sorted(unknown))} findes ikke i {town.name}.")
    watch = Watch(municipality=town, place_text=row["place"], email=row["email"], pace=row["pace"])
    watch.kinds, watch.themes = sorted(row["kinds"]), sorted(codes[code] for code in row["themes"])
    if row["area"]:
        watch.layer, watch.area_code = AreaLayer.objects.of(town).neighbourhoods().get(), row["area"]
    else:
        middle: Any = Point(row["east"], row["north"], srid=METRES)
        watch.boundary = middle.buffer(row["metres"], quadsegs=CORNERS_OF_A_QUARTER)
    watch.save()
    return watch
