"""What is kept about one person, told to them: as rows of a page, and as files to take home."""

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.gis.geos import GEOSGeometry
from django.template.loader import render_to_string
from django.utils import timezone

from kortet.municipalities.models import Municipality
from kortet.places.turned import turned
from kortet.privacy.kept import KEPT
from kortet.privacy.rows import Kept, Who

UNTOLD = {"search", "once", "password", "key", "digest", "mark", "person"}  # ours, and of no use to anybody
TITLES = ("title", "name", "place_text", "text", "email")


@dataclass(frozen=True)
class Row:
    """One row: what it is called, its personal fields with their values, and where it can be changed."""

    key: str
    title: str
    url: str
    facts: list[tuple[str, Any]]


@dataclass(frozen=True)
class Section:
    """What one table keeps about them."""

    kept: Kept
    rows: list[Row]

    @property
    def can_be_erased(self) -> bool:
        return self.kept.erase is not None


def sections_of(who: Who, town: Municipality) -> list[Section]:
    """Table by table, those that keep something."""
    told = [Section(row, [row_of(row, found) for found in row.rows_of(who, town)]) for row in KEPT]
    return [section for section in told if section.rows]


def row_of(kept: Kept, found: Any) -> Row:
    facts = facts_of(kept, found)
    told = {name: value for name, _label, value in facts}
    called = getattr(found, "called", "")
    title = called or next((str(told[name]) for name in TITLES if told.get(name)), kept.label)
    url = found.get_absolute_url() if hasattr(found, "get_absolute_url") else ""
    return Row(f"{kept.model}:{found.pk}", title[:120], url, [(label, value) for _name, label, value in facts])


def facts_of(kept: Kept, found: Any) -> list[tuple[str, str, Any]]:
    """Name, label and value of what is told: the personal fields and when the row came, where there is something."""
    names = [name for name in dict.fromkeys([*kept.fields.split(), kept.born]) if name not in UNTOLD]
    fields = [found._meta.get_field(name) for name in names]
    told = [(field.name, str(field.verbose_name), plain(getattr(found, field.attname))) for field in fields]
    return [fact for fact in told if fact[2] not in ("", None, [], {})]


def plain(value: Any) -> Any:
    """A value as JSON can hold it; places in degrees (EPSG:4326), as GeoJSON."""
    if isinstance(value, GEOSGeometry):
        return json.loads(turned(value, 4326).json)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool, list, dict)) or value is None else str(value)


def archive(who: Who, town: Municipality) -> bytes:
    """A ZIP with the same twice: for people (mine-data.html) and for machines (mine-data.json)."""
    sections = sections_of(who, town)
    context = {"sections": sections, "municipality": town, "who": who, "now": timezone.now()}
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        packed.writestr("mine-data.html", render_to_string("privacy/taken_home.html", context))
        packed.writestr("mine-data.json", json.dumps(as_json(sections, town), ensure_ascii=False, indent=1))
    return file.getvalue()


def as_json(sections: list[Section], town: Municipality) -> dict[str, Any]:
    told = [
        {
            "table": section.kept.model,
            "what": str(section.kept.what),
            "why": str(section.kept.why),
            "basis": str(section.kept.basis),
            "until": str(section.kept.until),
            "rows": [dict(row.facts) for row in section.rows],
        }
        for section in sections
    ]
    return {"controller": town.name, "told": timezone.now().isoformat(), "kept": told}
