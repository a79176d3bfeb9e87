"""Which collections a municipality has. Each takes its rows by the same words as the map: `public()` of a town."""

from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.db.models import Case, F, Func, IntegerField, QuerySet, TextField, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from kortet.events.models import Event, Occurrence
from kortet.municipalities.models import Municipality
from kortet.opendata.collection import Collection, Property, choice
from kortet.opendata.refusals import NothingThereError
from kortet.partners.models import Partner
from kortet.pins.models import Pin
from kortet.pins.told import pin_facts as told_of_pins
from kortet.places.models import METRES, Area, AreaLayer

AREAS = "omraader-"
SHAPE: Any = GeometryField(srid=METRES)


def collections_of(town: Municipality) -> list[Collection]:
    """All of them, areas last."""
    layers = [areas_of(layer) for layer in AreaLayer.objects.of(town)]
    return [pins(town), pin_lines(town), pin_areas(town), events(town), partners(town), *layers]


def collection_named(town: Municipality, name: str) -> Collection:
    """Raises NothingThereError where there is none."""
    fixed = {"naale": pins, "naale-linjer": pin_lines, "naale-flader": pin_areas}
    fixed |= {"arrangementer": events, "foreninger": partners}
    if name in fixed:
        return fixed[name](town)
    if name.startswith(AREAS):
        layer = AreaLayer.objects.of(town).filter(code=name.removeprefix(AREAS).replace("\0", "")).first()
        if layer:
            return areas_of(layer)
    raise NothingThereError(_("Der er ingen samling med det navn. Se listen på /ogc/collections."))


def address_of(town: Municipality, before: str, word: str) -> Any:
    """The address of a row's page on the municipality's own host."""
    return Concat(Value(town.address(before)), F(word), Value("/"), output_field=TextField())


def by(column: str) -> Any:
    """Finds the row by a column."""

    def find(rows: QuerySet[Any], word: str) -> QuerySet[Any]:
        return rows.filter(**{column: word})

    return find


def pins(town: Municipality) -> Collection:
    return Collection(
        id="naale",
        title=_("Nåle"),
        what=_("Forslag og problemer, som borgere har sat på kortet, hver ved sit punkt."),
        shape="Point",
        rows=Pin.objects.of(town).public(),
        place=F("public_point"),
        web="public_web",
        counted="pins",
        **pin_facts(town),
    )


def pin_lines(town: Municipality) -> Collection:
    what = _("De nåle, der er tegnet som en linje.")
    return drawn(town, "naale-linjer", _("Nåle: linjer"), what, "LineString", 1)


def pin_areas(town: Municipality) -> Collection:
    return drawn(town, "naale-flader", _("Nåle: flader"), _("De nåle, der er tegnet som en flade."), "Polygon", 2)


def drawn(town: Municipality, name: str, title: str, what: str, shape: Any, dimension: int) -> Collection:
    """A shape is told only where the pin is shown as it is, or it would give the place away."""
    dimensions = Func(F("shape"), function="ST_Dimension", output_field=IntegerField())
    rows = Pin.objects.of(town).public().filter(shape__isnull=False, is_rough=False)
    rows = rows.alias(dimensions=dimensions).filter(dimensions=dimension)
    return Collection(id=name, title=title, what=what, shape=shape, rows=rows, place=F("shape"), **pin_facts(town))


def pin_facts(town: Municipality) -> dict[str, Any]:
    told = [
        choice(fact.name, fact.what, fact.field, fact.choices)
        if fact.choices
        else Property(fact.name, fact.kind, fact.what, F(fact.field))
        for fact in told_of_pins()
    ]
    told.insert(1, Property("link", "text", _("nålens side"), address_of(town, "/naal/", "word")))
    told.append(Property("bydel_kode", "text", _("områdets kode"), F("neighbourhood__code")))
    told.append(Property("bydel", "text", _("området"), F("neighbourhood__name")))
    order: dict[str, Any] = {"order": ("created", "pk"), "is_newest_first": True, "begins": "created"}
    return order | {"word": F("word"), "find": by("word"), "properties": tuple(told), "origin": town.address("")}


