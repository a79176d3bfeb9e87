"""What an edition's questions are answered among: the town's areas, what is drawn beforehand, where places may lie."""

from functools import cached_property
from typing import Any

from django.contrib.gis.geos import GEOSGeometry

from kortet.municipalities.models import Municipality
from kortet.places.models import Area
from kortet.places.queries import feature_collection, in_degrees
from kortet.surveys.models import Edition
from kortet.surveys.questionnaire import MapRules, Within

AREAS = "neighbourhoods"  # the group of the town's own areas


class Around:
    """Read once for a page, and only what its questions ask for."""

    def __init__(self, edition: Edition, municipality: Municipality) -> None:
        self.edition, self.municipality = edition, municipality

    @cached_property
    def areas(self) -> list[tuple[str, str]]:
        """Code and name of the town's neighbourhoods of today."""
        current = Area.objects.of(self.municipality).neighbourhoods().current()
        return list(current.order_by("name").values_list("code", "name"))

    def boundary(self, code: str) -> GEOSGeometry | None:
        """The border of one of them (EPSG:25832); None where there is no such one."""
        current = Area.objects.of(self.municipality).neighbourhoods().current()
        found: GEOSGeometry | None = current.filter(code=code).values_list("boundary", flat=True).first()
        return found

    @cached_property
    def _objects(self) -> list[tuple[str, str, str]]:
        rows = self.edition.objects_drawn.defer("shape")
        return [(one.group, one.key, one.name) for one in rows]

    def offered(self, rules: MapRules) -> list[tuple[str, str]]:
        """Key and name of what is chosen among or rated."""
        if rules.group == AREAS:
            return self.areas
        return [(key, name) for group, key, name in self._objects if group == rules.group]

    def drawn(self, group: str) -> str:
        """What is drawn beforehand in a group: a FeatureCollection (EPSG:4326), each with its key and name."""
        if group != AREAS:
            return self.edition.objects_drawn.filter(group=group).as_geojson()
        return feature_collection(
            {"key": code, "group": AREAS, "name": name, "drawn": drawn} for code, name, drawn in self.borders()
        )

    def borders(self) -> list[tuple[str, str, str]]:
        """Code, name and border (GeoJSON, EPSG:4326) of the town's neighbourhoods."""
        rows = Area.objects.of(self.municipality).neighbourhoods().current().order_by("name")
        return list(rows.annotate(drawn=in_degrees("boundary")).values_list("code", "name", "drawn"))

    def shapes(self, group: str) -> dict[str, str]:
        """Key → GeoJSON (EPSG:4326) of what is chosen among or rated."""
        if group == AREAS:
            return {code: drawn for code, _name, drawn in self.borders()}
        rows = self.edition.objects_drawn.filter(group=group).annotate(drawn=in_degrees("shape"))
        return dict(rows.values_list("key", "drawn"))

    def bounds_of(self, rules: MapRules) -> GEOSGeometry | None:
        """Where places may lie beside the town's own border; None: anywhere in it."""
        area: Any = self.edition.survey.process.area
        return area if rules.within == Within.PROCESS else None
