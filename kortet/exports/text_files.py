"""CSV for spreadsheets and GeoJSON: PostgreSQL writes the text, and it goes to the file as it comes."""

from itertools import islice
from pathlib import Path

from kortet.exports.outcome import Tell, Told
from kortet.exports.queries import Rows

BOM = b"\xef\xbb\xbf"  # without it Danish Excel takes UTF-8 for Windows-1252
AT_ONCE = 1000  # lines that are written together
BEGIN, END = b'{"type":"FeatureCollection","features":[\n', b"\n]}\n"


def write_csv(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """UTF-8 with a byte-order mark, semicolons, times in UTC (ISO 8601)."""
    [rows] = tables
    with path.open("wb") as file, rows.sheet() as lines:
        file.write(BOM + next(lines))
        while some := list(islice(lines, AT_ONCE)):
            file.write(b"".join(some))
            tell(len(some))
    return Told()


def write_geojson(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """One FeatureCollection (RFC 7946), a feature a line."""
    [rows] = tables
    with path.open("wb") as file, rows.features() as features:
        file.write(BEGIN)
        between = b""
        while some := list(islice(features, AT_ONCE)):
            file.write(between + b",\n".join(some))
            between = b",\n"
            tell(len(some))
        file.write(END)
    return Told()
