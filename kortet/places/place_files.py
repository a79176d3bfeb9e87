"""Reading place names: the municipality's own GeoPackage (layers `places` and `pois`: columns kind, name), or the point
features of OpenStreetMap in SQLite (table NODE: ID, LAT, LON, NAME, TAG, VALUE), perhaps in a zip."""

import sqlite3
import tempfile
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, is_zipfile

import pyogrio
import shapely
from django.conf import settings
from django.utils.translation import gettext as _
from pyproj import Transformer

from kortet.places.archives import MIB, sound, write
from kortet.places.file_rows import RefusalError
from kortet.places.gazetteer import GazetteerError, Reading, place
from kortet.places.models import METRES
from kortet.places.refusals import REFUSALS, in_words

LAYERS = ("places", "pois")
# What people go to or speak of; lamp posts, pylons and shops are no place names.
TAGS = ("place", "leisure", "tourism", "historic", "natural", "amenity", "railway", "waterway")
NODES = f"SELECT ID, NAME, LON, LAT FROM NODE WHERE NAME <> '' AND TAG IN ({', '.join('?' * len(TAGS))})"  # noqa: S608  (only question marks are put in)
BOX = " AND LON BETWEEN ? AND ? AND LAT BETWEEN ? AND ?"
SQLITE = b"SQLite format 3\0"
Box = tuple[float, float, float, float]  # west, south, east, north in degrees (EPSG:4326)


def read_places(path: Path, box: Box) -> Reading:
    """Named places of either kind of file; of OpenStreetMap only those in the box. Raises GazetteerError."""
    if not path.is_file():
        raise GazetteerError(_("Filen %(file)s findes ikke.") % {"file": path})
    with tempfile.TemporaryDirectory() as folder:
        file = unpack(path, Path(folder)) if is_zipfile(path) else path
        with file.open("rb") as opened:
            head = opened.read(72)
        if not head.startswith(SQLITE):
            raise GazetteerError(_("%(file)s er hverken en GeoPackage eller SQLite.") % {"file": path.name})
        try:
            return read_nodes(file, box) if head[68:72] == b"\0\0\0\0" else read_layers(file)
        except (sqlite3.Error, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
            raise GazetteerError(_("%(file)s kan ikke læses: %(why)s") % {"file": path.name, "why": error}) from error


def unpack(path: Path, folder: Path) -> Path:
    """Takes the one SQLite file out of a zip."""
    try:
        with ZipFile(path) as archive:
            members = sound(archive.infolist(), settings.MAX_IMPORT_MIB * MIB)
            found = [member for name, member in members.items() if name.lower().endswith((".sqlite", ".db"))]
            if len(found) != 1:
                raise GazetteerError(_("%(file)s skal indeholde netop én SQLite-fil.") % {"file": path.name})
            write(archive, found[0], folder / "names.sqlite")
    except RefusalError as refused:
        raise GazetteerError(in_words(REFUSALS[refused.reason], refused.facts)) from refused
    except (BadZipFile, NotImplementedError, EOFError) as error:
        raise GazetteerError(_("%(file)s kan ikke pakkes ud. Lav zip-filen igen.") % {"file": path.name}) from error
    return folder / "names.sqlite"


def read_nodes(path: Path, box: Box) -> Reading:
    reading = Reading()
    west, south, east, north = box
    nodes = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        found = nodes.execute(NODES + BOX, [*TAGS, west, east, south, north]).fetchall()
    finally:
        nodes.close()
    to_metres = Transformer.from_crs(4326, METRES, always_xy=True)
    easts, norths = to_metres.transform([row[2] for row in found], [row[3] for row in found])
    for (node, name, *_degrees), x, y in zip(found, easts, norths, strict=True):
        reading.add(node, place(str(node), " ".join(name.split()), x, y))
    return reading


def read_layers(path: Path) -> Reading:
    reading = Reading()
    layers = [str(layer) for layer, _kind in pyogrio.list_layers(path) if layer in LAYERS]
    if not layers:
        raise GazetteerError(_("%(file)s har ingen af lagene %(layers)s.") % facts(path))
    for layer in layers:
        table = pyogrio.read_dataframe(path, layer=layer, fid_as_index=True, columns=["name"])
        if "name" not in table or table.crs is None:
            raise GazetteerError(
                _("Laget %(layer)s mangler kolonnen name eller sit koordinatsystem.") % {"layer": layer}
            )
        for row, name, shape in zip(table.index, table["name"], table.to_crs(METRES).geometry, strict=True):
            add_place(reading, layer, row, name, shape)
    return reading


def add_place(reading: Reading, layer: str, row: int, name: Any, shape: Any) -> None:
    if not isinstance(name, str) or not name.strip():
        return None  # what has no name cannot be searched for; the layers are full of nameless benches
    if shape is None or shape.is_empty or not shapely.is_valid(shape):
        return reading.refuse(row, layer, _("har ingen geometri, der kan bruges"))
    spot = shape.representative_point()
    return reading.add(row, place(f"{layer}:{row}", " ".join(name.split()), spot.x, spot.y))


def facts(path: Path) -> dict[str, str]:
    return {"file": path.name, "layers": ", ".join(LAYERS)}
