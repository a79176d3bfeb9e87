"""What the base map shows from which zoom, and how coarsely: the schema of its layers, and rows made ready for tiles.

A zoom here is that of the tile in the file. Tiles are drawn 512 pixels wide, so what is in tile zoom 13 is seen from
zoom 14 of the map.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

POLYGONS = ("land", "water", "landuse", "buildings")
LINES = ("waterways", "roads", "boundary")
POINTS = ("places", "pois", "names")
LAYERS = (*POLYGONS, *LINES, *POINTS)
COLUMNS = ("kind", "name", "name_en", "rank", "ref", "bridge", "size")
NAMED_FROM = 13  # names of roads are not drawn below, so roads are joined across names there
SEAS = ("sea", "ocean", "fjord", "bay", "harbour")
NATURE = ("lake", "pond", "water", "forest", "heath", "meadow", "park")
ALONG_SHORE = 60  # metres
EQUATOR_PIXEL, COSINE = 156_543.03, 0.56  # metres per pixel of 256 at zoom 0; the cosine of 56 degrees north

FIRST_ZOOM = {
    "landuse": {"forest": 8, "farmland": 8, "meadow": 10, "heath": 10, "wetland": 10, "residential": 10, "": 12},
    "waterways": {"river": 10, "canal": 12, "": 12},
    "buildings": {"": 13},
    "roads": {
        **dict.fromkeys(("motorway", "trunk", "primary"), 8),
        **dict.fromkeys(("secondary", "rail", "ferry"), 10),
        "tertiary": 11,
        **dict.fromkeys(("residential", "unclassified"), 12),
        **dict.fromkeys(("pedestrian", "living_street"), 13),
        "": 14,
    },
    "pois": {"": 14},
    "names": {"": 10},
}


@dataclass(frozen=True)
class Step:
    """Zooms that share one simplification; what is smaller than a few pixels waits for the next step."""

    lowest: int
    highest: int
    tolerance: float  # metres
    is_last: bool

    @property
    def pixel(self) -> float:
        """Metres per drawn pixel at the lowest zoom."""
        return EQUATOR_PIXEL * COSINE / 2 ** (self.lowest + 1)


def steps(minzoom: int, maxzoom: int) -> list[Step]:
    """The steps from minzoom to maxzoom; the last one shows everything as it is."""
    starts = [minzoom, *(zoom for zoom in (10, 11, 12, 13, 14) if minzoom < zoom <= maxzoom)]
    ends = [start - 1 for start in starts[1:]] + [maxzoom]
    last = len(starts) - 1
    coarseness = [EQUATOR_PIXEL * COSINE / 2 ** (end + 2) for end in ends]  # half a pixel
    return [
        Step(start, end, 0 if number == last else coarse, number == last)
        for number, (start, end, coarse) in enumerate(zip(starts, ends, coarseness, strict=True))
    ]


def rows_for(step: Step, layer: str, rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rows of a layer (EPSG:25832) as one step shows them: chosen, joined and simplified."""
    if not step.is_last:
        rows = rows[first_zooms(layer, rows) <= step.lowest]
    if layer in POLYGONS and not step.is_last:
        rows = rows[np.sqrt(rows.area) >= 3 * step.pixel]
    if layer == "roads":
        rows = joined(rows, ["kind", "name", "ref", "bridge"] if step.lowest >= NAMED_FROM else ["kind", "ref"])
    if step.tolerance and layer not in POINTS:
        rows = rows.set_geometry(rows.geometry.simplify(step.tolerance))
    return rows[~(rows.geometry.isna() | rows.geometry.is_empty)]


def first_zooms(layer: str, rows: gpd.GeoDataFrame) -> pd.Series:
    table = FIRST_ZOOM.get(layer, {"": 0})
    return rows["kind"].map(table).fillna(table[""])


def joined(rows: gpd.GeoDataFrame, same: list[str]) -> gpd.GeoDataFrame:
    """Lines that meet and say the same become one line, so that a name finds room along it."""
    if rows.empty:
        return rows
    found = [
        (*key, part)
        for key, group in rows.groupby(same, dropna=False, sort=True)
        for part in shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts_of(group))))
    ]
    table = pd.DataFrame(found, columns=[*same, "geometry"])
    return gpd.GeoDataFrame(table, geometry="geometry", crs=rows.crs)


def parts_of(rows: gpd.GeoDataFrame) -> np.ndarray:
    return shapely.get_parts(rows.geometry.to_numpy())


def names_of(layers: dict[str, gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """A point in the middle of each named lake and green or built area, with its kind.

    `size` is the widest circle in it, in metres: it tells from which zoom there is room for the name.
    """
    named = [layers[layer] for layer in ("water", "landuse") if layer in layers]
    named = [rows[rows["name"].notna() & ~rows["kind"].isin(SEAS)] for rows in named]
    named = [rows for rows in named if not rows.empty]
    if not named:
        return gpd.GeoDataFrame({"name": [], "geometry": []}, geometry="geometry")
    rows = pd.concat(named, ignore_index=True)[["kind", "name", "name_en", "geometry"]]
    circles = [shapely.maximum_inscribed_circle(area, tolerance=5) for area in rows.geometry]
    size = (2 * shapely.length(circles)).astype(int)
    return rows.assign(size=size).set_geometry(shapely.get_point(circles, 0), crs=rows.crs)


def without_doubles(layers: dict[str, gpd.GeoDataFrame]) -> dict[str, gpd.GeoDataFrame]:
    """A name stands once: the point of a lake, wood or cemetery gives way to the name in the area itself."""
    in_areas = layers["names"]["name"]
    kept = dict(layers)
    if "places" in layers:
        rows = layers["places"]
        kept["places"] = rows[~(rows["kind"].isin(NATURE) & rows["name"].isin(in_areas))]
    if "pois" in layers:
        kept["pois"] = layers["pois"][~layers["pois"]["name"].isin(in_areas)]
    return kept


def inland(boundary: gpd.GeoDataFrame, water: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A border without its way through the sea and along the shore, where dashes only make the coast unclear."""
    seas = shapely.union_all(water[water["kind"].isin(SEAS)].geometry.to_numpy()).buffer(ALONG_SHORE)
    rows = boundary.set_geometry(boundary.difference(seas), crs=boundary.crs).explode(ignore_index=True)
    return rows[rows.length > 4 * ALONG_SHORE]
