"""An OpenStreetMap extract as layers of the base map's schema."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from django.utils.translation import gettext as _

from kortet.atlas.basemap_coast import sea
from kortet.atlas.basemap_sources import METRES, BasemapError, Found, layers_in, read_rows
from kortet.atlas.basemap_tags import LANDUSE, PLACES, POIS, RAILS, RANKS, ROADS, STREAMS, WATER

Tags = dict[str, str]
Box = tuple[float, float, float, float]
COLUMNS = {"osm_id", "osm_way_id", "other_tags", "geometry"}


def read_extract(path: Path, outline: shapely.Geometry | None, box: Box | None) -> Found:
    """The layers of an .osm.pbf or .osm file, those within a box of degrees when one is given.

    `outline` (EPSG:25832) is drawn as the border; without it the municipal borders of the extract are.
    Raises BasemapError when the file is no extract, or has nothing in the box.
    """
    layers_in(path)
    found = Found()
    lines, areas, points = (tagged(path, layer, box, found.remarks) for layer in ("lines", "multipolygons", "points"))
    if lines.empty and areas.empty:
        raise BasemapError(_("Kortudsnittet %(file)s har intet inden for kommunen.") % {"file": path.name})
    found.add("water", pd.concat([the_sea(lines, areas, box), kinds(areas, WATER)], ignore_index=True))
    found.add("landuse", kinds(areas, LANDUSE))
    found.add("waterways", kinds(lines, STREAMS))
    found.add("roads", roads(lines))
    found.add("buildings", chosen(areas, lambda tags: "building" if tags.get("building", "no") != "no" else None))
    found.add("places", kinds(points, PLACES).assign(rank=lambda rows: rows["kind"].map(RANKS).fillna(5).astype(int)))
    found.add("pois", pois(points, areas))
    found.add("boundary", borders(areas, outline))
    return found


def tagged(path: Path, layer: str, box: Box | None, remarks: Counter[str]) -> gpd.GeoDataFrame:
    """A layer of an extract in EPSG:25832 with all tags of a row as one dictionary in `tags`."""
    rows = read_rows(path, layer, remarks, bbox=box, TAGS_FORMAT="JSON")
    named = [name for name in rows.columns if name not in COLUMNS]
    tags = [
        {name: value for name, value in zip(named, values, strict=True) if isinstance(value, str)}
        | (more if isinstance(more, dict) else {})
        for more, *values in rows[["other_tags", *named]].itertuples(index=False, name=None)
    ]
    names = [one.get("name:da") or one.get("name") for one in tags]
    english = [
        one.get("name:en") if one.get("name:en") != name else None for one, name in zip(tags, names, strict=True)
    ]
    return gpd.GeoDataFrame(
        {"tags": tags, "name": names, "name_en": english, "geometry": rows.geometry.to_numpy()}, crs=METRES
    )


def chosen(rows: gpd.GeoDataFrame, kind_of: Callable[[Tags], str | None]) -> gpd.GeoDataFrame:
    """The rows to which a rule gives a kind."""
    rows = rows.assign(kind=[kind_of(tags) for tags in rows["tags"]])
    return rows[rows["kind"].notna()]


def kinds(rows: gpd.GeoDataFrame, table: dict[str, dict[str, str]]) -> gpd.GeoDataFrame:
    def kind_of(tags: Tags) -> str | None:
        return next((words[tags[key]] for key, words in table.items() if tags.get(key) in words), None)

    return chosen(rows, kind_of)


def road_kind(tags: Tags) -> str | None:
    if tags.get("footway") in ("sidewalk", "crossing") or tags.get("indoor") == "yes" or tags.get("area") == "yes":
        return None
    if tags.get("route") == "ferry":
        return "ferry"
    if tags.get("railway") in RAILS:
        return None if tags.get("tunnel", "no") != "no" else RAILS[tags["railway"]]
    return ROADS.get(tags.get("highway", ""))


def roads(lines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    rows = chosen(lines, road_kind)
    nameless = rows["kind"].isin(["tram", "rail"])
    return rows.assign(
        name=rows["name"].where(~nameless, None),
        ref=[tags.get("ref") for tags in rows["tags"]],
        bridge=[tags.get("bridge") for tags in rows["tags"]],
    )


def the_sea(lines: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, box: Box | None) -> gpd.GeoDataFrame:
    """One row with the sea, islands taken out; none where the extract has no coast."""
    coast = chosen(lines, lambda tags: "sea" if tags.get("natural") == "coastline" else None)
    islands = chosen(areas, lambda tags: "land" if tags.get("natural") == "coastline" else None)
    rings = [ring for area in islands.geometry for ring in shapely.get_rings(shapely.get_parts(area))]
    water = sea([*coast.geometry, *(shapely.LineString(ring) for ring in rings)], edge_of(lines, box))
    found: list[Any] = [] if water is None else [water.difference(shapely.union_all(islands.geometry.to_numpy()))]
    return gpd.GeoDataFrame({"kind": ["sea"] * len(found), "geometry": found}, geometry="geometry", crs=METRES)


def edge_of(rows: gpd.GeoDataFrame, box: Box | None) -> shapely.Polygon:
    """Where the extract was cut, in EPSG:25832: a box of degrees, which stands askew among metres."""
    edge = shapely.box(*rows.to_crs(4326).total_bounds)
    if box:
        edge = edge.intersection(shapely.box(*box))
    return gpd.GeoSeries([edge.segmentize(0.02)], crs=4326).to_crs(METRES).iloc[0]


def pois(points: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Places people look for, drawn as points: those that have a name."""
    inside = kinds(areas, POIS)
    rows = pd.concat(
        [kinds(points, POIS), inside.set_geometry(inside.geometry.representative_point())], ignore_index=True
    )
    return rows[rows["name"].notna()].drop_duplicates(["kind", "name"])


def borders(areas: gpd.GeoDataFrame, outline: shapely.Geometry | None) -> gpd.GeoDataFrame:
    if outline is None:
        municipal = chosen(areas, lambda tags: "municipality" if tags.get("admin_level") == "7" else None)
        return municipal.set_geometry(municipal.geometry.boundary)
    return gpd.GeoDataFrame({"kind": ["municipality"], "geometry": [outline.boundary]}, crs=METRES)
