"""A map as a picture (PNG), drawn by us: for letters and for what other sites show of a link. No request leaves."""

import io
from collections.abc import Iterable
from typing import Any

from PIL import Image, ImageDraw

from kortet.municipalities.models import Municipality
from kortet.places import map_paint as paint
from kortet.places.map_tiles import EXTENT, Sight, tiles_of

FINE = 2  # drawn twice as large and made smaller, which smooths every edge
Spot = tuple[float, float, str]
Ring = list[tuple[float, float]]
Colour = tuple[int, int, int, int]


def map_picture(town: Municipality, sight: Sight, spots: Iterable[Spot] = (), outline: Ring | None = None) -> bytes:
    """The base map with signs at `spots` (lon, lat in EPSG:4326, kind) and a ring in degrees around what is meant."""
    return png(drawn_map(town, sight, spots, outline))


def drawn_map(
    town: Municipality,
    sight: Sight,
    spots: Iterable[Spot],
    outline: Ring | None,
    shaded: Iterable[tuple[dict[str, Any], Colour]] = (),
) -> Image.Image:
    """`shaded` are areas (GeoJSON in EPSG:4326), each with a colour that lets the map shine through."""
    sheet = Sheet(sight)
    tiles = list(tiles_of(town, sight))
    for step in (sheet.ground, sheet.waterways, sheet.casings, sheet.roads, sheet.buildings):
        for left, top, size, layers in tiles:
            sheet.place(left, top, size)
            step(layers)
    for geometry, colour in shaded:
        sheet.shade(geometry, colour)
    if outline:
        sheet.outline(outline)
    for lon, lat, kind in sorted(spots, key=lambda spot: -spot[1]):
        sheet.sign(lon, lat, kind)
    return sheet.finished()


def png(image: Image.Image) -> bytes:
    """As a PNG of 256 colours: a map has few, and a letter should be small."""
    kept = io.BytesIO()
    image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


