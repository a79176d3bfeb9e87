"""The areas of a layer as rows of a table and as shapes on a map."""

from typing import Any

from kortet.figures.drawing import Drawing, Shape, step_of
from kortet.figures.queries import drawn_areas
from kortet.figures.tables import Link
from kortet.places.models import Area, AreaLayer


def areas_of(layer: AreaLayer) -> list[Area]:
    """The current areas by name, each with its layer, without boundaries."""
    return list(layer.areas.current().light().select_related("layer").order_by("name", "code", "pk"))


def area_link(area: Area) -> Link:
    return Link(area.name, area.get_absolute_url())


def areas_drawing(layer: AreaLayer, areas: list[Area], values: dict[int, Any], legend: str, words: str) -> Drawing:
    """Areas coloured by a number; `words` says it, with %(area)s and %(n)s. What is None or hidden has no colour."""
    drawn = drawn_areas(layer.areas.current())
    most = max((n for n in values.values() if isinstance(n, int | float)), default=0)
    shapes = []
    for area in areas:
        value = values.get(area.pk)
        is_told = isinstance(value, int | float)
        name = words % {"area": area.name, "n": round(value, 1) if isinstance(value, int | float) else value or "–"}
        shapes.append(Shape(name, step_of(value if is_told else 0, most), drawn[area.pk], area.get_absolute_url()))
    return Drawing(shapes, legend)
