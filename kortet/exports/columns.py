"""Which columns an export of pins has, what each is called, and what it means."""

from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Case, CharField, F, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from kortet.places.models import Area, AreaLayer, Placed

Kind = Literal["text", "integer", "time"]


# What formats call the place and the row by.
PLACE_NAMES = {"geom", "fid", "ogc_fid", "id", "bbox", "x", "y", "wkb", "bredde", "laengde", "form_wkt"}


@dataclass(frozen=True)
class Column:
    """`name` is at most 60 letters, `short` at most 10 (Shapefile); both ASCII. `what` is told in the file itself."""

    name: str
    short: str
    kind: Kind
    what: str
    value: Any


def pin_columns(town: Municipality, layers: list[AreaLayer]) -> list[Column]:
    """What anybody may see of a pin, with the area that covers it in each layer."""
    told = [
        Column("nummer", "nummer", "text", _("kommunens nummer for nålen"), F("number")),
        Column("link", "link", "text", _("nålens side"), address_of(town)),
        Column("slags", "slags", "text", _("forslag eller problem"), worded("kind", Pin.Kind)),
        Column("overskrift", "overskrift", "text", _("overskrift"), F("title")),
        Column("tekst", "tekst", "text", _("hvad der blev skrevet"), F("text")),
        Column("emne", "emne", "text", _("emne"), F("theme__name")),
        Column("emne_kode", "emne_kode", "text", _("emnets kode"), F("theme__code")),
        Column("status", "status", "text", _("hvor langt kommunen er"), worded("status", Pin.Status)),
        Column("sat", "sat", "time", _("hvornår nålen blev sat"), F("created")),
        Column("status_siden", "status_sid", "time", _("hvornår den fik sin status"), F("status_since")),
        Column("besvaret", "besvaret", "time", _("hvornår kommunen svarede"), F("answered")),
        Column("stoetter", "stoetter", "integer", _("hvor mange der støtter den"), F("support_count")),
        Column("kommentarer", "kommentar", "integer", _("hvor mange kommentarer den har"), F("comment_count")),
        Column("sted", "sted", "text", _("stedet i ord"), F("place_text")),
        Column("praecision", "praecision", "text", _("hvor præcist stedet er"), worded("precision", Placed.Precision)),
        Column("sprog", "sprog", "text", _("sproget, den er skrevet på"), F("language")),
    ]
    taken = {column.name for column in told} | PLACE_NAMES
    for number, layer in enumerate(layers):
        told += area_columns(layer, number, taken)
        taken |= {column.name for column in told}
    return told


def area_columns(layer: AreaLayer, number: int, taken: set[str]) -> list[Column]:
    """Code and name of the area that covers a pin; of the neighbourhoods it is the one that is stored.

    They are called as the layer is, unless another column is called so.
    """
    stem, said = layer.code.replace("-", "_").lower()[:50], {"layer": layer.name}
    if {stem, f"{stem}_kode"} & taken:
        stem = f"omraade_{number}"
    return [
        Column(f"{stem}_kode", f"o{number}_kode", "text", _("kode i %(layer)s") % said, area_value(layer, "code")),
        Column(stem, f"o{number}_navn", "text", _("navn i %(layer)s") % said, area_value(layer, "name")),
    ]


def area_value(layer: AreaLayer, field: str) -> Any:
    if layer.is_neighbourhoods:
        return F(f"neighbourhood__{field}")
    covering = Area.objects.filter(layer=layer, boundary__covers=OuterRef("public_point")).current()
    return Subquery(covering.order_by("code", "pk").values(field)[:1])


def address_of(town: Municipality) -> Any:
    """The address of a pin's page on the municipality's own host."""
    before, after = town.address("/naal/|/").split("|")
    return Concat(Value(before), F("word"), Value(after), output_field=TextField())


def worded(field: str, choices: Any) -> Any:
    """A choice in the words of the language that is spoken."""
    cases = [When(**{field: value}, then=Value(str(label))) for value, label in choices.choices]
    return Case(*cases, default=F(field), output_field=CharField())
