"""Pins: what anybody may see of them, and what a case worker sees beside it."""

from dataclasses import replace
from typing import Any

from django.db.models import Case, CharField, F, Func, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Concat, Lower
from django.utils.translation import gettext as _

from kortet.exports.asked import Asked
from kortet.exports.columns import Column, address_of, area_columns, worded
from kortet.exports.queries import Rows, Spots
from kortet.pins.models import Follower, Pin
from kortet.pins.told import pin_facts


def pin_rows(asked: Asked) -> Rows:
    """A row for each pin; lines and areas are layers of their own where the format has layers."""
    told = pin_columns(asked)
    told += case_columns(asked) if asked.reader else []
    told += area_columns(asked.layers, {column.name for column in told})
    return Rows("naale", _("Nåle"), asked.pins, told, asked.srid, spots_of(asked))


def spots_of(asked: Asked) -> Spots:
    """For all eyes but a case worker's, no shape of a pin that is shown only roughly."""
    spots = asked.spots()
    return spots if asked.reader else replace(spots, drawing=Case(When(is_rough=False, then=spots.drawing)))


SHORT = {"status_siden": "status_sid", "kommentarer": "kommentar"}  # where ten letters end badly


def pin_columns(asked: Asked) -> list[Column]:
    """What anybody may see, with the link after the number and the codes of kind and status after their words."""
    codes = {
        "slags": Column("slags_kode", "slags_kode", "text", _("proposal eller problem, på alle sprog"), F("kind")),
        "status": Column("status_kode", "status_kod", "text", _("statussens kode, på alle sprog"), F("status")),
        "nummer": Column("link", "link", "text", _("nålens side"), address_of(asked.town, "/naal/|/")),
    }
    told = []
    for fact in pin_facts():
        value = worded(fact.field, fact.choices) if fact.choices else F(fact.field)
        told.append(Column(fact.name, SHORT.get(fact.name, fact.name), fact.kind, fact.what, value))
        told += [codes[fact.name]] if fact.name in codes else []
    return told


def case_columns(asked: Asked) -> list[Column]:
    """What only a case worker sees: what is not shown, and why; who is the same author as whom; the public place."""
    shown = {axis: Func(F("public_point"), function=f"ST_{axis}") for axis in "XY"}
    is_shown = worded("moderation", Pin.Moderation)
    shown_what = _("hvor offentligheden ser den, meter i EPSG:25832")
    return [
        Column("visning", "visning", "text", _("om den vises: venter, vist eller skjult"), is_shown),
        Column("skjult_fordi", "skjult_for", "text", _("hvorfor den er skjult"), F("hidden_reason")),
        Column("forfatter", "forfatter", "text", _("samme person har samme tal, kun i denne fil"), author_of(asked)),
        Column("navn", "navn", "text", _("navnet, som forfatteren viser på kortet"), F("author_name")),
        Column("vist_x", "vist_x", "number", shown_what, shown["X"]),
        Column("vist_y", "vist_y", "number", shown_what, shown["Y"]),
    ]


def author_of(asked: Asked) -> Any:
    """A pseudonym of the author's account, else of the address that the author gave; nothing where there is neither."""
    address = Follower.objects.filter(pin=OuterRef("pk"), is_author=True).order_by("pk").values("email")[:1]
    return asked.pseudonym(
        Case(
            When(author__isnull=False, then=person("author_id")),
            default=Concat(Value("@"), Lower(Subquery(address)), output_field=TextField()),
            output_field=TextField(),
        )
    )


def person(field: str) -> Any:
    """An account as the text that pseudonyms are made of."""
    return Concat(Value("#"), Cast(field, CharField()), output_field=TextField())
