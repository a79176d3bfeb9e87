"""The base map: one PMTiles file per municipality, made from rows in metres by ogr2ogr, named after its content."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import shapely
from django.db import transaction
from django.utils.translation import gettext as _
from pmtiles.convert import mbtiles_to_pmtiles
from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import deserialize_directory, tileid_to_zxy

from kortet.atlas.basemap_bands import inland, names_of, rows_for, steps, without_doubles
from kortet.atlas.basemap_osm import Box, read_extract
from kortet.atlas.basemap_sources import METRES, BasemapError, Found, read_geopackage
from kortet.municipalities.models import Municipality

EXTRACTS = (".osm.pbf", ".pbf", ".osm")
AROUND = 10_000  # metres of an extract that are kept around the municipality
LONGEST = 2 * 60 * 60  # seconds that ogr2ogr may take
OPENING = 100_000  # bytes at most of what is sent with the first view of the map
OSM_CREDIT = "© OpenStreetMap"


@dataclass(frozen=True)
class Sheet:
    """What is to be drawn: the zooms of the tiles (seen one zoom later on the map) and whom to thank."""

    source: Path
    minzoom: int = 8
    maxzoom: int = 15
    attribution: str = ""

    @property
    def is_extract(self) -> bool:
        return self.source.name.lower().endswith(EXTRACTS)

    @property
    def credit(self) -> str:
        return self.attribution or (OSM_CREDIT if self.is_extract else "")


@dataclass(frozen=True)
class Drawn:
    """A finished file: bounds in degrees (west, south, east, north), sizes in bytes."""

    path: Path
    bounds: list[float]
    minzoom: int
    maxzoom: int
    size: int
    tiles: int
    largest: int
    largest_at: tuple[int, int, int]
    opening: int
    layers: dict[str, int] = field(default_factory=dict)


def read_source(sheet: Sheet, municipality: Municipality) -> Found:
    """The layers of the source in EPSG:25832. Raises BasemapError in words for the operator."""
    if not sheet.source.is_file():
        raise BasemapError(_("Filen %(file)s findes ikke.") % {"file": sheet.source})
    if sheet.is_extract:
        outline = shapely.from_wkb(bytes(municipality.outline.wkb)) if municipality.outline else None
        found = read_extract(sheet.source, outline, box_around(outline))
    elif sheet.source.suffix.lower() == ".gpkg":
        found = read_geopackage(sheet.source)
    else:
        raise BasemapError(
            _("%(file)s er hverken en GeoPackage (.gpkg) eller et udtræk af OpenStreetMap (.osm.pbf).")
            % {"file": sheet.source.name}
        )
    finish(found)
    if not found.layers:
        raise BasemapError(_("%(file)s er tom: der er intet at tegne.") % {"file": sheet.source.name})
    return found


def finish(found: Found) -> None:
    """Adds what is made of several layers, and drops the empty ones."""
    layers = found.layers
    layers["names"] = names_of(layers)
    if "boundary" in layers and "water" in layers:
        layers["boundary"] = inland(layers["boundary"], layers["water"])
    found.layers = {name: rows for name, rows in without_doubles(layers).items() if not rows.empty}


def box_around(outline: shapely.Geometry | None) -> Box | None:
    """The box of an outline (EPSG:25832) and some kilometres around it, in degrees."""
    if outline is None:
        return None
    wide = gpd.GeoSeries([shapely.box(*outline.bounds).buffer(AROUND)], crs=METRES)
    west, south, east, north = wide.to_crs(4326).total_bounds
    return (west, south, east, north)


def draw(found: Found, sheet: Sheet, into: Path, stem: str, tell: Callable[[str], None]) -> Drawn:
    """Writes `<stem>-<content hash>.pmtiles` in a folder: in a working folder beside it first, then renamed.

    Raises BasemapError when ogr2ogr is missing, fails or makes no tile.
    """
    if shutil.which("ogr2ogr") is None:
        raise BasemapError(_("Programmet ogr2ogr mangler. Installér pakken gdal-bin, og prøv igen."))
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into, prefix=".tegnes-") as folder:
        work = Path(folder)
        conf = write_rows(found, sheet, work / "rows.gpkg")
        tell(_("Tegner fliser …"))
        run_ogr2ogr(sheet, work, conf)
        mbtiles_to_pmtiles(str(work / "tiles.mbtiles"), str(work / "tiles.pmtiles"), None)
        digest = hashlib.sha256((work / "tiles.pmtiles").read_bytes()).hexdigest()[:12]
        target = into / f"{stem}-{digest}.pmtiles"
        (work / "tiles.pmtiles").chmod(0o644)
        (work / "tiles.pmtiles").replace(target)
    return looked_at(target, found)


def write_rows(found: Found, sheet: Sheet, path: Path) -> str:
    """Writes every layer once per step into the working file; returns GDAL's CONF, which sends each to its zooms."""
    conf = {}
    for layer, rows in found.layers.items():
        for step in steps(sheet.minzoom, sheet.maxzoom):
            ready = rows_for(step, layer, rows)
            if ready.empty:
                continue
            table = f"{layer}_{step.lowest}"
            conf[table] = {"target_name": layer, "minzoom": step.lowest, "maxzoom": step.highest}
            pyogrio.write_dataframe(with_columns_of(rows, ready), path, layer=table, driver="GPKG", SPATIAL_INDEX="NO")
    return json.dumps(conf)


