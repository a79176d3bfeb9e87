"""Drawings out of a file: each row a thing with a name, read with suspicion, sound or refused. EPSG:25832, metres."""

from typing import Any, NamedTuple

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from kortet.municipalities.models import METRES, Municipality
from kortet.places.drawn import refuse
from kortet.places.file_fields import on_disk
from kortet.places.refusals import FAULTS
from kortet.places.soundness import validity_in_words
from kortet.places.vector_files import FileError, Row, read_drawings
from kortet.saying.said import plain

MOST_DRAWINGS, MOST_CORNERS = 50, 10_000  # the CHECK alternative_is_sound allows no more corners either
NAMES, TEXTS = ("title", "titel", "navn", "name", "overskrift"), ("text", "tekst", "beskrivelse", "description")
NAMES_EN, TEXTS_EN = ("title_en", "titel_en", "name_en", "navn_en"), ("text_en", "tekst_en", "description_en")


class Drawing(NamedTuple):
    """One row of a file: what it is called (perhaps nothing) and says, and its shape."""

    title: str
    title_en: str
    text: str
    text_en: str
    shape: GEOSGeometry


def drawings_in(file: UploadedFile, town: Municipality, *, crs: str, layer: str) -> list[Drawing]:
    """All points, lines and areas of a file (GeoJSON, GeoPackage, …); raises ValidationError saying what is wrong."""
    try:
        with on_disk(file) as path:
            rows = read_drawings(path, crs=crs, layer=layer).rows
    except FileError as error:
        refuse(error.without_options)
    if len(rows) > MOST_DRAWINGS:
        refuse(_("Filen har mere end %(most)s tegninger. Del den op.") % {"most": MOST_DRAWINGS})
    return [drawing_of(row, town) for row in rows]


def drawing_of(row: Row, town: Municipality) -> Drawing:
    try:
        words = [
            word_of(row, names, most) for names, most in ((NAMES, 80), (NAMES_EN, 80), (TEXTS, 2000), (TEXTS_EN, 2000))
        ]
        return Drawing(words[0], words[1], words[2], words[3], shape_of(row, town))
    except ValidationError as error:
        refuse(_("Række %(row)s: %(why)s") % {"row": row.number, "why": " ".join(error.messages)})


def word_of(row: Row, names: tuple[str, ...], most: int) -> str:
    """The first column of these names that says something, as what people say is kept."""
    told = {str(name).casefold(): value for name, value in row.values.items() if value is not None}
    said = next((str(told[name]) for name in names if str(told.get(name, "")).strip()), "")
    return plain(said)[:most]


def shape_of(row: Row, town: Municipality) -> GEOSGeometry:
    """All parts of a row as one shape of one kind, whole and inside the municipality."""
    if row.fault not in ("", "not_area"):
        refuse(FAULTS[row.fault])
    parts = [*row.polygons, *row.others]
    if (
        not parts
        or len({part.geom_type for part in parts}) > 1
        or parts[0].geom_type not in ("Point", "LineString", "Polygon")
    ):
        refuse(_("en tegning skal være et punkt, en linje eller et område."))
    if parts[0].geom_type == "Point" and len(parts) > 1:
        refuse(_("punkterne skal stå i hver sin række."))
    whole = parts[0] if len(parts) == 1 else together(parts)
    check(whole)
    shape = GEOSGeometry(memoryview(shapely.to_wkb(whole, output_dimension=2)), srid=METRES)
    if not town.ground.intersects(shape):
        refuse(_("den ligger uden for kommunen."))
    return shape


def together(parts: list[Any]) -> Any:
    return (
        shapely.MultiPolygon(parts)
        if parts[0].geom_type == "Polygon"
        else shapely.line_merge(shapely.MultiLineString(parts))
    )


def check(whole: Any) -> None:
    """Refuses what crosses itself, is nothing to look at, or has more corners than a browser likes."""
    if not whole.is_valid:
        refuse(validity_in_words(whole))
    if shapely.get_num_coordinates(whole) > MOST_CORNERS:
        refuse(_("den har mere end %(most)s hjørner. Gem den med færre.") % {"most": MOST_CORNERS})
    if whole.geom_type != "Point" and whole.length < 1:
        refuse(_("den er kortere end en meter."))