class Sheet:
    """A picture while it is drawn. Tiles tell their features in their own units, from 0 to EXTENT."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.image = Image.new("RGB", (sight.width * FINE, sight.height * FINE), paint.PAPER)
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.place(0, 0, EXTENT)

    def place(self, left: float, top: float, size: float) -> None:
        """From now on features are those of a tile that lies here."""
        self.left, self.top, self.scale = left, top, size / EXTENT

    def ground(self, layers: dict[str, Any]) -> None:
        """From the water upwards, in the order of the map in the browser."""
        self.areas(layers, "water", lambda kind: paint.WATER if kind in paint.SEAS else None)
        self.areas(layers, "land", lambda _kind: paint.PAPER)
        self.areas(layers, "landuse", lambda kind: paint.GROUND.get(kind) if kind in paint.BUILT else None)
        self.areas(layers, "landuse", lambda kind: None if kind in paint.BUILT else paint.GROUND.get(kind))
        self.areas(layers, "water", lambda kind: None if kind in paint.SEAS else paint.WATER)

    def areas(self, layers: dict[str, Any], layer: str, colour_of: Any) -> None:
        for feature in features(layers, layer):
            if colour := colour_of(feature["properties"].get("kind")):
                for rings in polygons(feature["geometry"]):
                    self.polygon([self.corners(ring) for ring in rings], colour)

    def polygon(self, rings: list[Ring], colour: str) -> None:
        """An area; holes are cut out by a mask of its own size, which is rare enough."""
        if len(rings) == 1:
            self.pen.polygon(rings[0], fill=colour)
            return
        mask = Image.new("1", self.image.size)
        pen = ImageDraw.Draw(mask)
        for n, ring in enumerate(rings):
            pen.polygon(ring, fill=int(n == 0))
        self.image.paste(colour, mask=mask)

    def corners(self, ring: Iterable[tuple[float, float]]) -> Ring:
        return [((self.left + x * self.scale) * FINE, (self.top + y * self.scale) * FINE) for x, y in ring]

    def waterways(self, layers: dict[str, Any]) -> None:
        self.lines(layers, "waterways", lambda _kind: (paint.STREAM, 1.5))
        self.lines(layers, "roads", lambda kind: (paint.RAIL, 1.2) if kind == "rail" else None)

    def casings(self, layers: dict[str, Any]) -> None:
        self.lines(layers, "roads", lambda kind: self.stroke(kind, edge=True))

    def roads(self, layers: dict[str, Any]) -> None:
        self.lines(layers, "roads", lambda kind: self.stroke(kind, edge=False))

    def stroke(self, kind: str, *, edge: bool) -> tuple[str, float] | None:
        if kind not in paint.ROADS or not (width := paint.width_of(kind, self.sight.zoom)):
            return None
        casing, fill, _widths = paint.ROADS[kind]
        return (casing, width + 1.6) if edge else (fill, width)

    def lines(self, layers: dict[str, Any], layer: str, stroke_of: Any) -> None:
        for feature in features(layers, layer):
            if stroke := stroke_of(feature["properties"].get("kind")):
                for line in strings(feature["geometry"]):
                    self.pen.line(self.corners(line), fill=stroke[0], width=round(stroke[1] * FINE), joint="curve")

    def buildings(self, layers: dict[str, Any]) -> None:
        if self.sight.zoom >= 14:
            self.areas(layers, "buildings", lambda _kind: paint.BUILDING)

    def shade(self, geometry: dict[str, Any], colour: Colour) -> None:
        """An area in a colour, with a thin border; what is a hole in it stays as it was."""
        for rings in polygons(geometry):
            corners = [self.pixels(ring) for ring in rings]
            mask = Image.new("L", self.image.size)
            pen = ImageDraw.Draw(mask)
            for n, ring in enumerate(corners):
                pen.polygon(ring, fill=0 if n else colour[3])
            self.image.paste(colour[:3], mask=mask)
            for ring in corners:
                self.pen.line([*ring, ring[0]], fill=paint.BORDER, width=FINE, joint="curve")

    def outline(self, ring: Ring) -> None:
        """What is meant is lifted by a line around it and a breath of colour."""
        corners = self.pixels(ring)
        self.pen.polygon(corners, fill=(11, 85, 99, 26))
        self.pen.line([*corners, corners[0]], fill=paint.OUTLINE, width=3 * FINE, joint="curve")

    def sign(self, lon: float, lat: float, kind: str) -> None:
        """The sign of a kind as on the map: round, or a triangle, with a white rim."""
        [(x, y)] = self.pixels([(lon, lat)])
        colour, r = paint.SIGNS.get(kind, paint.OUTLINE), self.sight.sign * FINE
        rim = round(r * 0.16)
        if kind == "problem":
            body = [(x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8)]
            self.pen.polygon(body, fill=colour, outline="#fff", width=rim)
            self.pen.line([(x, y - r * 0.3), (x, y + r * 0.25)], fill="#fff", width=rim)
            self.pen.ellipse(around(x, y + r * 0.52, r * 0.11), fill="#fff")
        else:
            self.pen.ellipse(around(x, y, r), fill=colour, outline="#fff", width=rim)
            self.pen.ellipse(around(x, y - r * 0.12, r * 0.36), fill="#fff")
            self.pen.line([(x - r * 0.18, y + r * 0.42), (x + r * 0.18, y + r * 0.42)], fill="#fff", width=rim)

    def pixels(self, ring: Iterable[tuple[float, float]]) -> Ring:
        places = (self.sight.pixel(lon, lat) for lon, lat in ring)
        return [(x * FINE, y * FINE) for x, y in places]

    def finished(self) -> Image.Image:
        return self.image.resize((self.sight.width, self.sight.height), Image.Resampling.BOX)


def features(layers: dict[str, Any], layer: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = layers.get(layer, {}).get("features", [])
    return found


def polygons(geometry: dict[str, Any]) -> list[Any]:
    """The polygons of a feature, each as its rings."""
    corners = geometry["coordinates"]
    return {"Polygon": [corners], "MultiPolygon": corners}.get(geometry["type"], [])


def strings(geometry: dict[str, Any]) -> list[Any]:
    """The lines of a feature."""
    corners = geometry["coordinates"]
    return {"LineString": [corners], "MultiLineString": corners}.get(geometry["type"], [])


def around(x: float, y: float, r: float) -> tuple[float, float, float, float]:
    return (x - r, y - r, x + r, y + r)
