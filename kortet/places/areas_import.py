"""Storing the areas of a file: upsert by code, end what is gone, give all that is placed its area. All or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import shapely
from django.apps import apps
from django.contrib.gis.geos import GEOSGeometry
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from shapely import MultiPolygon

from kortet.municipalities.models import Municipality
from kortet.places.boundaries import Boundaries, BoundariesError, Draft
from kortet.places.models import METRES, Area, AreaLayer, Placed, today

REALLY_CHANGED = 1.0  # m² of symmetric difference from which a boundary is another one
Progress = Callable[[str], None]


def quietly(step: str) -> None:
    """For callers whom nobody watches."""


@dataclass
class Outcome:
    """What the import did, or would do: codes by what became of them, and rows re-homed by table."""

    boundaries: Boundaries
    new: list[str] = field(default_factory=list)
    redrawn: list[str] = field(default_factory=list)  # a new version; the old one has ended
    corrected: list[str] = field(default_factory=list)  # changed in place
    unchanged: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    rehomed: dict[str, int] = field(default_factory=dict)
    drawn: str = ""  # the layer afterwards as GeoJSON (EPSG:4326), for a preview

    @property
    def changed_anything(self) -> bool:
        return bool(self.new or self.redrawn or self.corrected or self.ended or any(self.rehomed.values()))


@dataclass(frozen=True)
class AreasImport:
    """An order to store areas. `valid_from`: the day from which the file's boundaries count, None for "always"."""

    municipality: Municipality
    layer_code: str
    layer_name: str = ""
    neighbourhoods: bool = False
    valid_from: date | None = None
    source: str = ""

    @transaction.atomic
    def store(self, boundaries: Boundaries, *, tell: Progress = quietly) -> Outcome:
        """Stores everything, or raises BoundariesError and stores nothing."""
        return self.carry_out(boundaries, tell)

    @transaction.atomic
    def rehearse(self, boundaries: Boundaries, *, tell: Progress = quietly) -> Outcome:
        """Does everything that `store` does, draws the result, and takes it all back."""
        outcome = self.carry_out(boundaries, tell)
        outcome.drawn = Area.objects.filter(layer=self.find_layer()).current().as_geojson(metres=5)
        transaction.set_rollback(True)
        return outcome

    def carry_out(self, boundaries: Boundaries, tell: Progress) -> Outcome:
        if self.valid_from and self.valid_from > today():
            raise BoundariesError([_("Datoen %(day)s er ikke kommet endnu. Indlæs filen den dag.") % self.facts()])
        if not AreaLayer.objects.alone_with(self.municipality):
            raise BoundariesError([_("En anden indlæsning af områder er i gang. Prøv igen om lidt.")])
        tell(_("Gemmer områder"))
        layer = self.find_layer()
        outcome = Outcome(boundaries)
        try:
            self.upsert(layer, outcome)
            self.end_what_is_gone(layer, outcome)
        except IntegrityError as error:
            why = str(error).splitlines()[0]
            raise BoundariesError([_("Databasen afviser områderne: %(why)s") % {"why": why}]) from error
        if layer.is_neighbourhoods:
            self.rehome(layer, outcome, tell)
        if outcome.changed_anything:
            Municipality.objects.filter(pk=self.municipality.pk).raise_version()
        return outcome

    def facts(self) -> dict[str, str]:
        return {"day": str(self.valid_from), "code": self.layer_code}

    def find_layer(self) -> AreaLayer:
        """The layer, made if there is none; with `neighbourhoods` it becomes the one that pins belong to."""
        wanted = {"name": self.layer_name or self.layer_code, "source": self.source}
        layer, _made = AreaLayer.objects.get_or_create(
            municipality=self.municipality, code=self.layer_code, defaults=wanted
        )
        if self.neighbourhoods and not layer.is_neighbourhoods:
            AreaLayer.objects.of(self.municipality).neighbourhoods().update(is_neighbourhoods=False)
            layer.is_neighbourhoods = True
        layer.name = self.layer_name or layer.name
        layer.source = self.source or layer.source
        layer.save(update_fields=["is_neighbourhoods", "name", "source"])
        return layer

    def upsert(self, layer: AreaLayer, outcome: Outcome) -> None:
        current = {area.code: area for area in Area.objects.filter(layer=layer).current()}
        for draft in outcome.boundaries.drafts:
            area = current.get(draft.code)
            if area is None:
                self.draw(layer, draft)
                outcome.new.append(draft.code)
            else:
                self.update(area, draft, outcome)

    def update(self, area: Area, draft: Draft, outcome: Outcome) -> None:
        difference = difference_of(area, draft.boundary)
        if difference > REALLY_CHANGED and self.begins_after(area):
            self.end(area)
            self.draw(area.layer, draft)
            outcome.redrawn.append(draft.code)
        elif difference or (area.name, area.population) != (draft.name, self.population_of(area, draft)):
            area.name, area.population = draft.name, self.population_of(area, draft)
            area.boundary = stored(draft.boundary) if difference else area.boundary
            area.save(update_fields=["name", "population", "boundary"])
            outcome.corrected.append(draft.code)
        else:
            outcome.unchanged.append(draft.code)

    def population_of(self, area: Area, draft: Draft) -> int | None:
        """A file without numbers of people does not take away those that are known."""
        return area.population if draft.population is None else draft.population

    def begins_after(self, area: Area) -> bool:
        return self.valid_from is not None and (area.valid_from is None or self.valid_from > area.valid_from)

    def draw(self, layer: AreaLayer, draft: Draft) -> None:
        facts = {"name": draft.name, "population": draft.population, "valid_from": self.valid_from}
        Area.objects.create(layer=layer, code=draft.code, boundary=stored(draft.boundary), **facts)

    def end(self, area: Area) -> None:
        """The area's life ends the day the new boundaries begin, and never before its own first day."""
        area.valid_to = max(self.valid_from or today(), area.valid_from or date.min)
        area.save(update_fields=["valid_to"])

    def end_what_is_gone(self, layer: AreaLayer, outcome: Outcome) -> None:
        there = {draft.code for draft in outcome.boundaries.drafts}
        for area in Area.objects.filter(layer=layer).current().exclude(code__in=there).light().order_by("code"):
            self.end(area)
            outcome.ended.append(area.code)

    def rehome(self, layer: AreaLayer, outcome: Outcome, tell: Progress) -> None:
        tell(_("Finder områder til alt på kortet"))
        for placed in placed_models():
            here = AreaLayer.objects.filter(pk=layer.pk)
            outcome.rehomed[str(placed._meta.verbose_name_plural)] = here.rehome(placed)
            placed.follow_areas(layer.municipality)


def placed_models() -> list[type[Placed]]:
    """Every table of something that lies on the map, whichever app it lives in."""
    return [model for model in apps.get_models() if issubclass(model, Placed) and not model._meta.proxy]


def difference_of(area: Area, boundary: MultiPolygon) -> float:
    """m² that belong to one of the two boundaries alone; 0.0 only when they are the same."""
    before = shapely.from_wkb(bytes(area.boundary.wkb))
    if shapely.equals_exact(before, boundary, tolerance=0.0):
        return 0.0
    return max(float(shapely.symmetric_difference(before, boundary).area), 1e-9)


def stored(boundary: MultiPolygon) -> Any:
    """The boundary as GeoDjango takes it."""
    return GEOSGeometry(memoryview(shapely.to_wkb(boundary)), srid=METRES)
