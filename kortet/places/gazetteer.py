"""Names and where they are, on their way into the place search: rows that were read, checked, and stored at once."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from statistics import median
from typing import NamedTuple

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.places.models import NamedPlace

ADDRESS, STREET, PLACE = (
    str(kind) for kind in (NamedPlace.Kind.ADDRESS, NamedPlace.Kind.STREET, NamedPlace.Kind.PLACE)
)
LONGEST = {"text": 200, "street": 120, "number": 12, "postcode": 12, "town": 80}


class GazetteerError(Exception):
    """The file as a whole cannot be used; the message says why and what to do."""


class Bad(NamedTuple):
    """A row that is left out: its number in the file, the column, and the reason in words."""

    row: int
    column: str
    reason: str


class Name(NamedTuple):
    """One name; x and y in metres of EPSG:25832. The fields are the columns of put_names.sql."""

    source_id: str
    kind: str
    text: str
    street: str
    number: str
    postcode: str
    town: str
    x: float
    y: float


@dataclass
class Reading:
    """What a file holds: names by id in the source, rows that are left out, and how many lie outside."""

    names: dict[str, Name] = field(default_factory=dict)
    bad: list[Bad] = field(default_factory=list)
    outside: int = 0

    def add(self, row: int, name: Name) -> None:
        """Takes a name in, or says why not."""
        for column, longest in LONGEST.items():
            if len(getattr(name, column)) > longest:
                return self.refuse(row, column, _("er længere end %(most)s tegn") % {"most": longest})
        if "\0" in name.text:
            return self.refuse(row, "text", _("indeholder et NUL-tegn"))
        if not name.text.strip():
            return self.refuse(row, "text", _("mangler"))
        if name.source_id in self.names:
            return self.refuse(row, "text", _("står to gange i filen"))
        self.names[name.source_id] = name
        return None

    def refuse(self, row: int, column: str, reason: str) -> None:
        self.bad.append(Bad(row, column, reason))

    def only_inside(self, outline: GEOSGeometry | None) -> "Reading":
        """The same without what lies outside an outline (EPSG:25832); it is counted, not told one by one."""
        if outline is None or not self.names:
            return self
        border = shapely.from_wkb(bytes(outline.wkb))
        shapely.prepare(border)
        names = list(self.names.values())
        inside = shapely.intersects_xy(border, [name.x for name in names], [name.y for name in names])
        kept = {name.source_id: name for name, is_inside in zip(names, inside, strict=True) if is_inside}
        return Reading(kept, self.bad, self.outside + len(names) - len(kept))


@dataclass(frozen=True)
class Outcome:
    """How many names an import made, changed, left as they were and removed."""

    new: int
    changed: int
    unchanged: int
    gone: int


def address(source_id: str, *, street: str, number: str, postcode: str, town: str, x: float, y: float) -> Name:
    return Name(source_id, ADDRESS, f"{street} {number}", street, number, postcode, town, x, y)


def place(source_id: str, text: str, x: float, y: float) -> Name:
    return Name(source_id, PLACE, text, "", "", "", "", x, y)


def streets_of(addresses: Iterable[Name]) -> list[Name]:
    """One name per street and postcode, at the address in its middle, so that the point lies on the street."""
    houses: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for house in addresses:
        houses[house.street, house.postcode].append(house)
    return [street_of(together) for together in houses.values()]


def street_of(houses: list[Name]) -> Name:
    x, y = median(house.x for house in houses), median(house.y for house in houses)
    middle = min(houses, key=lambda house: (math.hypot(house.x - x, house.y - y), house.source_id))
    key = id_of(STREET, middle.street, middle.postcode)
    return middle._replace(source_id=key, kind=STREET, text=middle.street, number="")


def id_of(*facts: str) -> str:
    """An id for a row whose source gives none: the same facts make the same id."""
    return blake2b("\x1f".join(facts).encode(), digest_size=16).hexdigest()


def metres(text: str) -> float | None:
    """A number of metres as it stands in a file, with point or comma; None when it is none."""
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


@transaction.atomic
def store(municipality: Municipality, source: str, reading: Reading, *, dry_run: bool) -> Outcome:
    """Makes the names of one source be those that were read: all or nothing. `dry_run` does it and takes it back."""
    names = list(reading.names.values())
    new, changed = NamedPlace.objects.put(municipality, source, names)
    gone, _by_model = NamedPlace.objects.of(municipality).not_among(source, reading.names).delete()
    if dry_run:
        transaction.set_rollback(True)
    return Outcome(new=new, changed=changed, unchanged=len(names) - new - changed, gone=gone)
