"""Partners: associations, institutions, councils and what else works with places."""

from typing import Any

from django.db.models import Case, F, Q, TextField, Value, When
from django.utils.translation import gettext as _

from kortet.exports.asked import Asked
from kortet.exports.columns import Column, address_of, area_columns, worded
from kortet.exports.queries import Part, Rows, Spots
from kortet.exports.subjects.events import themes_of
from kortet.partners.models import Partner
from kortet.places.models import Placed

PARTS: dict[Part, tuple[str, str]] = {"points": ("", "Point"), "areas": ("_virkeomraader", "MultiPolygon")}


def partner_rows(asked: Asked) -> Rows:
    """The premises as a point, and the area that it works in; one that works everywhere has none of its own."""
    told = partner_columns(asked)
    told += case_columns() if asked.reader else []
    told += area_columns(asked.layers, {column.name for column in told})
    found = asked.wanted.apply_to_partners(asked.seen(Partner.objects.all()))
    whole = {"reach__in": [Partner.Reach.AREAS, Partner.Reach.RADIUS, Partner.Reach.DRAWN]}
    facts: dict[str, Any] = {"parts": PARTS, "drawn": whole, "may_lack_place": True}
    return Rows("partnere", _("Foreninger og partnere"), found, told, asked.srid, spots_of(asked), **facts)


def spots_of(asked: Asked) -> Spots:
    """Premises that may not be shown are told to case workers only; the area it works in is told to all."""
    nowhere: Any = When(precision=Placed.Precision.WHOLE, then=Value(None))
    place = Case(nowhere, When(may_be_shown(asked), then=F(asked.spots().place.name)), default=Value(None))
    area = Case(When(reach=Partner.Reach.WHOLE, then=Value(None)), default=F("service_area"))
    return Spots(exact=place, place=place, drawing=area)


def may_be_shown(asked: Asked) -> Q:
    return Q(pk__isnull=False) if asked.reader else Q(shows_premises=True)


def partner_columns(asked: Asked) -> list[Column]:
    hidden, shown = Value("", output_field=TextField()), may_be_shown(asked)
    address, postcode = (
        Case(When(shown, then=F(name)), default=hidden, output_field=TextField()) for name in ("address", "postcode")
    )
    return [
        Column("navn", "navn", "text", _("navn"), F("name")),
        Column("link", "link", "text", _("foreningens side"), address_of(asked.town, "/foreninger/|/", "slug")),
        Column("slags", "slags", "text", _("forening, institution, lokalråd, …"), worded("kind", Partner.Kind)),
        Column("emner", "emner", "text", _("emner"), themes_of("themes")),
        Column("tekst", "tekst", "text", _("om foreningen"), F("text")),
        Column("arbejder_i", "arbejder_i", "text", _("hvor den arbejder"), worded("reach", Partner.Reach)),
        Column("cvr", "cvr", "text", _("CVR-nummer"), F("cvr")),
        Column("adresse", "adresse", "text", _("adresse, hvor den må vises"), address),
        Column("postnummer", "postnummer", "text", _("postnummer, hvor det må vises"), postcode),
        Column("hjemmeside", "hjemmeside", "text", _("hjemmeside"), F("web")),
        Column("e_mail", "e_mail", "text", _("foreningens offentlige e-mail"), F("email")),
        Column("telefon", "telefon", "text", _("foreningens offentlige telefon"), F("phone")),
        Column("godkendt", "godkendt", "time", _("hvornår den kom med"), F("approved")),
    ]


def case_columns() -> list[Column]:
    return [
        Column("tilstand", "tilstand", "text", _("om den er med"), worded("state", Partner.State)),
        Column("begrundelse", "begrundels", "text", _("hvorfor den ikke er med"), F("state_reason")),
    ]
