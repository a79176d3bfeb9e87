"""What a base map is made from: a GeoPackage whose layers have the names of the schema, or an OpenStreetMap extract.

Both are read by pyogrio (docs/decisions/0002) into the same layers, in EPSG:25832, with broken shapes mended or left
out, and counted either way.
"""

import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from django.utils.translation import gettext as _
from pyogrio.errors import DataLayerError, DataSourceError

from kortet.atlas.basemap_bands import COLUMNS, LINES, POINTS, POLYGONS

METRES = 25832
GIVEN = (*POLYGONS, *LINES, "places", "pois")
SHAPES = dict.fromkeys(POLYGONS, 2) | dict.fromkeys(LINES, 1) | dict.fromkeys(POINTS, 0)
NOT_READ = (DataSourceError, DataLayerError, shapely.errors.ShapelyError, ValueError)


class BasemapError(Exception):
    """Why no base map was made, in words for the person at the keyboard."""


@dataclass
class Found:
    """The layers of a source (EPSG:25832, columns of the schema) and what there is to tell about them."""

    layers: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    remarks: Counter[str] = field(default_factory=Counter)

    def add(self, layer: str, rows: gpd.GeoDataFrame) -> None:
        """Takes the rows whose shape fits the layer; the others are counted."""
        rows = rows.explode(ignore_index=True) if layer in LINES else rows
        fits = shapely.get_dimensions(rows.geometry.to_numpy()) == SHAPES[layer]
        self.remarks[_("former af en forkert slags er udeladt")] += int((~fits).sum())
        self.layers[layer] = with_schema(rows[fits])


def read_geopackage(path: Path) -> Found:
    """The layers of a GeoPackage; a layer that the schema does not know is told and left out.

    Raises BasemapError when nothing in the file can be used.
    """
    found = Found()
    present = [str(name) for name in layers_in(path)]
    for layer in present:
        if layer in GIVEN:
            found.add(layer, read_rows(path, layer, found.remarks))
        else:
            found.remarks[_("laget %(layer)s kendes ikke og er udeladt") % {"layer": layer}] += 1
    if not found.layers:
        raise BasemapError(
            _("Ingen af lagene i %(file)s kan bruges: %(present)s. Filen skal have nogle af lagene %(known)s.")
            % {"file": path.name, "present": ", ".join(present) or "–", "known": ", ".join(GIVEN)}
        )
    return found


def layers_in(path: Path) -> list[Any]:
    if not path.is_file():
        raise BasemapError(_("Filen %(file)s findes ikke.") % {"file": path})
    try:
        return list(pyogrio.list_layers(path)[:, 0])
    except NOT_READ as error:
        raise BasemapError(_("%(file)s kan ikke læses: %(why)s") % {"file": path.name, "why": error}) from error


def read_rows(path: Path, layer: str, remarks: Counter[str], **options: Any) -> gpd.GeoDataFrame:
    """All rows of a layer in EPSG:25832 with whole shapes. Raises BasemapError, also when the layer names no CRS."""
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            rows = pyogrio.read_dataframe(path, layer=layer, on_invalid="ignore", **options)
    except NOT_READ as error:
        raise BasemapError(
            _("Laget %(layer)s i %(file)s kan ikke læses: %(why)s") % {"layer": layer, "file": path.name, "why": error}
        ) from error
    if not isinstance(rows, gpd.GeoDataFrame) or rows.crs is None:
        raise BasemapError(_("Laget %(layer)s har ingen geometri eller intet koordinatsystem.") % {"layer": layer})
    remarks[_("ringe er ikke lukket i kilden")] += sum("Non closed ring" in str(one.message) for one in told)
    return mended(rows, remarks).to_crs(METRES)


def mended(rows: gpd.GeoDataFrame, remarks: Counter[str]) -> gpd.GeoDataFrame:
    """Invalid areas repaired, what cannot be read left out; both are counted."""
    shapes = shapely.force_2d(rows.geometry.to_numpy())
    whole = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    broken = whole & ~shapely.is_valid(shapes)
    shapes[broken] = [largest_parts(shape) for shape in shapely.make_valid(shapes[broken])]
    remarks[_("former uden brugbar geometri er udeladt")] += int((~whole).sum())
    remarks[_("ugyldige former er rettet")] += int(broken.sum())
    return rows.set_geometry(shapes, crs=rows.crs)[whole]


def largest_parts(shape: shapely.Geometry) -> shapely.Geometry:
    """The parts of a mended shape that have its highest dimension: an area without the lines that fell off it."""
    parts = shapely.get_parts(shape)
    sizes = shapely.get_dimensions(parts)
    kept = parts[sizes == sizes.max()]
    return kept[0] if len(kept) == 1 else shapely.union_all(kept)


def with_schema(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Exactly the columns of the schema; empty text is nothing, since a tile should not carry it."""
    rows = rows.copy()
    for column in COLUMNS:
        if column not in rows:
            rows[column] = None
    rows["kind"] = rows["kind"].fillna("").astype(str).str.strip().str.lower()
    for column in ("name", "name_en", "ref"):
        rows[column] = rows[column].astype(object).where(rows[column].notna() & (rows[column] != ""), None)
    rows["bridge"] = rows["bridge"].map(is_yes)
    return rows[[*COLUMNS, "geometry"]].reset_index(drop=True)


def is_yes(value: object) -> int | None:
    """1 or nothing: a bridge may be told as a truth value, a number or OpenStreetMap's word."""
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return None
    return None if str(value).strip().lower() in ("", "0", "0.0", "no", "nej", "false", "none", "nan") else 1
