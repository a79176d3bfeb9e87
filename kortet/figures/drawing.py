"""What is drawn on a map of figures: areas, cells or hulls, each with a step of colour and a sentence."""

from dataclasses import dataclass
from typing import Any

from kortet.places.queries import feature_collection

STEPS = 5
Colour = tuple[int, int, int, int]
# The steps of static/tokens.css in pictures, with how much of the map they hide.
FILLS: list[Colour] = [
    (255, 255, 255, 40),
    (230, 239, 238, 175),
    (183, 211, 209, 175),
    (126, 176, 173, 175),
    (65, 127, 128, 175),
    (15, 79, 85, 175),
]


@dataclass(frozen=True)
class Shape:
    """`drawn` is GeoJSON (EPSG:4326) that PostGIS wrote; `step` is 0 (nothing) to 5 (most), `url` a page of it.

    What may be too small to be seen has a disc on it too, with the number of its pins, and the share of the proposals.
    """

    name: str
    step: int
    drawn: str
    url: str = ""
    disc: tuple[int, int] | None = None


@dataclass(frozen=True)
class Drawing:
    """Shapes, and what their colours mean, from few to many."""

    shapes: list[Shape]
    legend: str

    @property
    def as_geojson(self) -> str:
        rows: list[dict[str, Any]] = [
            {"name": one.name, "step": one.step, "url": one.url, "disc": one.disc, "drawn": one.drawn}
            for one in self.shapes
        ]
        return feature_collection(rows)


def step_of(value: float | None, most: float) -> int:
    """The colour of a value among others of which one is the most: equal steps; nothing and the unknown have none."""
    return min(STEPS, int(value / most * STEPS) + 1) if value and most else 0
