"""What a planner asks for. One meaning, whatever it is used for: a count, a map, an export, a figure, a report."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.contrib.gis.db.models import Union
from django.contrib.gis.geos import MultiPolygon
from django.db.models import Model, Q, QuerySet, Subquery, Value
from django.utils import timezone

from kortet.events.queries import OccurrenceQuerySet
from kortet.links import moves
from kortet.links.models import Handover, Link
from kortet.municipalities.models import Municipality, Theme
from kortet.partners.models import Partner
from kortet.partners.queries import PartnerQuerySet
from kortet.pins.queries import PinQuerySet
from kortet.places.models import Area, Placed

Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(frozen=True)
class Wanted:
    """Kinds, themes and statuses by their codes, areas as "layer/code", a period of local days (both included), words,
    a partner and a process by their slugs, an outline in EPSG:25832. What is empty asks for nothing; of several values
    one is enough.

    Codes and not rows: what was asked for stays readable when an area is drawn anew, and a theme that is gone finds
    nothing instead of everything.
    """

    town: Municipality
    kinds: Sequence[str] = ()
    themes: Sequence[str] = ()
    statuses: Sequence[str] = ()
    areas: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    text: str = ""
    partner: str = ""
    process: str = ""
    outline: MultiPolygon | None = None

    @classmethod
    def read(cls, town: Municipality, words: dict[str, Any], outline: Any = None) -> "Wanted":
        """What `words` wrote down; names that it does not know are left out."""
        known = {field.name for field in fields(cls)} - {"town", "outline"}
        said = {name: value for name, value in words.items() if name in known}
        days = {name: date.fromisoformat(said[name]) for name in ("first", "last") if said.get(name)}
        return cls(town=town, outline=outline, **(said | days))

    @property
    def words(self) -> dict[str, Any]:
        """All but the outline, as JSON can keep it; only what is asked for."""
        days = {name: day.isoformat() for name in ("first", "last") if (day := getattr(self, name))}
        lists = {
            name: list(found) for name in ("kinds", "themes", "statuses", "areas") if (found := getattr(self, name))
        }
        texts = {name: text for name in ("text", "partner", "process") if (text := getattr(self, name))}
        return lists | days | texts

    def apply(self, pins: PinQuerySet) -> PinQuerySet:
        """The pins of a queryset that are asked for. It decides nothing about who may see them."""
        pins = pins.of(self.town)
        if self.kinds:
            pins = pins.filter(kind__in=self.kinds)
        if self.themes:
            pins = pins.filter(theme__in=self._themes())
        if self.statuses:
            pins = pins.filter(status__in=self.statuses)
        pins = self._placed(self._between(pins, "created"))
        if self.partner:
            pins = pins.filter(self._of_partner())
        if self.process:
            pins = pins.filter(process__municipality=self.town, process__slug=self.process)
        return pins.saying(self.text) if self.text else pins

    def apply_to_dates(self, dates: OccurrenceQuerySet) -> OccurrenceQuerySet:
        """Dates of events by theme, area, outline, period (when they take place), headline and organiser."""
        dates = dates.of(self.town)
        if self.themes:
            dates = dates.filter(event__themes__overlap=self._theme_ids())
        dates = self._placed(self._between(dates, "starts"), "event__")
        if self.process:
            return dates.none()  # events belong to no process
        if self.partner:
            dates = dates.filter(event__in=self._events_of_partner())
        return dates.saying(self.text) if self.text else dates

    def apply_to_partners(self, partners: PartnerQuerySet) -> PartnerQuerySet:
        """Partners by theme, by area and outline of what the public sees of their place, by name; the one named, and
        those that are invited to a process."""
        partners = partners.of(self.town)
        if self.themes:
            partners = partners.filter(themes__overlap=self._theme_ids())
        if self.partner:
            partners = partners.filter(slug=self.partner)
        if self.process:
            partners = partners.filter(
                processes__process__municipality=self.town, processes__process__slug=self.process
            )
        return self._placed(partners.filter(name__icontains=self.text) if self.text else partners)

    def chosen_areas(self) -> QuerySet[Area]:
        """The current areas that are named; one that is gone is not among them."""
        named = Q(pk__in=[])
        for layer, codes in self._codes().items():
            named |= Q(layer__code=layer, code__in=codes)
        return Area.objects.of(self.town).current().filter(named)

    def _placed(self, rows: Rows, prefix: str = "") -> Rows:
        """Rows whose public point lies in one of the areas, and in the outline. What is about the whole municipality
        is in no part of it."""
        if self.areas or self.outline is not None:
            rows = rows.exclude(**{f"{prefix}precision": Placed.Precision.WHOLE})
        if self.areas:
            rows = rows.filter(self._in_areas(prefix))
        if self.outline is not None:
            rows = rows.filter(**{f"{prefix}public_point__coveredby": self.outline})
        return rows

    def _in_areas(self, prefix: str) -> Q:
        """By the stored neighbourhood; of other layers by where the public point lies, asked once of all of them."""
        areas = self.chosen_areas()
        stored = areas.neighbourhoods().order_by().values("pk")  # type: ignore[attr-defined]  # an AreaQuerySet
        others = areas.filter(layer__is_neighbourhoods=False).order_by()
        if not any(layer in self._codes() for layer in self._other_layers()):
            return Q(**{f"{prefix}neighbourhood__in": stored})
        whole = others.annotate(one=Value(1)).values("one").annotate(whole=Union("boundary")).values("whole")
        return Q(**{f"{prefix}neighbourhood__in": stored}) | Q(**{f"{prefix}public_point__coveredby": Subquery(whole)})

    def _other_layers(self) -> QuerySet[Any, str]:
        layers = self.town.area_layers.filter(is_neighbourhoods=False)
        return layers.values_list("code", flat=True)

    def _codes(self) -> dict[str, list[str]]:
        """Layer → codes of its areas that are asked for."""
        found: dict[str, list[str]] = {}
        for area in self.areas:
            layer, _slash, code = area.partition("/")
            found.setdefault(layer, []).append(code)
        return found

    def _between(self, rows: Rows, field: str) -> Rows:
        if self.first:
            rows = rows.filter(**{f"{field}__gte": timezone.make_aware(datetime.combine(self.first, time.min))})
        if self.last:
            rows = rows.filter(**{f"{field}__lte": timezone.make_aware(datetime.combine(self.last, time.max))})
        return rows

    def _themes(self) -> QuerySet[Any]:
        return Theme.objects.filter(municipality=self.town, code__in=self.themes).order_by().values("pk")

    def _theme_ids(self) -> list[int]:
        return [row["pk"] for row in self._themes()] or [0]  # nothing has theme 0

    def _of_partner(self) -> Q:
        """Linked to the partner by somebody's word, or taken on by it in a way that everybody may know."""
        partner: dict[str, Any] = {"partner__municipality": self.town, "partner__slug": self.partner}
        links = Link.objects.confirmed().filter(**partner).values("pin")
        taken = Handover.objects.filter(state__in=moves.PUBLIC, **partner).values("pin")
        return Q(pk__in=links) | Q(pk__in=taken)

    def _events_of_partner(self) -> QuerySet[Model]:
        events: Any = Partner._meta.get_field("events").related_model
        partner = Partner.objects.of(self.town).filter(slug=self.partner).first()
        found: QuerySet[Model] = events.objects.by(partner).values("pk") if partner else events.objects.none()
        return found
