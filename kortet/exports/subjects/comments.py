"""Comments and official answers on the pins that are asked for."""

from typing import Any

from django.db.models import Case, F, TextField, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from kortet.exports.asked import Asked
from kortet.exports.columns import Column, address_of, area_columns, worded, yes_or_no
from kortet.exports.queries import POINTS, Rows, Spots
from kortet.exports.subjects.pins import person
from kortet.pins.models import Comment


def comment_rows(asked: Asked) -> Rows:
    """A row for each comment, at its own place if it has one, else at its pin's."""
    told = comment_columns(asked)
    told += case_columns(asked) if asked.reader else []
    told += area_columns(asked.layers, {column.name for column in told}, "pin__neighbourhood")
    found = asked.seen(Comment.objects.all()).filter(pin__in=asked.pins.order_by().values("pk"))
    there = Coalesce("point", asked.spots("pin__").place)
    spots = Spots(exact=there, place=there, drawing=Value(None))
    return Rows("kommentarer", _("Kommentarer og svar"), found, told, asked.srid, spots, parts=POINTS)


def comment_columns(asked: Asked) -> list[Column]:
    name: Any = Case(When(is_official=True, then=F("author_name")), default=Value(""), output_field=TextField())
    return [
        Column("nummer", "nummer", "text", _("nummeret på nålen, den hører til"), F("pin__number")),
        Column("link", "link", "text", _("nålens side"), address_of(asked.town, "/naal/|/", "pin__word")),
        Column("naal", "naal", "text", _("nålens overskrift"), F("pin__title")),
        Column("kommentar", "kommentar", "text", _("kommentarens egen kode"), F("word")),
        Column("svar_til", "svar_til", "text", _("koden på den kommentar, den svarer"), F("reply_to__word")),
        Column("kommunens", "kommunens", "text", _("om det er kommunens svar"), yes_or_no("is_official")),
        Column("svarer", "svarer", "text", _("hvem der svarer for kommunen"), NullIf(name, Value(""))),
        Column("tekst", "tekst", "text", _("hvad der blev skrevet"), F("text")),
        Column("skrevet", "skrevet", "time", _("hvornår den blev skrevet"), F("created")),
        Column("sted", "sted", "text", _("stedet i ord"), F("place_text")),
        Column("sprog", "sprog", "text", _("sproget, den er skrevet på"), F("language")),
    ]


def case_columns(asked: Asked) -> list[Column]:
    visitor = NullIf("person", Value(""))
    who = Case(When(author__isnull=False, then=person("author_id")), default=visitor, output_field=TextField())
    same, shown = asked.pseudonym(who), worded("moderation", Comment.Moderation)
    return [
        Column("visning", "visning", "text", _("om den vises: venter, vist eller skjult"), shown),
        Column("skjult_fordi", "skjult_for", "text", _("hvorfor den er skjult"), F("hidden_reason")),
        Column("forfatter", "forfatter", "text", _("samme person har samme tal, kun i denne fil"), same),
        Column("navn", "navn", "text", _("navnet, som forfatteren viser på kortet"), F("author_name")),
    ]
