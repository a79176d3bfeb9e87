"""Where a place of an answer is: drawn on the map, named by an address, between two of them, or a neighbourhood."""

import json
from typing import TYPE_CHECKING, Any

from django.contrib.gis.geos import GEOSGeometry, LineString, Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.places.drawn import DEGREES, METRES, read_point, refuse, strict_json
from kortet.places.turned import turned
from kortet.places.where import PlaceForm
from kortet.surveys.questionnaire import Kind

if TYPE_CHECKING:
    from kortet.responses.asking_places import Slot

TYPES = {Kind.POINT: "Point", Kind.LINE: "LineString", Kind.POLYGON: "Polygon"}
SHAPE, HOW, ADDRESS, TO, AREA = "_shape", "_how", "_address", "_to", "_area"


class Where:
    """Where one place is: what was drawn, else what was said by name."""

    def __init__(self, slot: "Slot") -> None:
        self.slot, self.around = slot, slot.form.around
        self.said = {
            name: slot.form.cleaned_data.get(f"{slot.prefix}{name}") or "" for name in (SHAPE, HOW, ADDRESS, TO, AREA)
        }

    def found_out(self) -> tuple[GEOSGeometry, str]:
        """The geometry (EPSG:25832) and how exact it is; raises ValidationError saying what is wrong."""
        place, precision = self.read()
        metres: Any = turned(place, METRES) if place.srid != METRES else place
        area = self.around.bounds_of(self.slot.places.question.map)
        if area is not None and not area.intersects(metres):
            refuse(_("Stedet ligger uden for det område, som undersøgelsen handler om."))
        return metres, precision

    def read(self) -> tuple[GEOSGeometry, str]:
        if self.said[SHAPE]:
            return self.by_drawing()
        if self.slot.kind == Kind.LINE:
            return self.between()
        if self.slot.kind == Kind.POLYGON:
            return self.whole_area(), "area"
        return self.by_name(address=self.said[ADDRESS], area=self.said[AREA])

    def by_drawing(self) -> tuple[GEOSGeometry, str]:
        kind = strict_json(self.said[SHAPE])
        wanted = TYPES[self.slot.kind]
        if not isinstance(kind, dict) or kind.get("type") != wanted or set(kind) != {"type", "coordinates"}:
            refuse(_("Tegningen kunne ikke læses. Tegn den igen."))
        if wanted == "Point":
            pair = kind["coordinates"]
            if not isinstance(pair, list) or len(pair) != 2:
                refuse(_("Tegningen kunne ikke læses. Tegn den igen."))
            point = read_point(*pair)
            return self.by_name(lng=str(point.x), lat=str(point.y))[0], self.said[HOW] or "point"
        return self.by_name(shape=self.said[SHAPE])[0], self.said[HOW] or "point"

    def by_name(self, **said: str) -> tuple[GEOSGeometry, str]:
        """As everywhere where people say where something is."""
        form = PlaceForm(said, municipality=self.around.municipality)
        form.full_clean()
        form.find_place()
        self.slot.found = form.found if form.place is None else []
        if wrong := [*form.errors.get("address", []), *form.errors.get("shape", []), *form.errors.get("area", [])]:
            raise ValidationError(str(wrong[0]))
        return form.chosen_place, form.precision

    def between(self) -> tuple[GEOSGeometry, str]:
        """A straight line between two places that have names."""
        if not (self.said[ADDRESS] and self.said[TO]):
            refuse(_("Tegn linjen på kortet, eller skriv både, hvor den begynder, og hvor den ender."))
        ends: list[Any] = [self.by_name(address=self.said[name])[0] for name in (ADDRESS, TO)]
        line = LineString([(end.x, end.y) for end in ends], srid=DEGREES)
        if turned(line, METRES).length < 1:
            refuse(_("Linjen begynder og ender samme sted."))
        return line, "street"

    def whole_area(self) -> Polygon:
        """A neighbourhood as it is drawn, with fewer corners; of several parts the largest."""
        boundary: Any = self.around.boundary(self.said[AREA])
        if boundary is None:
            refuse(_("Tegn området på kortet, eller vælg et."))
        whole: Any = max(boundary, key=lambda part: part.area)
        simple = whole.simplify(20, preserve_topology=True)
        return simple if isinstance(simple, Polygon) and simple.valid else whole


def in_degrees(shape: GEOSGeometry) -> str:
    """GeoJSON in EPSG:4326 with seven decimals: a centimetre, so that what is sent back unchanged is the same place."""
    said: dict[str, Any] = json.loads(turned(shape, DEGREES).json)
    return json.dumps({"type": said["type"], "coordinates": rounded(said["coordinates"])}, separators=(",", ":"))


def rounded(numbers: Any) -> Any:
    return [rounded(one) for one in numbers] if isinstance(numbers, list) else round(numbers, 7)
