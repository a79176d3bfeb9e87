"""CSV for spreadsheets and GeoJSON: PostgreSQL writes the text, and it goes to the file as it comes."""

from collections.abc import Iterable
from pathlib import Path

from kortet.exports.outcome import Tell, Told
from kortet.exports.queries import Rows

BOM = b"\xef\xbb\xbf"  # without it Danish Excel takes UTF-8 for Windows-1252
BEGIN, END = b'{"type":"FeatureCollection","features":[\n', b"\n]}\n"


def write_csv(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """UTF-8 with a byte-order mark, semicolons, times in UTC (ISO 8601)."""
    [rows] = tables
    with path.open("wb") as file, rows.sheet() as blocks:
        file.write(BOM)
        for block in blocks:
            file.write(block)
            tell(1)
    return Told()


def write_geojson(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """One FeatureCollection (RFC 7946), a feature a line."""
    [rows] = tables
    with path.open("wb") as file, rows.features() as lines:
        file.write(BEGIN)
        for part in with_commas(lines):
            file.write(part)
            tell(1)
        file.write(END)
    return Told()


def with_commas(lines: Iterable[bytes]) -> Iterable[bytes]:
    """Lines, a block at a time, with commas between: each block of COPY is a whole line."""
    for number, line in enumerate(lines):
        yield (b",\n" if number else b"") + line.rstrip(b"\n")
