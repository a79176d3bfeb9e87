"""Reading addresses: the municipality's own table, or an extract of the Danish address register (DAR).

The table: CSV with `;`, UTF-8, columns street, number, letter, postcode, town, x, y (EPSG:25832).
The extract: a folder with dar_adgangspunkt.csv, dar_husnummer.csv and cpr_vej.csv. It is bitemporal: a row counts when
both its registration and its effect are open (`["2015-09-25 16:54:40+02",)`) and its status is 1, "in force", or 3,
"provisional".
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import gettext as _

from kortet.places.gazetteer import GazetteerError, Reading, address, id_of, metres, streets_of
from kortet.places.models import METRES

COLUMNS = ("street", "number", "letter", "postcode", "town", "x", "y")
ACCESS_POINTS, HOUSE_NUMBERS, ROADS = "dar_adgangspunkt.csv", "dar_husnummer.csv", "cpr_vej.csv"
NUMBER, LETTER = re.compile(r"[1-9]\d{0,3}"), re.compile(r"[A-ZÆØÅ]?")
COMPOSITE = re.compile(r'\((\d{1,4}),"?([A-ZÆØÅ]?)"?\)')
IN_FORCE = ("1", "3")
Row = dict[str, str]


def read_addresses(path: Path, outline: GEOSGeometry | None, kind: str | None = None) -> Reading:
    """Addresses inside an outline (EPSG:25832), and the streets that they make. `kind` is kortet or dar; without it a
    folder is dar. Raises GazetteerError when the file is something else."""
    kind = kind or ("dar" if path.is_dir() else "kortet")
    reading = (read_register(path) if kind == "dar" else read_table(path)).only_inside(outline)
    for street in streets_of(list(reading.names.values())):
        reading.add(0, street)
    return reading


def read_table(path: Path) -> Reading:
    reading = Reading()
    for number, row in rows_of(path, COLUMNS, escapes=False):
        read_row(reading, number, row)
    return reading


def read_row(reading: Reading, row: int, said: Row) -> None:
    said = {column: (said[column] or "").strip() for column in COLUMNS}
    x, y = metres(said["x"]), metres(said["y"])
    letter = said["letter"].upper()
    if x is None or y is None:
        return reading.refuse(row, "x" if x is None else "y", _("er ikke et tal"))
    if not said["street"]:
        return reading.refuse(row, "street", _("mangler"))
    if not NUMBER.fullmatch(said["number"]):
        return reading.refuse(row, "number", _("er ikke et husnummer"))
    if not LETTER.fullmatch(letter):
        return reading.refuse(row, "letter", _("er ikke et bogstav"))
    number, place = said["number"] + letter, {name: said[name] for name in ("street", "postcode", "town")}
    key = id_of("address", place["postcode"], place["street"], number)
    return reading.add(row, address(key, number=number, x=x, y=y, **place))


def read_register(folder: Path) -> Reading:
    """House numbers in force, each at its access point, with the name of its road."""
    reading = Reading()
    columns = {
        ROADS: ("kommunekode", "vejkode", "navn"),
        ACCESS_POINTS: ("id", "statuskode", "registrering", "virkning", "kommunenummer", "geom"),
        HOUSE_NUMBERS: ("bkid", "adgangspunktid", "statuskode", "registrering", "virkning", "vejkode", "husnummer"),
    }
    files = {name: list(rows_of(folder / name, wanted, escapes=True)) for name, wanted in columns.items()}
    roads = {(code(row["kommunekode"]), code(row["vejkode"])): row["navn"].strip() for _n, row in files[ROADS]}
    points = {row["id"]: row for _n, row in files[ACCESS_POINTS] if is_current(row)}
    for number, row in files[HOUSE_NUMBERS]:
        if is_current(row):
            read_house(reading, number, row, points.get(row["adgangspunktid"]), roads)
    return reading


def read_house(reading: Reading, row: int, house: Row, point: Row | None, roads: dict[tuple[str, str], str]) -> None:
    number = COMPOSITE.fullmatch(house["husnummer"])
    if number is None:
        return reading.refuse(row, "husnummer", _("er ikke et husnummer"))
    if point is None:
        return reading.refuse(row, "adgangspunktid", _("har intet gældende adgangspunkt"))
    road = roads.get((code(point["kommunenummer"]), code(house["vejkode"])))
    if not road:
        return reading.refuse(row, "vejkode", _("findes ikke i %(file)s") % {"file": ROADS})
    spot = position(point["geom"])
    if spot is None:
        return reading.refuse(row, "adgangspunktid", _("har et punkt, der ikke kan læses"))
    postcode, town = (house.get(name) or "" for name in ("postnummer", "postdistrikt"))
    text = number[1].lstrip("0") + number[2]
    return reading.add(
        row, address(house["bkid"], street=road, number=text, postcode=postcode, town=town, x=spot.x, y=spot.y)
    )


def position(hex_ewkb: str) -> Any:
    """The point of a hexadecimal EWKB in EPSG:25832, or None."""
    try:
        found = shapely.from_wkb(hex_ewkb)
    except shapely.errors.GEOSException:
        return None
    is_point = found is not None and found.geom_type == "Point" and not found.is_empty
    return found if is_point and shapely.get_srid(found) == METRES else None


def is_current(row: Row) -> bool:
    return row["statuskode"] in IN_FORCE and all(row[span].endswith(",)") for span in ("registrering", "virkning"))


def code(text: str) -> str:
    """Codes stand with leading zeros in some files and without in others."""
    return text.strip().lstrip("0")


def rows_of(path: Path, wanted: tuple[str, ...], *, escapes: bool) -> Iterator[tuple[int, Row]]:
    """Line number and row; raises GazetteerError for what is no such table."""
    how: dict[str, Any] = {"escapechar": "\\", "doublequote": False} if escapes else {"doublequote": True}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, delimiter=";", strict=True, restval="", **how)
            missing = [column for column in wanted if column not in (table.fieldnames or [])]
            if missing:
                facts = {"file": path.name, "columns": ", ".join(missing)}
                raise GazetteerError(_("%(file)s mangler kolonnerne %(columns)s.") % facts)
            for row in table:
                yield table.line_num, row
    except FileNotFoundError as error:
        raise GazetteerError(_("Filen %(file)s findes ikke.") % {"file": path}) from error
    except (csv.Error, UnicodeDecodeError, OSError) as error:
        facts = {"file": path.name, "why": str(error)}
        raise GazetteerError(_("%(file)s kan ikke læses: %(why)s") % facts) from error
