"""The formats that an export comes in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.gis.db.backends.postgis.models import PostGISSpatialRefSys
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.exports.outcome import ExportError, Tell, Told
from kortet.exports.queries import Rows
from kortet.places.queries import METRES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEGREES = 4326
Write = Callable[[list[Rows], Path, Tell], Told]
SHEET_ROWS = 1_048_575


@dataclass(frozen=True)
class Format:
    """`srid` is the only CRS that it may be written in, where the standard says so. `has_layers`: whether it can have
    several kinds of rows. `most_rows`: how many of a kind it can have.

    `writer` is the name of the function that writes it, found when it is needed: pyarrow and GDAL take 100 MiB that
    web processes have other uses for.
    """

    ending: str
    label: "StrOrPromise"
    writer: str
    srid: int | None = None
    has_layers: bool = False
    most_rows: int | None = None

    @property
    def write(self) -> Write:
        found: Write = import_string(f"kortet.exports.{self.writer}")
        return found

    def check(self, rows: int) -> None:
        """Raises ExportError where there are more rows than it can have."""
        if self.most_rows is not None and rows > self.most_rows:
            said = _("Et regneark kan højst have 1.048.575 rækker, og der er %(n)s. Vælg et andet format.")
            raise ExportError(said % {"n": rows})


FORMATS = {
    "gpkg": Format(".gpkg", "GeoPackage", "gis_files.write_geopackage", has_layers=True),
    "fgb": Format(".fgb", "FlatGeobuf", "gis_files.write_flatgeobuf"),
    "parquet": Format(".parquet", "GeoParquet", "parquet.write_parquet"),
    "geojson": Format(".geojson", "GeoJSON", "text_files.write_geojson", DEGREES),
    "shp": Format(".shp.zip", "Shapefile", "gis_files.write_shapefile", has_layers=True),
    "kml": Format(".kml", "KML", "gis_files.write_kml", DEGREES),
    "csv": Format(".csv", gettext_lazy("CSV til regneark"), "text_files.write_csv"),
    "xlsx": Format(".xlsx", gettext_lazy("Excel"), "sheet.write_xlsx", has_layers=True, most_rows=SHEET_ROWS),
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
    # By name, as the writers: pyproj takes 10 MiB, and few ask for another CRS.
    is_flat: bool = import_string("kortet.exports.crs.is_flat")(srid)
    return is_flat and PostGISSpatialRefSys.objects.filter(srid=srid).exists()