def events(town: Municipality) -> Collection:
    """One feature for each date that is not over; its id is the event's word and the wall time by the rule."""
    told = (
        Property("link", "text", _("arrangementets side"), address_of(town, "/arrangement/", "event__word")),
        choice("slags", _("aktivitet eller møde"), "event__kind", Event.Kind),
        Property("overskrift", "text", _("overskrift"), F("event__title")),
        Property("tekst", "text", _("hvad der blev skrevet"), F("event__text")),
        Property("begynder", "time", _("hvornår det begynder"), F("starts")),
        Property("slutter", "time", _("hvornår det slutter"), F("ends")),
        Property("sted", "text", _("stedet i ord"), F("event__place_text")),
        Property("arrangoer", "text", _("hvem der arrangerer"), F("event__organiser__name")),
        Property("pris", "text", _("hvad det koster"), F("event__price")),
        Property("uden_trin", "boolean", _("om man kan komme ind uden trin"), F("event__step_free")),
        Property("teleslynge", "boolean", _("om der er teleslynge"), F("event__hearing_loop")),
        Property("bydel_kode", "text", _("områdets kode"), F("event__neighbourhood__code")),
        Property("bydel", "text", _("området"), F("event__neighbourhood__name")),
    )
    placed: Any = Case(When(event__precision="whole", then=None), default=F("event__public_point"), output_field=SHAPE)
    return Collection(
        id="arrangementer",
        title=_("Arrangementer"),
        what=_("Aktiviteter og møder, hver dato for sig, indtil den er slut."),
        shape="Point",
        rows=Occurrence.objects.of(town).public().coming().order_by(),
        place=placed,
        word=Concat(F("event__word"), Value("."), F("wall"), output_field=TextField()),
        order=("starts", "pk"),
        is_newest_first=False,
        properties=told,
        find=one_date,
        begins="starts",
        ends="ends",
        has_placeless=True,
        origin=town.address(""),
    )


def one_date(rows: QuerySet[Any], word: str) -> QuerySet[Any]:
    event, _dot, wall = word.partition(".")
    return rows.filter(event__word=event, wall=wall)


def partners(town: Municipality) -> Collection:
    told = (
        Property("link", "text", _("foreningens side"), address_of(town, "/foreninger/", "slug")),
        Property("navn", "text", _("navn"), F("name")),
        choice("slags", _("forening, institution eller andet"), "kind", Partner.Kind),
        Property("tekst", "text", _("hvad den laver"), F("text")),
        Property("hjemmeside", "text", _("hjemmeside"), F("web")),
        choice("arbejder_i", _("hvor den arbejder"), "reach", Partner.Reach),
        Property("bydel_kode", "text", _("områdets kode"), F("neighbourhood__code")),
        Property("bydel", "text", _("området"), F("neighbourhood__name")),
    )
    shown = When(shows_premises=True, then=F("public_point"))
    placed: Any = Case(When(precision="whole", then=None), shown, default=None, output_field=SHAPE)
    return Collection(
        id="foreninger",
        title=_("Foreninger"),
        what=_("Foreninger og institutioner, som kommunen har godkendt; ved deres adresse, hvor den må vises."),
        shape="Point",
        rows=Partner.objects.of(town).public(),
        place=placed,
        word=F("slug"),
        order=("name", "pk"),
        is_newest_first=False,
        properties=told,
        find=by("slug"),
        has_placeless=True,
        origin=town.address(""),
    )


def areas_of(layer: AreaLayer) -> Collection:
    told = (
        Property("kode", "text", _("områdets kode"), F("code")),
        Property("navn", "text", _("områdets navn"), F("name")),
        Property("indbyggere", "integer", _("hvor mange der bor der"), F("population")),
        Property("gaelder_fra", "day", _("den første dag"), F("valid_from")),
    )
    return Collection(
        id=f"{AREAS}{layer.code}",
        title=layer.label,
        what=_("Kommunens områder, som de er nu."),
        shape="MultiPolygon",
        rows=Area.objects.filter(layer=layer).current(),
        place=F("boundary"),
        word=F("code"),
        order=("code", "pk"),
        is_newest_first=False,
        properties=told,
        find=by("code"),
    )
