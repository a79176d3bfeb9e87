"""A survey's answers as files: GeoPackage for QGIS, CSV with a row for each answer, Excel with a row for each person.

GDAL and pyarrow are brought in when a file is written: web processes have other uses for their memory.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from xlsxwriter.worksheet import Worksheet

from kortet.figures.sheets import BOM, OPTIONS, clean, plain, sheet_name
from kortet.findings.export_codebook import codebook
from kortet.findings.export_rows import Answers, Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class File:
    """A file that can be fetched: what it is called, its type, and what makes it."""

    name: str
    label: Any
    type: str
    make: Callable[[Answers], bytes]


def geopackage(answers: Answers) -> bytes:
    """A layer for each map question, the responses as a table, and the codebook."""
    write: Any = import_string("kortet.findings.export_geopackage.write")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "svar.gpkg"
        write(answers, path)
        return path.read_bytes()


def tidy_csv(answers: Answers) -> bytes:
    return as_csv(answers.tidy())


def codebook_csv(answers: Answers) -> bytes:
    """Its three tables one below the other, the first column saying which."""
    sheets = codebook(answers)
    most = max(len(one.columns) for one in sheets)
    rows: list[list[Any]] = []
    for sheet in sheets:
        rows += [[sheet.name, *(head for head, _what, _kind in sheet.columns)]]
        rows += [[sheet.name, *row] for row in sheet.rows]
    return as_csv(Sheet("kodebog", [("tabel", "", "text"), *(("", "", "text"),) * most], rows))


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte-order mark and semicolons, as Danish Excel opens it; no cell is run as a formula."""
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([name for name, _what, _kind in sheet.columns])
    writer.writerows([cell_of(value) for value in row] for row in sheet.rows)
    return file.getvalue().encode()


def cell_of(value: Any) -> str:
    """Whole numbers without decimals, days as ISO 8601 writes them."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if hasattr(value, "isoformat") else plain(value)


def workbook(answers: Answers) -> bytes:
    """The responses and the codebook, a sheet each; the first row has the names of the columns."""
    file, taken = io.BytesIO(), set[str]()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        head, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
        for sheet in [answers.wide(), *codebook(answers)]:
            fill(book.add_worksheet(sheet_name(sheet.name, taken)), sheet, head, day)
    return file.getvalue()


def fill(page: Worksheet, sheet: Sheet, head: Any, day: Any) -> None:
    page.freeze_panes(1, 1)
    for place, (name, _what, _kind) in enumerate(sheet.columns):
        page.write_string(0, place, clean(name), head)
    for number, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            put(page, number, place, value, day)


def put(page: Worksheet, row: int, place: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, int | float):
        page.write_number(row, place, value)
    elif hasattr(value, "isoformat"):
        page.write_datetime(row, place, datetime.combine(value, datetime.min.time()), day)
    else:
        page.write_string(row, place, clean(str(value)))


FILES: dict[str, File] = {
    "gpkg": File("svar.gpkg", _("GeoPackage til QGIS"), "application/geopackage+sqlite3", geopackage),
    "csv": File("svar.csv", _("CSV, en række for hvert svar"), "text/csv; charset=utf-8", tidy_csv),
    "xlsx": File("svar.xlsx", _("Excel, en række for hver besvarelse"), XLSX, workbook),
    "kodebog": File("kodebog.csv", _("Kodebogen alene (CSV)"), "text/csv; charset=utf-8", codebook_csv),
}
