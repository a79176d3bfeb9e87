"""A survey's answers as files: GeoPackage for QGIS, CSV with a row for each answer, Excel with a row for each person.

GDAL and pyarrow are brought in when a file is written: web processes have other uses for their memory.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

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
    """A file that can be fetched: what it is called, its type, and what writes it."""

    name: str
    label: Any
    type: str
    write: Callable[[Answers, Path], None]

    def of(self, answers: Answers) -> BinaryIO:
        """The file, open; it is gone when it is closed."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / self.name
            self.write(answers, path)
            return path.open("rb")


def geopackage(answers: Answers, path: Path) -> None:
    """A layer for each map question, the responses as a table, and the codebook."""
    write: Any = import_string("kortet.findings.export_geopackage.write")
    write(answers, path)


def tidy_csv(answers: Answers, path: Path) -> None:
    write_csv(answers.tidy(), path)


def codebook_csv(answers: Answers, path: Path) -> None:
    """Its three tables one below the other, the first column saying which."""
    sheets = codebook(answers)
    most = max(len(one.columns) for one in sheets)
    rows: list[list[Any]] = []
    for sheet in sheets:
        rows += [[sheet.name, *(head for head, _what, _kind in sheet.columns)]]
        rows += [[sheet.name, *row] for row in sheet.rows]
    write_csv(Sheet("kodebog", [("tabel", "", "text"), *(("", "", "text"),) * most], rows), path)


def write_csv(sheet: Sheet, path: Path) -> None:
    """UTF-8 with a byte-order mark and semicolons, as Danish Excel opens it; no cell is run as a formula."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM)
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow([name for name, _what, _kind in sheet.columns])
        writer.writerows([cell_of(value) for value in row] for row in sheet.rows)


def cell_of(value: Any) -> str:
    """Whole numbers without decimals, days as ISO 8601 writes them."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if hasattr(value, "isoformat") else plain(value)


def workbook(answers: Answers, path: Path) -> None:
    """The responses and the codebook, a sheet each; the first row has the names of the columns."""
    taken = set[str]()
    with xlsxwriter.Workbook(str(path), OPTIONS | {"constant_memory": True, "in_memory": False}) as book:
        head, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
        for sheet in [answers.wide(), *codebook(answers)]:
            fill(book.add_worksheet(sheet_name(sheet.name, taken)), sheet, head, day)


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