def with_columns_of(rows: gpd.GeoDataFrame, ready: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The used columns of a layer in each of its steps: GDAL tells a layer's fields by the first table it reads."""
    used = rows.dropna(axis="columns", how="all").columns
    missing = {name: rows[name].iloc[:0].reindex(ready.index) for name in used if name not in ready}
    return ready.assign(**missing)[list(used)]


def run_ogr2ogr(sheet: Sheet, work: Path, conf: str) -> None:
    (work / "conf.json").write_text(conf, encoding="utf-8")
    options = {"FORMAT": "MBTILES", "MINZOOM": sheet.minzoom, "MAXZOOM": sheet.maxzoom, "NAME": "kortet"}
    told = [word for name, value in options.items() for word in ("-dsco", f"{name}={value}")]
    command = ["ogr2ogr", "-f", "MVT", str(work / "tiles.mbtiles"), str(work / "rows.gpkg"), "-t_srs", "EPSG:3857"]
    # pyogrio's wheel brings its own GDAL and PROJ; Debian's program must not be sent to their data.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GDAL_", "PROJ_"))}
    try:
        subprocess.run(
            [*command, *told, "-dsco", f"CONF={work / 'conf.json'}"],
            env=clean, check=True, capture_output=True, text=True, timeout=LONGEST,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise BasemapError(_("ogr2ogr blev ikke færdig på to timer. Tag et mindre udsnit.")) from error
    except subprocess.CalledProcessError as error:
        why = (error.stderr or "").strip().splitlines()
        raise BasemapError(_("ogr2ogr fejlede: %(why)s") % {"why": why[-1] if why else error.returncode}) from error


def looked_at(path: Path, found: Found) -> Drawn:
    """Reads the finished file back: what its header says, and its largest tile."""
    with path.open("rb") as file:
        get_bytes = MmapSource(file)
        header: dict[str, Any] = Reader(get_bytes).header()
        sizes = [(len(data), place) for place, data in all_tiles(get_bytes)]
        opening = opening_of(get_bytes)
    if not sizes:
        path.unlink()
        raise BasemapError(_("Der kom ingen fliser ud: ligger kilden i det rigtige koordinatsystem?"))
    largest, place = max(sizes)
    corners = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
    return Drawn(
        path=path,
        bounds=[round(header[corner] / 1e7, 6) for corner in corners],
        minzoom=header["min_zoom"],
        maxzoom=header["max_zoom"],
        size=path.stat().st_size,
        tiles=len(sizes),
        largest=largest,
        largest_at=place,
        opening=opening,
        layers={name: len(rows) for name, rows in found.layers.items()},
    )


def opening_of(get_bytes: Callable[[int, int], bytes]) -> int:
    """How many first bytes hold the directory and all tiles of the lowest zooms, at most OPENING; 0 where none fit.

    Tiles stand by zoom in a clustered archive (PMTiles 3, section 4), so what a phone first shows is one piece.
    """
    header = Reader(get_bytes).header()
    if header["leaf_directory_length"] or not header["clustered"]:
        return 0
    ends: dict[int, int] = {}
    for entry in deserialize_directory(get_bytes(header["root_offset"], header["root_length"])):
        zoom = tileid_to_zxy(entry.tile_id)[0]
        end = header["tile_data_offset"] + entry.offset + entry.length
        ends[zoom] = max(ends.get(zoom, 0), end)
    return max((end for end in ends.values() if end <= OPENING), default=0)


def put_up(drawn: Drawn, municipality: Municipality, attribution: str) -> list[str]:
    """Makes a file the municipality's base map and removes the ones before it; returns the names removed."""
    facts: dict[str, Any] = {"kind": "pmtiles", "file": drawn.path.name, "attribution": attribution}
    facts |= {"bounds": drawn.bounds, "minzoom": drawn.minzoom, "maxzoom": drawn.maxzoom, "opening": drawn.opening}
    with transaction.atomic():
        municipality.basemap = facts
        municipality.save(update_fields=["basemap"])
        # Cached pages name the old file; a new version makes them ask again.
        Municipality.objects.filter(pk=municipality.pk).raise_version()
    ours = re.compile(rf"{re.escape(municipality.code)}-[0-9a-f]{{12}}\.pmtiles")
    old = [path for path in drawn.path.parent.iterdir() if ours.fullmatch(path.name) and path != drawn.path]
    for path in old:
        path.unlink()
    return sorted(path.name for path in old)
