"""Which files are read: by name and by content, which must agree. Everything else is refused before GDAL sees it."""

from dataclasses import dataclass
from pathlib import Path

from kortet.places.file_rows import RefusalError

HEAD = 4096
UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Kind:
    """One kind of file: its name to people, GDAL's driver (none: read without GDAL), and the files beside it."""

    name: str
    driver: str
    suffixes: tuple[str, ...]
    beside: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()


JSON = Kind("GeoJSON", "", (".geojson", ".json", ".topojson"))
GEOPACKAGE = Kind("GeoPackage", "GPKG", (".gpkg",))
SHAPEFILE = Kind("Shapefile", "ESRI Shapefile", (".shp",), (".shx", ".dbf", ".prj", ".cpg"), (".shx", ".dbf"))
FLATGEOBUF = Kind("FlatGeobuf", "FlatGeobuf", (".fgb",))
GML = Kind("GML", "GML", (".gml", ".xml"))
KML = Kind("KML", "LIBKML", (".kml",))
MAPINFO = Kind("MapInfo", "MapInfo File", (".mif",), (".mid",), (".mid",))
ZIP = Kind("zip", "", (".zip",))
KINDS = (JSON, GEOPACKAGE, SHAPEFILE, FLATGEOBUF, GML, KML, MAPINFO)
DRIVERS = frozenset(kind.driver for kind in KINDS if kind.driver)
SUFFIXES = frozenset(suffix for kind in KINDS for suffix in kind.suffixes)
READABLE = ", ".join(kind.name for kind in KINDS)
PARTS = {suffix for kind in KINDS for suffix in kind.beside}


def kind_of(path: Path, name: str) -> Kind:
    """The kind that name and content agree on; raises RefusalError, which calls the file `name`."""
    named = by_name(path.name)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.removeprefix(b"\xef\xbb\xbf").strip(b"\0 \t\r\n"):
        raise RefusalError("blank", name=name)
    if named != by_content(head):
        raise RefusalError("disguised", name=name, kind=named.name)
    if named in (GML, KML):
        without_entities(path, name)
    return named


def by_name(name: str) -> Kind:
    suffix = Path(name).suffix.lower()
    if suffix in PARTS:
        raise RefusalError("part", name=name)
    for kind in (*KINDS, ZIP):
        if suffix in kind.suffixes:
            return kind
    raise RefusalError("unknown_kind", name=name, kinds=READABLE)


def by_content(head: bytes) -> Kind | None:
    """The kind that the first bytes tell, or None."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if head.startswith(b"SQLite format 3\0"):
        return GEOPACKAGE if head[68:72] in (b"GPKG", b"GP10", b"GP11") else None
    if head.startswith(b"fgb\x03fgb"):
        return FLATGEOBUF
    if head.startswith(b"\x00\x00\x27\x0a"):
        return SHAPEFILE
    return by_text(head)


def by_text(head: bytes) -> Kind | None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in (b"{", b"[", b'"') or head.startswith(UTF16):
        return JSON
    if text.startswith(b"<") and b"\0" not in head:
        return by_root(text.lower())
    return MAPINFO if text[:8].lower().startswith(b"version ") else None


def by_root(text: bytes) -> Kind | None:
    if b"<ogrvrt" in text:
        raise RefusalError("virtual")
    if b"<kml" in text or b":kml" in text:
        return KML
    return GML if b"opengis.net/gml" in text else None


def without_entities(path: Path, name: str) -> None:
    """Refuses XML with a document type: entities are how XML reads other files and grows without end."""
    before = b""
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            if b"<!DOCTYPE" in before + part or b"<!ENTITY" in before + part:
                raise RefusalError("entities", name=name)
            before = part[-16:]
