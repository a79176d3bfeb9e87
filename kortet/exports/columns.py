"""What a column of an export is: what it is called, what it means, and where its value comes from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.db.models import Case, CharField, F, TextField, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.places.models import AreaLayer

Kind = Literal["text", "integer", "number", "time"]


# What formats call the place and the row by.
PLACE_NAMES = {"geom", "fid", "ogc_fid", "id", "bbox", "x", "y", "wkb", "bredde", "laengde", "form_wkt"}


@dataclass(frozen=True)
class Column:
    """`name` is at most 60 letters, `short` at most 10 (Shapefile); both ASCII. `what` is told in the file itself.

    The value is the ORM's (`value`), SQL over what else the rows have (`sql`), or of the area that covers the place
    (`layer`, and the area's column in `sql`).
    """

    name: str
    short: str
    kind: Kind
    what: str
    value: Any = None
    sql: str = ""
    layer: AreaLayer | None = None


def area_columns(layers: Iterable[AreaLayer], taken: Iterable[str], home: str = "neighbourhood") -> list[Column]:
    """Code and name of the area that covers the place, in each layer; of the neighbourhoods it is the one that is
    stored (`home` is the way there).

    They are called as the layer is, unless another column is called so.
    """
    told: list[Column] = []
    for number, layer in enumerate(layers):
        stem, said = layer.code.replace("-", "_").lower()[:50], {"layer": layer.name}
        if {stem, f"{stem}_kode"} & {*taken, *PLACE_NAMES, *(column.name for column in told)}:
            stem = f"omraade_{number}"
        code = Column(f"{stem}_kode", f"o{number}_kode", "text", _("kode i %(layer)s") % said)
        name = Column(stem, f"o{number}_navn", "text", _("navn i %(layer)s") % said)
        if layer.is_neighbourhoods:
            told += [replace(code, value=F(f"{home}__code")), replace(name, value=F(f"{home}__name"))]
        else:
            told += [replace(code, sql="code", layer=layer), replace(name, sql="name", layer=layer)]
    return told


def address_of(town: Municipality, path: str, word: str = "word") -> Any:
    """The address of a page on the municipality's own host; `|` in the path stands for the row's word."""
    before, after = town.address(path).split("|")
    return Concat(Value(before), F(word), Value(after), output_field=TextField())


def worded(field: str, choices: Any) -> Any:
    """A choice in the words of the language that is spoken."""
    cases = [When(**{field: value}, then=Value(str(label))) for value, label in choices.choices]
    return Case(*cases, default=F(field), output_field=CharField())


def yes_or_no(field: str) -> Any:
    """A yes or no in words; nothing where neither is known."""
    yes, no = Value(_("ja")), Value(_("nej"))
    return Case(When(**{field: True}, then=yes), When(**{field: False}, then=no), output_field=CharField())
