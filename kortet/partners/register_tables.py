"""A register from outside as rows of text: CSV as it comes out of Danish systems, or a sheet (XLSX, XLS, ODS)."""

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

MOST_BYTES, MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 20_000_000, 50_000, 200, 10_000
MOST_UNPACKED = 300_000_000
SHEETS = {".xlsx", ".xls", ".ods"}
DELIMITERS = ";,\t"
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class TableError(Exception):
    """The file as a whole cannot be read; the words say why."""


@dataclass(frozen=True)
class Table:
    """Headers, and each row with its number in the file (the header is row 1). `how` tells how it was read."""

    headers: list[str]
    rows: list[tuple[int, list[str]]]
    how: str


def read_table(path: Path) -> Table:
    """Raises TableError for what is too large, is no table, or has no row."""
    if path.stat().st_size > MOST_BYTES:
        raise TableError(_("Filen er for stor: højst 20 MB."))
    is_sheet = path.suffix.lower() in SHEETS
    return table_of(*(sheet_lines(path) if is_sheet else csv_lines(path.read_bytes())))


def csv_table(data: bytes) -> Table:
    """As `read_table`, of the bytes of a CSV file."""
    return table_of(*csv_lines(data))


def table_of(lines: list[list[str]], how: str) -> Table:
    filled = [(number, line) for number, line in enumerate(lines, 1) if any(cell.strip() for cell in line)]
    if len(filled) < 2:
        raise TableError(_("Der er ingen rækker i filen. Den første række skal være overskrifterne."))
    headers = named(filled[0][1])
    if len(filled) - 1 > MOST_ROWS:
        raise TableError(_("Der er for mange rækker: højst %(most)s.") % {"most": MOST_ROWS})
    return Table(headers, [(number, fitted(line, len(headers))) for number, line in filled[1:]], how)


def named(cells: list[str]) -> list[str]:
    """The headers; one that comes twice gets a number, one without words the number of its column."""
    if len(cells) > MOST_COLUMNS:
        raise TableError(_("Der er for mange kolonner: højst %(most)s.") % {"most": MOST_COLUMNS})
    found: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.split())[:80] or _("kolonne %(n)s") % {"n": number}
        found.append(name if name not in found else f"{name} ({number})")
    return found


def fitted(cells: list[str], width: int) -> list[str]:
    """A row as wide as the headers, without what is unreadably long."""
    return [*(cell[:MOST_LETTERS] for cell in cells[:width]), *[""] * (width - len(cells))]


def csv_lines(data: bytes) -> tuple[list[list[str]], str]:
    text, encoding = decoded(data)
    if "\0" in text:
        raise TableError(_("Filen er ikke en tabel i tekst."))
    delimiter = delimiter_of(text)
    csv.field_size_limit(1_000_000)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise TableError(_("Filen kan ikke læses som CSV: %(why)s") % {"why": error}) from error
    return lines, f"{encoding}, {repr(delimiter)[1:-1]}"


def decoded(data: bytes) -> tuple[str, str]:
    """By its mark, else as UTF-8, else as Windows-1252, which Danish systems still write."""
    marked = next((encoding for mark, encoding in MARKS.items() if data.startswith(mark)), "")
    for encoding in filter(None, (marked, "utf-8", "cp1252")):
        try:
            return data.decode(encoding), encoding
        except UnicodeError:
            continue
    raise TableError(_("Filens tegnsæt kendes ikke. Gem den som UTF-8."))


def delimiter_of(text: str) -> str:
    """The sign that the first line has most of, outside quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def sheet_lines(path: Path) -> tuple[list[list[str]], str]:
    """The first sheet; formulas come as what they last gave, and are never run."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise TableError(_("Filen er for stor, når den er pakket ud."))
    try:
        book = CalamineWorkbook.from_path(str(path))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise TableError(_("Arket kan ikke læses: %(why)s") % {"why": error}) from error
    return [[in_text(cell) for cell in row] for row in rows], book.sheet_names[0]


def in_text(cell: object) -> str:
    """A whole number without the .0 that sheets give it."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
