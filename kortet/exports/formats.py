"""The formats that an export comes in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.gis.db.backends.postgis.models import PostGISSpatialRefSys
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyproj import CRS
from pyproj.exceptions import CRSError

from kortet.exports.gis_files import write_flatgeobuf, write_geopackage, write_kml, write_shapefile
from kortet.exports.outcome import ExportError, Tell, Told
from kortet.exports.parquet import write_parquet
from kortet.exports.queries import Rows
from kortet.exports.sheet import check_rows, write_xlsx
from kortet.exports.text_files import write_csv, write_geojson
from kortet.places.queries import METRES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEGREES = 4326
Write = Callable[[list[Rows], Path, Tell], Told]
Check = Callable[[int], None]


@dataclass(frozen=True)
class Format:
    """`srid` is the only CRS that it may be written in, where the standard says so. `has_layers`: whether it can have
    several kinds of rows. `check` raises ExportError where a kind has more rows than it can have."""

    ending: str
    label: "StrOrPromise"
    write: Write
    srid: int | None = None
    has_layers: bool = False
    check: Check = lambda _rows: None


FORMATS = {
    "gpkg": Format(".gpkg", "GeoPackage", write_geopackage, has_layers=True),
    "fgb": Format(".fgb", "FlatGeobuf", write_flatgeobuf),
    "parquet": Format(".parquet", "GeoParquet", write_parquet),
    "geojson": Format(".geojson", "GeoJSON", write_geojson, DEGREES),
    "shp": Format(".shp.zip", "Shapefile", write_shapefile, has_layers=True),
    "kml": Format(".kml", "KML", write_kml, DEGREES),
    "csv": Format(".csv", gettext_lazy("CSV til regneark"), write_csv),
    "xlsx": Format(".xlsx", gettext_lazy("Excel"), write_xlsx, has_layers=True, check=check_rows),
}


def srid_for(chosen: Format, asked: str) -> int:
    """The CRS to write in; EPSG:25832 unless something else is asked for. Raises ExportError."""
    number = (asked or "").strip().upper().removeprefix("EPSG:")
    if not number:
        return chosen.srid or METRES
    if not (number.isascii() and number.isdigit() and len(number) < 7) or not is_known(int(number)):
        raise ExportError(_("Koordinatsystemet %(crs)s kendes ikke. Skriv f.eks. 25832.") % {"crs": asked[:40]}, "crs")
    if chosen.srid and int(number) != chosen.srid:
        facts = {"format": chosen.label, "srid": chosen.srid}
        raise ExportError(_("%(format)s er altid i EPSG:%(srid)s.") % facts, "crs")
    return int(number)


def is_known(srid: int) -> bool:
    """Whether PROJ knows it as a CRS of the ground, in two dimensions, and PostGIS can reckon in it."""
    try:
        found = CRS.from_epsg(srid)
    except CRSError:
        return False
    is_flat = (found.is_geographic or found.is_projected) and len(found.axis_info) == 2
    return is_flat and PostGISSpatialRefSys.objects.filter(srid=srid).exists()
