"""Areas of every layer with figures of the pins that are asked for: how many, supports, comments, answers."""

from typing import Any

from django.contrib.gis.db.models.functions import PointOnSurface
from django.db.models import Case, Count, F, FloatField, Func, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from kortet.exports.asked import Asked
from kortet.exports.columns import Column
from kortet.exports.queries import Part, Rows, Spots
from kortet.pins.models import Pin
from kortet.places.models import Area

WHOLE: dict[Part, tuple[str, str]] = {"shapes": ("", "MultiPolygon")}
PER_1000 = "round(({figure})::numeric * 1000 / nullif(of_indbyggere, 0), 2)::float8"


def area_rows(asked: Asked) -> Rows:
    """A row for each current area; of a selection that names areas, for each of those."""
    areas = asked.wanted.chosen_areas() if asked.wanted.areas else Area.objects.of(asked.town).current()
    middle = PointOnSurface("boundary")
    spots = Spots(exact=middle, place=middle, drawing=F("boundary"))
    more = {"figures": figures(asked)}
    found = areas.filter(layer__municipality=asked.town)
    return Rows("omraader", _("Områder med tal"), found, columns(), asked.srid, spots, parts=WHOLE, more=more)


def columns() -> list[Column]:
    return [
        Column("inddeling", "inddeling", "text", _("inddelingens navn"), F("layer__name")),
        Column("inddeling_kode", "inddel_kod", "text", _("inddelingens kode"), F("layer__code")),
        Column("kode", "kode", "text", _("områdets kode"), F("code")),
        Column("navn", "navn", "text", _("områdets navn"), F("name")),
        Column("indbyggere", "indbyggere", "integer", _("indbyggere, hvor det vides"), F("population")),
        Column("km2", "km2", "number", _("størrelse i kvadratkilometer"), square_kilometres()),
        *figure_columns(),
    ]


def figure_columns() -> list[Column]:
    supports, pins = figure("stoetter"), figure("naale")
    per_1000 = {name: PER_1000.format(figure=sql) for name, sql in (("pins", pins), ("supports", supports))}
    said = _("støtter pr. 1.000 indbyggere")
    return [
        Column("naale", "naale", "integer", _("valgte nåle i området"), sql=pins),
        Column("forslag", "forslag", "integer", _("heraf forslag"), sql=figure("forslag")),
        Column("problemer", "problemer", "integer", _("heraf problemer"), sql=figure("problemer")),
        Column("besvarede", "besvarede", "integer", _("heraf besvaret af kommunen"), sql=figure("besvarede")),
        Column("stoetter", "stoetter", "integer", _("støtter, som de valgte nåle har i alt"), sql=supports),
        Column("kommentarer", "kommentar", "integer", _("kommentarer, som de har i alt"), sql=figure("kommentarer")),
        Column("naale_pr_1000", "naale_1000", "number", _("nåle pr. 1.000 indbyggere"), sql=per_1000["pins"]),
        Column("stoetter_pr_1000", "stoet_1000", "number", said, sql=per_1000["supports"]),
    ]


def square_kilometres() -> Any:
    metres = Func(F("boundary"), function="ST_Area", output_field=FloatField())
    return Func(metres, template="round((%(expressions)s / 1000000)::numeric, 4)::float8", output_field=FloatField())


def figure(name: str) -> str:
    """One of the figures, out of the one question that reckons them all for an area."""
    return f"coalesce((of_figures ->> '{name}')::int, 0)"


def figures(asked: Asked) -> Any:
    """Of the neighbourhoods by what is stored, of other layers by where the public point lies."""
    stored, lying = Q(neighbourhood=OuterRef("pk")), Q(public_point__coveredby=OuterRef("boundary"))
    return Case(
        When(layer__is_neighbourhoods=True, then=counted(asked, stored)),
        default=counted(asked, lying),
    )


def counted(asked: Asked, here: Q) -> Subquery:
    told = JSONObject(
        naale=Count("pk"),
        forslag=Count("pk", filter=Q(kind=Pin.Kind.PROPOSAL)),
        problemer=Count("pk", filter=Q(kind=Pin.Kind.PROBLEM)),
        besvarede=Count("pk", filter=Q(answered__isnull=False)),
        stoetter=Sum("support_count"),
        kommentarer=Sum("comment_count"),
    )
    pins = asked.pins.filter(here).order_by().annotate(one=Value(1)).values("one")
    return Subquery(pins.annotate(told=told).values("told"))
