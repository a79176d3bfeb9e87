"""Events: a row for each date on which one takes place."""

from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import BooleanField, Case, F, Func, OuterRef, Subquery, Value, When
from django.utils.translation import gettext as _

from kortet.events.models import Event, Occurrence
from kortet.exports.asked import Asked
from kortet.exports.columns import Column, address_of, area_columns, worded, yes_or_no
from kortet.exports.queries import Rows, Spots
from kortet.municipalities.models import Theme
from kortet.places.models import Placed


def event_rows(asked: Asked) -> Rows:
    """What is online or about the whole municipality has no place."""
    told = event_columns(asked)
    told += case_columns() if asked.reader else []
    told += area_columns(asked.layers, {column.name for column in told}, "event__neighbourhood")
    events = asked.seen(Event.objects.all()).order_by().values("pk")
    found = asked.wanted.apply_to_dates(Occurrence.objects.filter(event__in=events))
    facts: dict[str, Any] = {"drawn": {"event__shape__isnull": False}, "may_lack_place": True}
    return Rows("arrangementer", _("Arrangementer"), found, told, asked.srid, spots_of(asked), **facts)


def spots_of(asked: Asked) -> Spots:
    spots = asked.spots("event__")
    there: Any = Case(When(event__precision=Placed.Precision.WHOLE, then=Value(None)), default=spots.place)
    return Spots(exact=spots.exact, place=there, drawing=spots.drawing)


def event_columns(asked: Asked) -> list[Column]:
    link = address_of(asked.town, "/arrangement/|/", "event__word")
    called_off: Any = Case(
        When(event__status=Event.Status.CANCELLED, then=Value(str(Occurrence.Status.CANCELLED.label))),
        default=worded("status", Occurrence.Status),
    )
    return [
        Column("arrangement", "arrangemen", "text", _("arrangementets egen kode"), F("event__word")),
        Column("link", "link", "text", _("arrangementets side"), link),
        Column("overskrift", "overskrift", "text", _("overskrift"), F("event__title")),
        Column("tekst", "tekst", "text", _("hvad der blev skrevet"), F("event__text")),
        Column("slags", "slags", "text", _("aktivitet eller møde"), worded("event__kind", Event.Kind)),
        Column("begynder", "begynder", "time", _("hvornår det begynder"), F("starts")),
        Column("slutter", "slutter", "time", _("hvornår det slutter"), F("ends")),
        Column("status", "status", "text", _("som planlagt, flyttet eller aflyst"), called_off),
        Column("arrangoer", "arrangoer", "text", _("foreningen bag"), F("event__organiser__name")),
        Column("emner", "emner", "text", _("emner"), themes_of("event__themes")),
        Column("sted", "sted", "text", _("stedet i ord"), F("event__place_text")),
        Column("paa_nettet", "paa_nettet", "text", _("adresse på nettet"), F("event__online_url")),
        Column("pris", "pris", "text", _("pris"), F("event__price")),
        Column("pladser", "pladser", "integer", _("hvor mange der er plads til"), F("event__capacity")),
        Column("tilmelding", "tilmelding", "text", _("om man skal tilmelde sig"), yes_or_no("event__needs_sign_up")),
        Column("uden_trin", "uden_trin", "text", _("om man kan komme ind uden trin"), yes_or_no("event__step_free")),
    ]


def case_columns() -> list[Column]:
    shown = worded("event__moderation", Event.Moderation)
    return [
        Column("visning", "visning", "text", _("om det vises: venter, vist eller skjult"), shown),
        Column("skjult_fordi", "skjult_for", "text", _("hvorfor det er skjult"), F("event__hidden_reason")),
        Column("optaget", "optaget", "integer", _("hvor mange pladser der er taget"), F("seats_taken")),
    ]


def themes_of(field: str) -> Any:
    """The names of themes that are kept by their row numbers, with commas between."""
    kept = Func(
        F("pk"), OuterRef(field), template="(%(expressions)s))", arg_joiner=" = ANY(", output_field=BooleanField()
    )
    named = Theme.objects.filter(kept).order_by().annotate(one=Value(1)).values("one")
    return Subquery(named.annotate(names=StringAgg("name", Value(", "), order_by="name")).values("names"))
