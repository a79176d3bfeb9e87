"""Which mappings fit an uploaded file, and a mapping of one's own, made by choosing columns."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from kortet.intake.archives import ARCHIVES, read_tables
from kortet.intake.mapping import Mapping, mapping_named, mapping_of
from kortet.intake.readers import read_table
from kortet.intake.refusals import IntakeError
from kortet.intake.tables import Table
from kortet.municipalities.models import Municipality

KEPT, OWN = "intake", "own"  # among a municipality's rules: the mappings of its own, by their source's name
NAMED = {
    "adhocracy": "adhocracy+ / meinBerlin",
    "decidim": "Decidim",
    "dipas": "DIPAS",
    "fixmystreet": "FixMyStreet",
    "govocal": "Go Vocal",
    "kortet": "Kortet",
    "maptionnaire": _("Steder fra en kortundersøgelse"),
    "open311": "Open311",
    "regneark": _("Regneark med danske overskrifter"),
    "signalen": "Signalen",
    "umap": "uMap",
}
# What columns of one's own may be, in the order in which they are asked for.
FIELDS = {
    "title": _("Overskrift"),
    "text": _("Tekst"),
    "theme": _("Emne"),
    "created": _("Hvornår det blev sagt"),
    "id": _("Nummer i kilden"),
    "geometry": _("Geometri (GeoJSON eller WKT)"),
    "x": _("Længdegrad eller øst"),
    "y": _("Breddegrad eller nord"),
    "address": _("Stedet i ord"),
    "votes": _("Støtter"),
}
# Times as they are mostly written; of a number like 03-04-2025 the day comes first, as in Denmark.
TIMES = [
    *("%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"),
    *("%Y-%m-%d", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y"),
]


def fitting(path: Path) -> dict[str, tuple[Mapping, Table]]:
    """The ready-made mappings that find all they must have in a file, the one that finds most of it first.

    Raises IntakeError for a file that cannot be read at all.
    """
    found: dict[str, tuple[Mapping, Table]] = {}
    one = None if path.suffix.lower() in ARCHIVES else read_table(path)
    for name in NAMED:
        mapping = mapping_named(name)
        try:
            table = one or read_tables(path, mapping)
            found[name] = (mapping.fitted(table), table)
        except IntakeError:  # it is for another system; what is wrong with the file itself was told before
            continue
    return dict(sorted(found.items(), key=lambda one: -len(one[1][0].columns)))


def of_columns(said: dict[str, Any]) -> dict[str, Any]:
    """A mapping as a file would say it, of a form's answers."""
    return {
        "source": said["source"],
        "crs": said["crs"] or "EPSG:4326",
        "html": ["text"] if said["html"] else [],
        "created_format": TIMES,
        "columns": {field: said[field] for field in FIELDS if said.get(field)},
        "constants": {"kind": said["kind"]},
        "without_position": "whole" if said["whole"] else "skip",
    }


def kept(town: Municipality) -> dict[str, dict[str, Any]]:
    """The mappings that were made here before, by their source's name."""
    return dict(town.rules.get(KEPT, {}))  # type: ignore[call-overload]  # JSON


def keep(town: Municipality, said: dict[str, Any]) -> None:
    """Keeps a mapping of one's own for the next file of that source."""
    mapping_of(said, said["source"])
    town.rules = town.rules | {KEPT: kept(town) | {said["source"]: said}}
    town.save(update_fields=["rules"])
