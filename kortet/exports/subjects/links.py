"""What ties pins to partners and events: links that somebody confirmed, and hand-overs."""

from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.db.models import Case, F, Func, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from kortet.events.models import Event
from kortet.exports.asked import Asked
from kortet.exports.columns import Column, address_of, area_columns, worded
from kortet.exports.queries import POINTS, Part, Rows, Spots
from kortet.links.models import Handover, Link
from kortet.municipalities.models import METRES
from kortet.partners.models import Partner
from kortet.places.models import Placed

LINES: dict[Part, tuple[str, str]] = {"shapes": ("", "LineString")}


def link_rows(asked: Asked) -> Rows:
    """Links of the pins that are asked for. A line leads from the pin to the partner or event, where that has a place
    that may be shown."""
    told = link_columns(asked)
    told += area_columns(asked.layers, {column.name for column in told}, "pin__neighbourhood")
    spots = spots_of(asked)
    return Rows("forbindelser", _("Forbindelser"), links_of(asked), told, asked.srid, spots, parts=LINES)


def links_of(asked: Asked) -> QuerySet[Link]:
    partners, events = (asked.seen(model.objects.all()).order_by().values("pk") for model in (Partner, Event))
    seen = Q(partner__in=partners) | Q(event__in=events)
    return Link.objects.confirmed().filter(seen, pin__in=asked.pins.order_by().values("pk"))


def spots_of(asked: Asked) -> Spots:
    here = asked.spots("pin__").place
    whole = Placed.Precision.WHOLE
    shown = {} if asked.reader else {"partner__shows_premises": True}
    point = "point" if asked.reader else "public_point"
    partner: Any = Case(When(~Q(partner__precision=whole), **shown, then=F(f"partner__{point}")), default=Value(None))
    event: Any = Case(When(~Q(event__precision=whole), then=F(f"event__{point}")), default=Value(None))
    line = Func(here, Coalesce(partner, event), function="ST_MakeLine", output_field=GeometryField(srid=METRES))
    return Spots(exact=here, place=here, drawing=line)


def link_columns(asked: Asked) -> list[Column]:
    return [
        *pin_named(asked),
        Column("partner", "partner", "text", _("partneren"), F("partner__name")),
        Column("arrangement", "arrangemen", "text", _("arrangementet"), F("event__title")),
        Column("arrangement_kode", "arr_kode", "text", _("arrangementets egen kode"), F("event__word")),
        Column("bekraeftet", "bekraeftet", "time", _("hvornår forbindelsen blev bekræftet"), F("decided")),
    ]


def pin_named(asked: Asked) -> list[Column]:
    return [
        Column("nummer", "nummer", "text", _("nummeret på nålen, den hører til"), F("pin__number")),
        Column("link", "link", "text", _("nålens side"), address_of(asked.town, "/naal/|/", "pin__word")),
        Column("naal", "naal", "text", _("nålens overskrift"), F("pin__title")),
    ]


def handover_rows(asked: Asked) -> Rows:
    """What partners took on of the pins that are asked for; for case workers also what they offered."""
    told = handover_columns(asked)
    told += area_columns(asked.layers, {column.name for column in told}, "pin__neighbourhood")
    found = asked.seen(Handover.objects.all()).filter(pin__in=asked.pins.order_by().values("pk"))
    here = asked.spots("pin__").place
    spots = Spots(exact=here, place=here, drawing=Value(None))
    return Rows("overdragelser", _("Overdragelser"), found, told, asked.srid, spots, parts=POINTS)


def handover_columns(asked: Asked) -> list[Column]:
    return [
        *pin_named(asked),
        Column("partner", "partner", "text", _("partneren"), F("partner__name")),
        Column("tilstand", "tilstand", "text", _("hvor langt det er"), worded("state", Handover.State)),
        Column("hvad", "hvad", "text", _("hvad partneren vil gøre"), F("what")),
        Column("hvornaar", "hvornaar", "text", _("hvornår"), F("when")),
        Column("betaler", "betaler", "text", _("hvem der betaler"), worded("pays", Handover.Pays)),
        Column("resultat", "resultat", "text", _("hvad der kom ud af det"), F("result")),
        Column("tak", "tak", "integer", _("hvor mange der har sagt tak"), F("thanks_count")),
        Column("siden", "siden", "time", _("hvornår det kom så langt"), F("since")),
    ]
