"""`manage.py load_partners FILE --municipality CODE`: the associations of a made-up town, from its file."""

from typing import Any

from django.contrib.gis.geos import Point
from django.utils import timezone

from kortet.municipalities.loading import LoadCommand
from kortet.municipalities.models import METRES, Municipality, Theme
from kortet.partners.models import Partner

SAME = ("name", "kind", "text", "cvr", "address", "shows_premises", "reach")
SOURCE = "kortet"


class Command(LoadCommand):
    """May be run again: what is stored stays as it is. For a real register there is import_partners."""

    help = "Loads approved associations from a JSON file (gis_data/README.md)."

    def load(self, town: Municipality, rows: Any) -> str:
        known = set(Partner.objects.of(town).filter(source=SOURCE).values_list("source_id", flat=True))
        themes = dict(Theme.objects.of(town).values_list("code", "pk"))
        new = [row for row in rows if row["id"] not in known]
        for row in new:
            partner_of(row, town, themes).save()
        Municipality.objects.filter(pk=town.pk).raise_version()
        return f"{len(new)} nye foreninger og partnere."


def partner_of(row: dict[str, Any], town: Municipality, themes: dict[str, int]) -> Partner:
    placed = row["east"] is not None
    return Partner(
        municipality=town,
        source=SOURCE,
        source_id=row["id"],
        state=Partner.State.APPROVED,
        approved=timezone.now(),
        precision="point" if placed else "whole",
        point=Point(row["east"], row["north"], srid=METRES) if placed else town.middle,
        themes=sorted(themes[code] for code in row["themes"]),
        reach_codes=row["codes"],
        reach_metres=row["metres"],
        **{name: row[name] for name in SAME},
    )
