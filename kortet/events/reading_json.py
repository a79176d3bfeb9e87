"""Events in JSON, whatever its shape: a mapping says where each fact stands. A mapping is data, never code.

{"items": "events", "id": "nid", "title": "title", "text": ["lead", "body"], "start": "date.start", "end": "date.stop"}:
each is one path or a list of paths, names and list numbers with dots between. Of several paths the text is all that is
there, the place is what is there on one line, and of the others the first that is there counts. With "occurrences" (the
path of a list), "start" and "end" stand in each of its rows. "zone" is for times that name none, "drop" is text that is
taken out of titles.
"""

import json
from dataclasses import dataclass
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kortet.events.reading import COPENHAGEN, MOST_BYTES, CalendarError, Read, Said, reads_of

PATHS = ("id", "title", "text", "place", "url", "price", "lng", "lat", "start", "end", "occurrences", "cancelled")
KEYS = {"items", "zone", "drop", *PATHS}
JOINED = {"text": "\n\n", "place": ", "}
MOST_LETTERS, MOST_PATHS = 200, 10
MAPPINGS: dict[str, dict[str, Any]] = {
    "aakb": {
        "id": "nid",
        "title": "title",
        "text": "body",
        "start": "date.start",
        "end": "date.stop",
        "place": ["room", "location.name", "location.thoroughfare"],
        "lng": "location.coordinates.lon",
        "lat": "location.coordinates.lat",
        "url": "url",
        "price": "price",
    },
    "aros": {
        "id": "Id",
        "title": "Title",
        "text": ["Teaser", "Description"],
        "start": "DateFrom",
        "end": "DateTo",
        "zone": COPENHAGEN,
        "place": "Place",
        "url": "Url",
        "price": "Price",
        "drop": ["**"],
    },
    "bora": {
        "id": "id",
        "title": "title",
        "text": ["actors", "description"],
        "occurrences": "occurrences",
        "start": "startDate",
        "end": "endDate",
        "url": "url",
        "price": "price",
    },
    "schema.org": {
        "items": ["@graph", "itemListElement", ""],
        "id": ["@id", "identifier", "url"],
        "title": "name",
        "text": "description",
        "start": "startDate",
        "end": "endDate",
        "place": ["location.name", "location.address.streetAddress", "location.address"],
        "lng": "location.geo.longitude",
        "lat": "location.geo.latitude",
        "url": "url",
        "price": "offers.price",
        "cancelled": "eventStatus",
    },
}


@dataclass(frozen=True)
class JsonMapping:
    """Where each fact of an event stands."""

    paths: dict[str, list[str]]
    zone: str = COPENHAGEN
    drop: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: Any) -> Self:
        """Raises ValidationError saying what is wrong with a mapping."""
        if not isinstance(given, dict) or not given:
            raise ValidationError(_('Skriv, hvor oplysningerne står, f.eks. {"title": "name", "start": "date"}.'))
        if strange := sorted(set(given) - KEYS):
            raise ValidationError(_("Ukendt felt i opskriften: %(name)s") % {"name": strange[0][:60]})
        if not given.get("title") or not given.get("start"):
            raise ValidationError(_("Opskriften skal mindst sige, hvor title og start står."))
        paths = {name: paths_of(name, given[name]) for name in ("items", *PATHS) if name in given}
        return cls(paths, zone_of(given.get("zone", COPENHAGEN)), tuple(paths_of("drop", given.get("drop", []))))

    def items_of(self, told: Any) -> list[Any]:
        for path in self.paths.get("items", [""]):
            found = at(told, path)
            if found is not None:
                return found if isinstance(found, list) else [found]
        raise CalendarError(_("Der er ingen arrangementer dér, hvor opskriften siger, de står."))

    def said(self, item: Any) -> Said:
        title = self.text(item, "title")
        for mark in self.drop:
            title = title.replace(mark, "") if mark else title
        cancelled = self.text(item, "cancelled").lower().endswith(("true", "cancelled", "canceled", "aflyst"))
        return Said(
            uid=self.text(item, "id"),
            title=title,
            text=self.text(item, "text"),
            place=self.text(item, "place"),
            url=self.text(item, "url"),
            price=self.text(item, "price"),
            lng=self.text(item, "lng"),
            lat=self.text(item, "lat"),
            times=self.times(item),
            zone=self.zone,
            is_cancelled=cancelled,
        )

    def times(self, item: Any) -> list[tuple[str, str]]:
        rows = [item]
        if path := self.paths.get("occurrences"):
            found = at(item, path[0])
            rows = found if isinstance(found, list) else [found]
        return [(self.text(row, "start"), self.text(row, "end")) for row in rows]

    def text(self, item: Any, name: str) -> str:
        found = dict.fromkeys(filter(None, (words_of(at(item, path)).strip() for path in self.paths.get(name, []))))
        return JOINED[name].join(found) if name in JOINED else next(iter(found), "")


def read_json(data: bytes, mapping: JsonMapping) -> list[Read]:
    """All events of a JSON feed; raises CalendarError where it is none, is too large, or has no list of them."""
    if len(data) > MOST_BYTES:
        raise CalendarError(_("Kalenderen er for stor: højst 5 MB."))
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CalendarError(_("Det er ikke JSON, der kan læses.")) from error
    return reads_of(mapping.said(item) for item in mapping.items_of(told))


def at(told: Any, path: str) -> Any:
    """What stands at a path; None where nothing does. The empty path is the whole."""
    for name in path.split(".") if path else []:
        if isinstance(told, dict):
            told = told.get(name)
        elif isinstance(told, list) and name.isascii() and name.isdigit() and len(name) < 7:
            told = told[int(name)] if int(name) < len(told) else None
        else:
            return None
    return told


def words_of(value: Any) -> str:
    """A text, a number or a yes as text; lists and objects say nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) else ""


def paths_of(name: str, given: Any) -> list[str]:
    """One path or a list of them; raises ValidationError for all else."""
    found = [given] if isinstance(given, str) else given
    are_texts = isinstance(found, list) and all(isinstance(path, str) and len(path) <= MOST_LETTERS for path in found)
    if not are_texts or len(found) > MOST_PATHS:
        raise ValidationError(
            _("Feltet %(name)s i opskriften skal være tekst eller en liste af tekster.") % {"name": name}
        )
    return list(found)


def zone_of(name: Any) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, TypeError, KeyError) as error:
        raise ValidationError(_("Tidszonen kendes ikke. Skriv f.eks. Europe/Copenhagen.")) from error
    return str(name)
