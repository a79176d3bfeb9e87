"""What a question for items says, from its address alone: every word of it is known, or it is refused."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.http import QueryDict
from django.utils.translation import gettext as _

from kortet.municipalities.models import METRES
from kortet.opendata import cursor, literals
from kortet.opendata.collection import WORDS, Collection, Property
from kortet.opendata.conditions import NO, IsNull, Said, geometry, text, together
from kortet.opendata.cql import coded, compiled
from kortet.opendata.crs import CRS84, Crs, crs_named
from kortet.opendata.literals import Span
from kortet.opendata.refusals import RefusedError
from kortet.places.turned import turned

LIMIT, MOST = 100, 10_000
OWN = ("limit", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang", "filter-crs", "cursor", "f")
ON_ITEM = ("crs", "f")
LANGUAGES = ("cql2-text", "cql2-json")
BIGGEST = 2**31
Words = dict[str, str]


def known(given: QueryDict, *names: str) -> None:
    """Refuses words that mean nothing, and words that are said twice."""
    for name, values in given.lists():
        if name not in names:
            asked = {"name": name[:40], "known": ", ".join(names) or _("intet")}
            raise RefusedError(_("“%(name)s” kendes ikke her. Der kan spørges med: %(known)s.") % asked)
        if len(values) > 1:
            raise RefusedError(_("“%(name)s” står der flere gange.") % {"name": name})


@dataclass(frozen=True)
class Question:
    """Items of a collection: how many, after which, in which CRS, and which of them."""

    collection: Collection
    limit: int
    crs: Crs
    conditions: tuple[Any, ...]
    after: Any
    named: frozenset[str]

    @property
    def rows(self) -> QuerySet[Any]:
        """All that is asked for, in no order."""
        rows = self.collection.rows
        for condition in self.conditions:
            rows = rows.filter(condition)
        return rows

    @property
    def page(self) -> QuerySet[Any]:
        """One row more than the page has, so that it is known whether another follows."""
        rows = self.rows.filter(self.after) if self.after is not None else self.rows
        mark = "-" if self.collection.is_newest_first else ""
        return rows.order_by(*[f"{mark}{column}" for column in self.collection.order])[: self.limit + 1]


def read(given: QueryDict, collection: Collection) -> Question:
    """Raises RefusedError where a word is unknown or has no good value."""
    known(given, *OWN, *collection.by_name)
    said = {name: str(value) for name, value in given.items()}
    conditions = [
        *box_conditions(said, collection),
        *time_conditions(said, collection),
        *property_conditions(said, collection),
        *filter_conditions(said, collection),
    ]
    return Question(
        collection=collection,
        limit=limit_of(said),
        crs=crs_named(said.get("crs", CRS84.uri), "crs"),
        conditions=tuple(conditions),
        after=cursor.after(said["cursor"], collection) if "cursor" in said else None,
        named=frozenset(said) - {"limit", "crs", "cursor", "f", "bbox-crs", "filter-lang", "filter-crs"},
    )


def limit_of(given: Words) -> int:
    """What is above the most is not refused: the page is then as long as it may be."""
    said = given.get("limit", str(LIMIT))
    if not re.fullmatch("0*[1-9][0-9]{0,30}", said, re.ASCII):
        raise RefusedError(_("limit skal være et helt tal fra 1 til %(most)d.") % {"most": MOST})
    return min(int(said), MOST)


def box_conditions(given: Words, collection: Collection) -> list[Any]:
    crs = crs_named(given.get("bbox-crs", CRS84.uri), "bbox-crs")
    if "bbox" not in given:
        return []
    boxes = literals.box(given["bbox"], crs)
    if not boxes:
        return [NO]
    inside = in_boxes(collection, boxes)
    return [Said("OR", inside, IsNull(collection.place)) if collection.has_placeless else inside]


def in_boxes(collection: Collection, boxes: list[Any]) -> Any:
    """Boxes of degrees are boxes of the web map too, so a stored point of it needs no cutting and no reckoning."""
    if collection.web and boxes[0].srid != METRES:
        web = [turned(box, 3857) if box.srid == 4326 else box for box in boxes]
        parts = [Said("&&", F(collection.web), geometry(box, 3857)) for box in web]
        return parts[0] if len(parts) == 1 else Said("OR", *parts)
    return Func(collection.place, geometry(together(boxes)), function="ST_Intersects", output_field=BooleanField())


def time_conditions(given: Words, collection: Collection) -> list[Any]:
    """What goes on at some moment of the time that is asked for; what has no time is always meant."""
    if "datetime" not in given:
        return []
    asked = literals.span(given["datetime"])
    if not collection.begins:
        return []
    return within(asked, F(collection.begins), F(collection.ends or collection.begins))


def within(asked: Span, begins: Any, ends: Any) -> list[Any]:
    found = []
    if asked.last is not None:
        found.append(Said("<=", begins, Value(asked.last)))
    if asked.first is not None:
        found.append(Said(">=", ends, Value(asked.first)))
    return found


def property_conditions(given: Words, collection: Collection) -> list[Any]:
    """`?slags=forslag`: every property is also a question for exactly that."""
    return [equal(about, given[name]) for name, about in collection.by_name.items() if name in given]


def equal(about: Property, said: str) -> Any:
    if about.kind == "text":
        return Said("=", about.value, coded(about, said) if about.codes else text(said))
    if about.kind == "boolean" and said in ("true", "false"):
        return Said("=", about.value, Value(said == "true"))
    if about.kind == "integer" and re.fullmatch("-?[0-9]{1,10}", said, re.ASCII) and abs(int(said)) < BIGGEST:
        return Said("=", about.value, Value(int(said)))
    if about.kind == "time":
        asked = literals.moment_or_day(said)
        return Said("AND", *within(asked, about.value, about.value))
    if about.kind == "day":
        literals.day(said)
        return Said("=", about.value, Value(date.fromisoformat(said)))
    raise RefusedError(_("“%(name)s” skal være %(kind)s.") % {"name": about.name, "kind": WORDS[about.kind]})


def filter_conditions(given: Words, collection: Collection) -> list[Any]:
    language = given.get("filter-lang", LANGUAGES[0])
    if language not in LANGUAGES:
        raise RefusedError(_("filter-lang skal være en af: %(known)s.") % {"known": ", ".join(LANGUAGES)})
    crs = crs_named(given.get("filter-crs", CRS84.uri), "filter-crs")
    return [compiled(given["filter"], language, collection, crs)] if "filter" in given else []
