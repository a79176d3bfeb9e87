"""What a collection is: which rows, which place, which properties, in which order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

Kind = Literal["text", "integer", "boolean", "time", "day"]
WORDS = {
    "text": _("tekst"),
    "integer": _("et helt tal"),
    "number": _("et tal"),
    "boolean": _("true eller false"),
    "time": _("et tidspunkt"),
    "day": _("en dag"),
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "time": {"type": "string", "format": "date-time"},
    "day": {"type": "string", "format": "date"},
}


@dataclass(frozen=True)
class Property:
    """One property of a feature. `codes`: what the database says for each word that is told."""

    name: str
    kind: Kind
    what: str
    value: Any
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def told(self) -> Any:
        """The value as it is told: a choice in the words of the language that is spoken."""
        if not self.codes:
            return self.value
        cases = [When(**{self.value.name: code}, then=Value(word)) for word, code in self.codes.items()]
        return Case(*cases, default=self.value, output_field=CharField())

    @property
    def schema(self) -> dict[str, Any]:
        told = SCHEMAS[self.kind] | {"title": self.what}
        return told | {"enum": list(self.codes)} if self.codes else told


def choice(name: str, what: str, path: str, choices: Any) -> Property:
    return Property(name, "text", what, F(path), {str(label): value for value, label in choices.choices})


@dataclass(frozen=True)
class Collection:
    """`rows` are public rows of one municipality. `place` is an expression in EPSG:25832, `web` a stored point of it in
    EPSG:3857 where there is one. `order` are columns that make a row's place in the order, all of one direction;
    `find` narrows the rows to the one with a public id, or to none. `begins` and `ends` are when it is or was.
    """

    id: str
    title: str
    what: str
    shape: Literal["Point", "LineString", "Polygon", "MultiPolygon"]
    rows: QuerySet[Any]
    place: Any
    word: Any
    order: tuple[str, ...]
    is_newest_first: bool
    properties: tuple[Property, ...]
    find: Callable[[QuerySet[Any], str], QuerySet[Any]]
    web: str = ""
    begins: str = ""
    ends: str = ""
    has_placeless: bool = False
    counted: str = ""
    page: str = ""

    @property
    def by_name(self) -> dict[str, Property]:
        return {each.name: each for each in self.properties}

    @property
    def is_of_points(self) -> bool:
        return self.shape == "Point"

    @property
    def is_of_areas(self) -> bool:
        return self.shape in ("Polygon", "MultiPolygon")

    @property
    def time(self) -> tuple[Property, ...]:
        """The properties that `datetime` is asked of."""
        return tuple(
            each for each in self.properties if getattr(each.value, "name", "") in {self.begins, self.ends} - {""}
        )
