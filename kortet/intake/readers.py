"""Reading a file of rows: CSV, JSON (a list of objects, or an object with one list) or GeoJSON, into one table.

Only the container is understood here; values stay as they stand in the file.
"""

import json
import re
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from kortet.intake.csv_rows import csv_table, table_of
from kortet.intake.encodings import text_of
from kortet.intake.refusals import IntakeError
from kortet.intake.tables import Raw, Table
from kortet.partners.register_tables import SHEETS, TableError, sheet_lines
from kortet.readable import DoubledKeyError, once_each

MIB = 1 << 20
EPSG = re.compile(r"(?:urn:ogc:def:crs:EPSG:[\d.]*:|EPSG:)(\d{1,6})", re.IGNORECASE)
CRS84 = re.compile(r"urn:ogc:def:crs:OGC:[\d.]*:CRS84", re.IGNORECASE)
DEGREES = "EPSG:4326"


def read_table(path: Path) -> Table:
    """The rows of a file; raises IntakeError for what cannot be read, and never follows a reference."""
    if not path.is_file():
        raise IntakeError(_("Filen %(file)s findes ikke.") % {"file": path})
    check_size(path.stat().st_size)
    return sheet_table(path) if path.suffix.lower() in SHEETS else text_table(path.name, path.read_bytes())


def check_size(size: int) -> None:
    if size > settings.MAX_IMPORT_MIB * MIB:
        raise IntakeError(_("Filen er større end %(mib)s MiB (MAX_IMPORT_MIB).") % {"mib": settings.MAX_IMPORT_MIB})


def text_table(name: str, data: bytes) -> Table:
    """The rows of a file that is text: by its name JSON, or by how it begins; else CSV."""
    text = text_of(data)
    if not text.strip():
        raise IntakeError(_("Filen er tom."))
    is_json = PurePath(name).suffix.lower() in (".json", ".geojson", ".umap") or text.lstrip()[:1] in ("{", "[")
    return json_table(text) if is_json else csv_table(text)


def sheet_table(path: Path) -> Table:
    """The first sheet of a workbook; the header is row 1."""
    try:
        lines, _name = sheet_lines(path)
    except TableError as error:
        raise IntakeError(str(error)) from error
    filled = [(number, cells) for number, cells in enumerate(lines, 1) if any(cell.strip() for cell in cells)]
    if not filled:
        raise IntakeError(_("Filen er tom."))
    return table_of(filled)


def json_table(text: str) -> Table:
    said = parsed(text)
    if isinstance(said, dict) and said.get("type") == "umap":
        return umap_table(said)
    if isinstance(said, dict) and said.get("type") in ("FeatureCollection", "Feature"):
        features = said.get("features") if said["type"] == "FeatureCollection" else [said]
        if not isinstance(features, list):
            raise IntakeError(_("GeoJSON-filen har ingen liste “features”."))
        rows = [feature_row(number, feature) for number, feature in enumerate(features, 1)]
        return Table(rows, crs=crs_of(said.get("crs")))
    return Table([object_row(number, row) for number, row in enumerate(list_in(said), 1)])


def umap_table(said: dict[str, Any]) -> Table:
    """All layers of a uMap map: the properties, with `layer`, the name of the layer that a row stands in."""
    layers = said.get("layers")
    if not isinstance(layers, list) or not all(isinstance(layer, dict) for layer in layers):
        raise IntakeError(_("uMap-filen har ingen lag."))
    rows: list[Raw] = []
    for layer in layers:
        features = layer.get("features")
        options = layer.get("_umap_options") or layer.get("_storage") or {}
        name = {"layer": options.get("name", "") if isinstance(options, dict) else ""}
        for feature in features if isinstance(features, list) else []:
            row = feature_row(len(rows) + 1, feature)
            rows.append(row._replace(values=row.values | name))
    return Table(rows, crs=DEGREES)


def parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=once_each)
    except RecursionError as error:
        raise IntakeError(_("Filen er JSON med for mange lag i hinanden.")) from error
    except DoubledKeyError as error:
        text = _("Feltet “%(key)s” står to gange i samme objekt. Det er uklart, hvilket der gælder.")
        raise IntakeError(text % {"key": error.key[:60]}) from error
    except json.JSONDecodeError as error:
        facts = {"line": error.lineno, "column": error.colno}
        raise IntakeError(
            _("Filen er ikke gyldig JSON: fejlen er på linje %(line)s, tegn %(column)s.") % facts
        ) from error
    except ValueError as error:  # a whole number of more digits than Python reads
        raise IntakeError(_("Filen er JSON med et tal, der er for langt til at læse.")) from error


def list_in(said: Any) -> list[Any]:
    if isinstance(said, list):
        return said
    lists = [value for value in said.values() if isinstance(value, list)] if isinstance(said, dict) else []
    if len(lists) != 1:
        raise IntakeError(_("Filen skal være en liste af objekter, eller et objekt med netop én liste."))
    return lists[0]


def object_row(number: int, row: Any) -> Raw:
    return Raw(number, row) if isinstance(row, dict) else Raw(number, {}, _("er ikke et objekt"))


def feature_row(number: int, feature: Any) -> Raw:
    """The properties with `geometry` and `id` beside them."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return Raw(number, {}, _("er ikke et GeoJSON-objekt af typen Feature"))
    properties = feature.get("properties")
    values = dict(properties) if isinstance(properties, dict) else {}
    own = {"geometry": feature.get("geometry")} | ({"id": feature["id"]} if "id" in feature else {})
    return Raw(number, values | own)


def crs_of(member: Any) -> str:
    """EPSG:n of GeoJSON's old `crs` member (RFC 7946 has none: degrees); a link is refused, not followed."""
    if member is None:
        return DEGREES
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(name, str) and CRS84.fullmatch(name.strip()):
        return DEGREES
    code = EPSG.fullmatch(name.strip()) if isinstance(name, str) else None
    if code is None:
        raise IntakeError(
            _("Filens crs-felt kan ikke bruges. Henvisninger følges ikke. Angiv --crs, f.eks. EPSG:25832.")
        )
    return f"EPSG:{code[1]}"
