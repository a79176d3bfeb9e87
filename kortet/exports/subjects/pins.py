"""Pins: what anybody may see of them, and what a case worker sees beside it."""

from typing import Any

from django.db.models import Case, CharField, F, Func, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Concat, Lower
from django.utils.translation import gettext as _

from kortet.exports.asked import Asked
from kortet.exports.columns import Column, address_of, area_columns, worded
from kortet.exports.queries import Rows
from kortet.pins.models import Follower, Pin
from kortet.places.models import Placed


def pin_rows(asked: Asked) -> Rows:
    """A row for each pin; lines and areas are layers of their own where the format has layers."""
    told = pin_columns(asked)
    told += case_columns(asked) if asked.reader else []
    told += area_columns(asked.layers, {column.name for column in told})
    return Rows("naale", _("Nåle"), asked.pins, told, asked.srid, asked.spots())


def pin_columns(asked: Asked) -> list[Column]:
    """What anybody may see."""
    return [
        Column("nummer", "nummer", "text", _("kommunens nummer for nålen"), F("number")),
        Column("link", "link", "text", _("nålens side"), address_of(asked.town, "/naal/|/")),
        Column("slags", "slags", "text", _("forslag eller problem"), worded("kind", Pin.Kind)),
        Column("slags_kode", "slags_kode", "text", _("proposal eller problem, på alle sprog"), F("kind")),
        Column("overskrift", "overskrift", "text", _("overskrift"), F("title")),
        Column("tekst", "tekst", "text", _("hvad der blev skrevet"), F("text")),
        Column("emne", "emne", "text", _("emne"), F("theme__name")),
        Column("emne_kode", "emne_kode", "text", _("emnets kode"), F("theme__code")),
        Column("status", "status", "text", _("hvor langt kommunen er"), worded("status", Pin.Status)),
        Column("status_kode", "status_kod", "text", _("statussens kode, på alle sprog"), F("status")),
        Column("sat", "sat", "time", _("hvornår nålen blev sat"), F("created")),
        Column("status_siden", "status_sid", "time", _("hvornår den fik sin status"), F("status_since")),
        Column("besvaret", "besvaret", "time", _("hvornår kommunen svarede"), F("answered")),
        Column("stoetter", "stoetter", "integer", _("hvor mange der støtter den"), F("support_count")),
        Column("kommentarer", "kommentar", "integer", _("hvor mange kommentarer den har"), F("comment_count")),
        Column("sted", "sted", "text", _("stedet i ord"), F("place_text")),
        Column("praecision", "praecision", "text", _("hvor præcist stedet er"), worded("precision", Placed.Precision)),
        Column("sprog", "sprog", "text", _("sproget, den er skrevet på"), F("language")),
    ]


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
