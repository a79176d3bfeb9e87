"""Writes the layers to GeoPackages, CSV and JSON with fixed order and fixed time."""

import csv
from pathlib import Path

import geopandas
import pyogrio
import shapely
from shapely.affinity import translate

from town.addresses import POSTCODES, Address
from town.areas import Area
from town.shapes import ORIGIN

CRS = "EPSG:25832"
CLOCK = "2026-11-20T00:00:00.000Z"


def placed(shape: shapely.Geometry, grid: float = 0.1) -> shapely.Geometry:
    """The shape in national coordinates, on a decimetre grid."""
    rounded = shapely.set_precision(shape, grid) if grid else shape
    return translate(rounded, *ORIGIN)


def write_layer(path: Path, layer: str, rows: list[dict]) -> int:
    """Rows carry a `geometry` in local metres; ids are 1, 2, 3 …"""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": CLOCK})
    kept = [{**row, "geometry": placed(row["geometry"])} for row in rows]
    kept = [row for row in kept if not row["geometry"].is_empty]
    frame = geopandas.GeoDataFrame(kept, geometry="geometry", crs=CRS)
    frame.insert(0, "id", range(1, len(frame) + 1))
    frame.to_file(path, layer=layer, driver="GPKG", engine="pyogrio", layer_options={"SPATIAL_INDEX": "NO"})
    return len(frame)


def write_areas(path: Path, layer: str, areas: list[Area], *, people: bool) -> int:
    rows = []
    for area in areas:
        row = {"code": area.code, "name": area.name}
        if people:
            row["population"] = area.population
        rows.append({**row, "geometry": translate(area.shape, *ORIGIN)})
    frame = geopandas.GeoDataFrame(rows, geometry="geometry", crs=CRS)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": CLOCK})
    frame.to_file(path, layer=layer, driver="GPKG", engine="pyogrio", layer_options={"SPATIAL_INDEX": "NO"})
    return len(frame)


def write_addresses(path: Path, addresses: list[Address]) -> int:
    with path.open("w", newline="", encoding="utf-8") as handle:
        sheet = csv.writer(handle, delimiter=";", lineterminator="\n")
        sheet.writerow(["street", "number", "letter", "postcode", "town", "x", "y"])
        for a in addresses:
            sheet.writerow(
                [
                    a.street,
                    a.number,
                    a.letter,
                    a.postcode,
                    POSTCODES[a.postcode],
                    f"{a.x + ORIGIN[0]:.2f}",
                    f"{a.y + ORIGIN[1]:.2f}",
                ]
            )
    return len(addresses)
